package org.dosync.benchmarks;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** Typed actors of Pekko, on the default dispatcher; {@code ask} where an answer is waited for. */
final class PekkoAgents extends Agents {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private interface Message {}

  private enum AddOne implements Message {
    INSTANCE
  }

  private record AddLast(CountDownLatch handled) implements Message {}

  private record AddAndTell(ActorRef<Long> asker) implements Message {}

  private record Tell(ActorRef<Long> asker) implements Message {}

  private record Pass(int left, CountDownLatch handled) implements Message {}

  /** An actor that counts. */
  private static final class Counter extends AbstractBehavior<Message> {
    private final ActorRef<Message>[] ring;
    private final int next;
    private long count;

    Counter(ActorContext<Message> context, ActorRef<Message>[] ring, int index) {
      super(context);
      this.ring = ring;
      this.next = (index + 1) % ring.length;
    }

    @Override
    public Receive<Message> createReceive() {
      return newReceiveBuilder()
          .onMessage(AddOne.class, message -> addOne())
          .onMessage(AddLast.class, this::addLast)
          .onMessage(AddAndTell.class, this::addAndTell)
          .onMessage(Pass.class, this::pass)
          .onMessage(Tell.class, this::tell)
          .build();
    }

    private Behavior<Message> addOne() {
      count++;
      return this;
    }

    private Behavior<Message> addLast(AddLast message) {
      count++;
      message.handled.countDown();
      return this;
    }

    private Behavior<Message> addAndTell(AddAndTell message) {
      message.asker.tell(++count);
      return this;
    }

    private Behavior<Message> tell(Tell message) {
      message.asker.tell(count);
      return this;
    }

    private Behavior<Message> pass(Pass message) {
      count++;
      if (message.left == 1) {
        message.handled.countDown();
      } else {
        ring[next].tell(new Pass(message.left - 1, message.handled));
      }
      return this;
    }
  }

  private final ActorRef<Message>[] actors;
  private final ActorSystem<Void> system;

  PekkoAgents(int count) {
    actors = Stm.array(count);
    CompletableFuture<Void> spawned = new CompletableFuture<>();
    system =
        ActorSystem.create(
            Behaviors.setup(
                context -> {
                  for (int i = 0; i < count; i++) {
                    actors[i] = context.spawn(counter(i), "counter-" + i);
                  }
                  spawned.complete(null);
                  return Behaviors.empty();
                }),
            "benchmarks",
            ConfigFactory.parseString("pekko.loglevel=OFF, pekko.stdout-loglevel=OFF")
                .withFallback(ConfigFactory.load()));
    spawned.join();
  }

  private Behavior<Message> counter(int index) {
    return Behaviors.setup(context -> new Counter(context, actors, index));
  }

  @Override
  void send(int agent) {
    actors[agent].tell(AddOne.INSTANCE);
  }

  @Override
  void send(int agent, CountDownLatch handled) {
    actors[agent].tell(new AddLast(handled));
  }

  @Override
  void sendThenAwait(int agent) {
    ask(agent);
  }

  @Override
  long ask(int agent) {
    return AskPattern.<Message, Long>ask(
            actors[agent], AddAndTell::new, PATIENCE, system.scheduler())
        .toCompletableFuture()
        .join();
  }

  @Override
  void pass(int messages, CountDownLatch handled) {
    actors[0].tell(new Pass(messages, handled));
  }

  @Override
  long value(int agent) {
    return AskPattern.<Message, Long>ask(actors[agent], Tell::new, PATIENCE, system.scheduler())
        .toCompletableFuture()
        .join();
  }

  @Override
  void close() {
    system.terminate();
  }
}
