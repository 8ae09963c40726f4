package org.dosync.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * No agents: plain fields, which are changed on single-thread executors only. One field has an
 * executor of its own; many share as many executors as there are processors, each field always on
 * the same one. Nothing less keeps the order, and nothing is checked.
 */
final class ExecutorAgents extends Agents {
  /** A number, and the thread that may touch it. */
  private static final class Field implements Runnable {
    final ExecutorService executor;
    long value;

    Field(ExecutorService executor) {
      this.executor = executor;
    }

    @Override
    public void run() {
      value++;
    }
  }

  private final ExecutorService[] executors;
  private final Field[] fields;

  ExecutorAgents(int count) {
    executors = new ExecutorService[Math.min(count, Runtime.getRuntime().availableProcessors())];
    for (int i = 0; i < executors.length; i++) {
      executors[i] = Executors.newSingleThreadExecutor();
    }
    fields = new Field[count];
    for (int i = 0; i < count; i++) {
      fields[i] = new Field(executors[i % executors.length]);
    }
  }

  @Override
  void send(int agent) {
    Field field = fields[agent];
    field.executor.execute(field);
  }

  @Override
  void send(int agent, CountDownLatch handled) {
    Field field = fields[agent];
    field.executor.execute(
        () -> {
          field.value++;
          handled.countDown();
        });
  }

  @Override
  void sendThenAwait(int agent) {
    ask(agent);
  }

  @Override
  long ask(int agent) {
    Field field = fields[agent];
    try {
      return field.executor.submit(() -> ++field.value).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  void pass(int messages, CountDownLatch handled) {
    passTo(0, messages, handled);
  }

  private void passTo(int agent, int left, CountDownLatch handled) {
    Field field = fields[agent];
    field.executor.execute(
        () -> {
          field.value++;
          if (left == 1) {
            handled.countDown();
          } else {
            passTo(agent + 1 == fields.length ? 0 : agent + 1, left - 1, handled);
          }
        });
  }

  @Override
  long value(int agent) {
    return ask(agent) - 1;
  }

  @Override
  void close() {
    Stream.of(executors).forEach(ExecutorService::shutdown);
  }
}
