package org.dosync.probe;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.spi.CharsetProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.FileHandler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.dosync.Effect;
import org.dosync.Ref;
import org.dosync.SideEffectInTransactionException;
import org.dosync.Transaction;

/**
 * What a guard could break for the rest of the JVM by throwing in the wrong place, and other
 * stories, each in a JVM of its own, with the guard.
 */
public enum Damage {
  FIRST_VIRTUAL_THREAD {
    @Override
    void play(Path directory) throws Exception {
      requireForbidden(Effect.THREAD, Damage::startVirtualThread);
      startVirtualThread();
    }
  },

  VIRTUAL_THREADS_THAT_WAIT {
    @Override
    void play(Path directory) throws Exception {
      CountDownLatch go = new CountDownLatch(1);
      Thread waiting = virtual(() -> await(go));
      virtual(
              () ->
                  Transaction.dosync(
                      () -> {
                        LockSupport.parkNanos(1_000_000);
                        new ReentrantLock().lock();
                        LockSupport.unpark(waiting);
                        go.countDown();
                        Thread.yield();
                      }))
          .join();
      waiting.join();
    }
  },

  FIRST_USE_OF_THE_COMMON_POOL {
    @Override
    void play(Path directory) throws Exception {
      requireForbidden(Effect.THREAD, () -> CompletableFuture.supplyAsync(() -> 1).join());
      require(CompletableFuture.supplyAsync(() -> 1).join() == 1, "the pool works");
    }
  },

  STATIC_INITIALISER_THAT_WRITES {
    @Override
    void play(Path directory) throws Exception {
      System.setProperty("probe.file", directory.resolve("written").toString());
      require(Transaction.<Integer, Exception>dosync(() -> Writes.VALUE) == 1, "inside");
      require(Writes.VALUE == 1, "outside");
      require(Files.exists(directory.resolve("written")), "written");
    }
  },

  BUNDLE_FIRST_LOADED_IN_A_TRANSACTION {
    @Override
    void play(Path directory) throws Exception {
      String text = Transaction.dosync(() -> bundle().getString("key"));
      require(text.equals("value") && bundle().getString("key").equals("value"), text);
      Transaction.dosync(() -> String.format("%tc %,d", 0L, 1_000_000));
    }
  },

  CLASSES_FIRST_LOADED_IN_A_TRANSACTION {
    @Override
    void play(Path directory) throws Exception {
      Transaction.dosync(
          () -> {
            Callable<String> lambda = () -> "a" + Transaction.isRunning() + directory;
            require(lambda.call().startsWith("a"), "lambda and text");
            Proxy.newProxyInstance(
                Damage.class.getClassLoader(), new Class<?>[] {Callable.class}, (p, m, a) -> null);
            ServiceLoader.load(CharsetProvider.class).findFirst();
            require(new OnlyHere("x").text().equals("x"), "record");
          });
      require(new OnlyHere("y").text().equals("y"), "outside");
    }
  },

  RANDOM_NUMBERS {
    @Override
    void play(Path directory) throws Exception {
      Transaction.dosync(() -> UUID.randomUUID());
      Transaction.dosync(() -> new java.security.SecureRandom().nextInt());
    }
  },

  FIRST_LINE_OF_A_LOG_EVER {
    @Override
    void play(Path directory) throws Exception {
      ByteArrayOutputStream console = new ByteArrayOutputStream();
      System.setErr(new PrintStream(console, true));
      Path file = directory.resolve("log");
      Transaction.dosync(
          () -> {
            Logger logger = Logger.getLogger("first");
            logger.addHandler(handler(file));
            logger.info("one");
          });
      Transaction.dosync(() -> Logger.getLogger("first").info("two"));
      Transaction.dosync(() -> System.getLogger("first").log(System.Logger.Level.INFO, "three"));
      for (String line : new String[] {"one", "two", "three"}) {
        require(console.toString().contains(line), "console: " + console);
        require(Files.readString(file).contains(line), "file: " + Files.readString(file));
      }
    }
  },

  CONSOLE_THAT_A_TEST_RUNNER_HAS_REPLACED {
    @Override
    void play(Path directory) throws Exception {
      Path file = directory.resolve("out");
      PrintStream out = System.out;
      System.setOut(new PrintStream(new FileOutputStream(file.toFile()), true));
      Transaction.dosync(() -> System.out.println("line"));
      System.setOut(out);
      require(Files.readString(file).strip().equals("line"), "written");
    }
  },

  FORBIDDEN_FILE_IS_NOT_MADE {
    @Override
    void play(Path directory) throws Exception {
      File file = directory.resolve("new").toFile();
      requireForbidden(Effect.FILE_WRITE, () -> Files.writeString(file.toPath(), "x"));
      requireForbidden(Effect.FILE_WRITE, () -> new FileOutputStream(file).close());
      require(!file.exists(), "made");
    }
  },

