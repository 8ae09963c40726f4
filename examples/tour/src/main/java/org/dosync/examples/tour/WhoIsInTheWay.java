package org.dosync.examples.tour;

import java.util.List;
import org.dosync.Ref;
import org.dosync.Statistics;
import org.dosync.Statistics.Collision;
import org.dosync.Transaction;
import org.dosync.TransactionOptions;

final class WhoIsInTheWay implements Example {

  private static final TransactionOptions AUDIT = Transaction.options().name("audit");
  private static final TransactionOptions TRANSFER = Transaction.options().name("transfer");

  @Override
  public String title() {
    return "Statistics: which transactions collide, and over which refs";
  }

  @Override
  public void run(Page page) throws Exception {
    Rival rival = new Rival();
    Ref<Integer> total = Ref.of(0);
    // tag::see[]
    Ref<Integer> giro = Ref.builder(100).name("giro").build();
    Ref<Integer> savings = Ref.builder(200).name("savings").build();

    Statistics statistics = Statistics.start();
    AUDIT.dosync(
        () -> {
          total.set(giro.deref() + savings.deref());
          rival.comesFirst(
              () ->
                  TRANSFER.dosync(
                      () -> {
                        giro.alter(n -> n - 10);
                        savings.alter(n -> n + 10);
                      }));
        });
    statistics.close();

    String report = statistics.report().toString(); // a table: who, how often, how long
    List<Collision> collisions = statistics.report().collisions(); // or as values
    // end::see[]
    report.lines().forEach(page::line);
    page.show("collisions", collisions.size(), 1);
    page.show("who has lost a try", collisions.get(0).loser(), "audit");
    page.show("to whom", collisions.get(0).winner(), "transfer");
    page.require(total.deref() == 300, "the audit has seen one moment");
  }
}
