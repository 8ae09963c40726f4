package org.dosync.examples.tour;

import java.util.concurrent.CountDownLatch;
import org.dosync.Isolation;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.dosync.TransactionOptions;

final class DoctorsOnCall implements Example {

  @Override
  public String title() {
    return "Isolation: two doctors want to go home, one must stay";
  }

  @Override
  public void run(Page page) throws Exception {
    TransactionOptions serializable = Transaction.options();
    // tag::snapshot[]
    TransactionOptions snapshot = Transaction.options().isolation(Isolation.SNAPSHOT);
    // end::snapshot[]
    page.note("Each looks whether the other is on call, and goes home if so.");
    page.show("on call afterwards", new Ward(serializable, false).onCallAtNight(), 1);
    page.show(
        "on call afterwards, Isolation.SNAPSHOT", new Ward(snapshot, false).onCallAtNight(), 0);
    page.show("the same, with colleague.ensure()", new Ward(snapshot, true).onCallAtNight(), 1);
  }

  private static final class Ward {
    private final TransactionOptions options;
    private final boolean ensures;
    private final CountDownLatch bothHaveLooked = new CountDownLatch(2);

    Ward(TransactionOptions options, boolean ensures) {
      this.options = options;
      this.ensures = ensures;
    }

    int onCallAtNight() throws Exception {
      Ref<Boolean> alice = Ref.of(true);
      Ref<Boolean> ben = Ref.of(true);
      Workers threads = new Workers();
      threads.start(() -> goHome(alice, ben));
      threads.start(() -> goHome(ben, alice));
      threads.join();
      return (alice.deref() ? 1 : 0) + (ben.deref() ? 1 : 0);
    }

    // tag::go-home[]
    void goHome(Ref<Boolean> me, Ref<Boolean> colleague) throws InterruptedException {
      options.dosync(
          () -> {
            boolean colleagueStays = ensures ? colleague.ensure() : colleague.deref();
            Workers.meet(bothHaveLooked); // so that the two get in each other's way for certain
            if (colleagueStays) {
              me.set(false);
            }
          });
    }
    // end::go-home[]
  }
}
