package org.dosync.histories;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dosync.Agent;
import org.dosync.Transaction;
import org.dosync.histories.Op.Undone;

/**
 * Threads and agents send numbered actions to agents: alone, in transactions that may fail, in
 * actions that may fail. Afterwards each agent must have run what each sender has sent it, in that
 * order, each once, and never two at a time; and nothing that a failed sender has sent.
 */
public final class AgentCheck {

  private static final int AGENTS = 3;
  private static final int SENDERS = 3;
  private static final int SENDS = 60;

  /** From whom to whom; threads come after the agents. */
  private record Way(int from, int to) {}

  private record Received(int from, int number) {}

  private static final class Target {
    final Agent<Integer> agent = Agent.builder(0).errorHandler((agent, thrown) -> {}).build();

    /** Written by actions, without protection: they run one at a time. */
    final List<Received> received = new ArrayList<>();

    volatile boolean busy;
  }

  private final long seed;
  private final long patienceMillis;
  private final List<Target> targets =
      IntStream.range(0, AGENTS).mapToObj(i -> new Target()).toList();
  private final Map<Way, Queue<Integer>> sent = new ConcurrentHashMap<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

  private AgentCheck(long seed, long patienceMillis) {
    this.seed = seed;
    this.patienceMillis = patienceMillis;
  }

  /** One run of the program of a seed. */
  static Optional<Anomaly> check(long seed, long patienceMillis) {
    return new AgentCheck(seed, patienceMillis).run();
  }

  private Optional<Anomaly> run() {
    CountDownLatch sending = new CountDownLatch(SENDERS);
    for (int sender = 0; sender < SENDERS; sender++) {
      int from = AGENTS + sender;
      Thread thread = new Thread(() -> sendAll(from, sending), "sender-" + sender);
      thread.setDaemon(true);
      thread.start();
    }
    return awaitEnd(sending) ? compare() : Optional.of(new Anomaly("lost action", "  no end\n"));
  }

  private boolean awaitEnd(CountDownLatch sending) {
    try {
      return sending.await(patienceMillis, TimeUnit.MILLISECONDS) && awaitAgents();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Twice: the actions send actions, and those send none. */
  private boolean awaitAgents() {
    Agent<?>[] agents = targets.stream().map(target -> target.agent).toArray(Agent<?>[]::new);
    Duration patience = Duration.ofMillis(patienceMillis);
    return Agent.awaitFor(patience, agents) && Agent.awaitFor(patience, agents);
  }

  // ---- sending

  private void sendAll(int from, CountDownLatch sending) {
    SplittableRandom random = new SplittableRandom(seed + from);
    try {
      for (int number = 0; number < SENDS; number += 3) {
        send(random, from, number);
      }
    } catch (Throwable unexpected) {
      wrong.add("unexpected " + unexpected);
    } finally {
      sending.countDown();
    }
  }

  private void send(SplittableRandom random, int from, int number) {
    int kind = random.nextInt(4);
    int to = random.nextInt(AGENTS);
    int onTo = random.nextInt(AGENTS);
    if (kind == 0) {
      sendTwoInATransaction(from, to, number, random.nextBoolean());
    } else if (kind == 1) {
      sendOn(from, to, number, onTo, random.nextBoolean());
    } else {
      post(from, to, number, true);
    }
  }

  /** Sends an action that does nothing but to be noted. */
  private void post(int from, int to, int number, boolean counts) {
    note(from, to, number, counts);
    targets.get(to).agent.send(count -> receive(from, to, number, count));
  }

  private void sendTwoInATransaction(int from, int to, int number, boolean fails) {
    try {
      Transaction.dosync(
          () -> {
            post(from, to, number, !fails);
            post(from, to, number + 1, !fails);
            if (fails) {
              throw new Undone();
            }
          });
    } catch (Undone expected) {
      // as if nothing had been sent
    }
  }

  /** An action that sends two others itself. */
  private void sendOn(int from, int to, int number, int onTo, boolean fails) {
    note(from, to, number, true);
    targets
        .get(to)
        .agent
        .send(
            count -> {
              int result = receive(from, to, number, count);
              post(to, onTo, 10_000 * from + number, !fails);
              post(to, onTo, 10_000 * from + number + 1, !fails);
              if (fails) {
                throw new Undone();
              }
              return result;
            });
  }

  private void note(int from, int to, int number, boolean counts) {
    if (counts) {
      sent.computeIfAbsent(new Way(from, to), way -> new ConcurrentLinkedQueue<>()).add(number);
    }
  }

  private int receive(int from, int to, int number, int count) {
    Target target = targets.get(to);
    if (target.busy) {
      wrong.add("two actions at once");
    }
    target.busy = true;
    target.received.add(new Received(from, number));
    Thread.yield();
    target.busy = false;
    return count + 1;
  }

  // ---- comparing

  private Optional<Anomaly> compare() {
    if (!wrong.isEmpty()) {
      return Optional.of(new Anomaly(wrong.element(), "  " + wrong + "\n"));
    }
    for (int to = 0; to < AGENTS; to++) {
      for (int from = 0; from < AGENTS + SENDERS; from++) {
        Optional<Anomaly> found = compare(from, to);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Anomaly> compare(int from, int to) {
    List<Integer> expected =
        List.copyOf(sent.getOrDefault(new Way(from, to), new ConcurrentLinkedQueue<>()));
    List<Integer> ran =
        targets.get(to).received.stream()
            .filter(received -> received.from == from)
            .map(Received::number)
            .toList();
    return ran.equals(expected)
        ? Optional.empty()
        : Optional.of(
            new Anomaly(
                difference(expected, ran),
                "  from "
                    + from
                    + " to "
                    + to
                    + "\n  sent "
                    + expected
                    + "\n  ran  "
                    + ran
                    + "\n"));
  }

  private static String difference(List<Integer> expected, List<Integer> ran) {
    if (new HashSet<>(ran).size() < ran.size()) {
      return "action run twice";
    } else if (!expected.containsAll(ran)) {
      return "action run though its sender has failed";
    }
    return ran.containsAll(expected) ? "order of a sender broken" : "lost action";
  }

  /**
   * For agents that may be broken: as {@link HistoryCheck#main}.
   *
   * @param args for how many seconds, and the patience in milliseconds
   */
  public static void main(String[] args) {
    HistoryCheck.report(args, AgentCheck::check);
  }
}
