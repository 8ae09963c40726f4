package org.dosync.examples.tour;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.dosync.Agent;
import org.dosync.DosyncRuntime;

final class SendOrSendOff implements Example {

  @Override
  public String title() {
    return "send is for work, sendOff for waiting";
  }

  @Override
  public void run(Page page) {
    CountDownLatch answer = new CountDownLatch(1);
    try (DosyncRuntime runtime = DosyncRuntime.builder().name("blocked").build()) {
      int threads = Runtime.getRuntime().availableProcessors() + 2;
      List<Agent<Integer>> blocked = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        blocked.add(Agent.builder(0).runtime(runtime).build().send(n -> waiting(answer, n)));
      }
      Agent<Integer> starved = Agent.builder(0).runtime(runtime).build();
      Agent<Integer> wise = Agent.builder(0).runtime(runtime).build();
      // tag::send[]
      starved.send(n -> n + 1); // on the few threads for work, all of which wait
      wise.sendOff(n -> n + 1); // on a thread of its own
      // end::send[]
      page.note("As many actions as send has threads wait for an answer.");
      page.show("awaitFor(5 s, wise)", Agent.awaitFor(Duration.ofSeconds(5), wise), true);
      page.show("awaitFor(20 ms, starved)", Agent.awaitFor(Duration.ofMillis(20), starved), false);
      answer.countDown();
      page.show(
          "awaitFor(5 s, starved), answered", Agent.awaitFor(Duration.ofSeconds(5), starved), true);
    }
  }

  private static Integer waiting(CountDownLatch answer, Integer n) throws InterruptedException {
    Workers.await(answer);
    return n + 1;
  }
}