  BUFFER_KEEPS_WHAT_IT_WAS_GIVEN {
    @Override
    void play(Path directory) throws Exception {
      Path file = directory.resolve("buffered");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        requireForbidden(
            Effect.FILE_WRITE,
            () -> {
              out.write('x');
              out.flush();
            });
      }
      require(Files.readString(file).equals("x"), "it is no sandbox");
    }
  },

  SWALLOWED_VIOLATION {
    @Override
    void play(Path directory) throws Exception {
      Ref<Integer> ref = Ref.of(1);
      requireForbidden(
          Effect.FILE_WRITE,
          () -> {
            ref.set(2);
            try {
              Files.writeString(directory.resolve("new"), "x");
            } catch (RuntimeException e) {
              return;
            }
          });
      require(ref.deref() == 1, "committed");
    }
  },

  VIOLATION_WHILE_A_RESOURCE_IS_CLOSED {
    @Override
    void play(Path directory) throws Exception {
      requireForbidden(
          Effect.FILE_WRITE,
          () -> {
            try (AutoCloseable resource = () -> Files.writeString(directory.resolve("new"), "x")) {
              require(resource != null, "resource");
            }
          });
    }
  },

  COMMUTE_AND_VALIDATOR {
    @Override
    void play(Path directory) throws Exception {
      Ref<Integer> ref = Ref.of(1);
      requireForbidden(Effect.FILE_WRITE, () -> ref.commute(n -> write(directory) + n));
      ref.setValidator(n -> n == 1 || write(directory) == 1);
      requireForbidden(Effect.FILE_WRITE, () -> ref.set(2));
    }
  },

  EFFECTS_AFTER_THE_COMMIT {
    @Override
    void play(Path directory) throws Exception {
      Ref<Integer> ref = Ref.of(1);
      ref.addWatch("watch", (key, reference, from, to) -> write(directory));
      Transaction.dosync(
          () -> {
            ref.set(2);
            Transaction.onCommit(
                () -> {
                  write(directory);
                  Transaction.dosync(() -> ref.deref());
                  write(directory);
                });
          });
      require(Files.readString(directory.resolve("line")).equals("xxx"), "written");
    }
  },

  OVERFLOW_IN_THE_BODY {
    @Override
    void play(Path directory) throws Exception {
      for (int i = 0; i < 5; i++) {
        try {
          Transaction.dosync(() -> deep(directory, 0));
          require(false, "overflows");
        } catch (StackOverflowError | SideEffectInTransactionException expected) {
          write(directory);
        }
      }
      requireForbidden(Effect.FILE_WRITE, () -> write(directory));
    }
  },

  THREADS_OF_A_POOL {
    @Override
    void play(Path directory) throws Exception {
      ExecutorService pool = Executors.newSingleThreadExecutor();
      pool.submit(() -> forbiddenWrite(directory)).get();
      pool.submit(() -> write(directory)).get();
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch end = new CountDownLatch(1);
      var running =
          pool.submit(
              () ->
                  Transaction.dosync(
                      () -> {
                        begun.countDown();
                        await(end);
                      }));
      begun.await();
      write(directory);
      Executors.newCachedThreadPool().submit(() -> write(directory)).get();
      end.countDown();
      running.get();
    }
  },

  ALLOWANCE {
    @Override
    void play(Path directory) throws Exception {
      Transaction.dosync(
          () -> Transaction.allow(Set.of(Effect.FILE_WRITE), () -> write(directory)));
      requireForbidden(
          Effect.FILE_WRITE,
          () -> {
            Transaction.allow(Set.of(Effect.CONSOLE), () -> write(directory));
          });
    }
  },

  NEW_TRANSACTION_INSIDE_ANOTHER {
    @Override
    void play(Path directory) throws Exception {
      var own = Transaction.options().propagation(org.dosync.Propagation.REQUIRES_NEW);
      var outside = Transaction.options().propagation(org.dosync.Propagation.NOT_SUPPORTED);
      Transaction.dosync(
          () -> {
            own.dosync(() -> {});
            outside.dosync(() -> write(directory));
          });
      requireForbidden(
          Effect.FILE_WRITE,
          () -> {
            own.dosync(() -> {});
            write(directory);
          });
    }
  };

  abstract void play(Path directory) throws Exception;

  public static void main(String[] arguments) throws Exception {
    valueOf(arguments[0]).play(Path.of(arguments[1]));
    System.out.println("end");
    System.exit(0);
  }

  // ---- what they use

  interface Op {
    void run() throws Exception;
  }

  record OnlyHere(String text) {}

  /** Writes a file when it is initialised. */
  static final class Writes {
    static final int VALUE = writes();

    private Writes() {}

    private static int writes() {
      try {
        Files.writeString(Path.of(System.getProperty("probe.file")), "x");
        return 1;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static ResourceBundle bundle() {
    return ResourceBundle.getBundle("org.dosync.probe.texts");
  }

  static FileHandler handler(Path file) throws IOException {
    FileHandler handler = new FileHandler(file.toString());
    handler.setFormatter(new SimpleFormatter());
    return handler;
  }

  static int write(Path directory) {
    try (FileOutputStream out = new FileOutputStream(directory.resolve("line").toFile(), true)) {
      out.write('x');
      return 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void forbiddenWrite(Path directory) {
    requireForbidden(Effect.FILE_WRITE, () -> write(directory));
  }

  static int deep(Path directory, int depth) {
    if (depth % 100 == 99) {
      System.err.print("");
    }
    return 1 + deep(directory, depth + 1);
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static Thread virtual(Runnable body) throws Exception {
    return (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, body);
  }

  static void startVirtualThread() throws Exception {
    try {
      virtual(() -> {}).join();
    } catch (java.lang.reflect.InvocationTargetException e) {
      throw (RuntimeException) e.getCause();
    }
  }

  static void require(boolean condition, String message) {
    if (!condition) {
      throw new AssertionError(message);
    }
  }

  static void requireForbidden(Effect effect, Op op) {
    try {
      Transaction.dosync(op::run);
    } catch (SideEffectInTransactionException e) {
      require(e.effect() == effect, e.toString());
      return;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("not forbidden");
  }
}
