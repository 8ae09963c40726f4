package org.dosync.probe;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.dosync.probe.Damage.require;
import static org.dosync.probe.Damage.requireForbidden;
import static org.dosync.probe.Damage.write;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import org.dosync.Effect;
import org.dosync.Ref;
import org.dosync.Stranger;
import org.dosync.Transaction;

/** More stories like those of {@link Damage}, several in one JVM with the guard. */
public enum Trouble {
  /** Its threads are refused: what is made of it must be no worse afterwards. */
  FIRST_HTTP_CLIENT {
    @Override
    void play(Path directory) throws Exception {
      requireForbidden(Effect.THREAD, HttpClient::newHttpClient);
      URI uri = Answering.once();
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      require(client.send(request, BodyHandlers.ofString()).statusCode() == 200, "answered");
    }
  },

  LAZY_HOLDER_THAT_READS {
    @Override
    void play(Path directory) throws Exception {
      Path file = Files.writeString(directory.resolve("read"), "x");
      System.setProperty("probe.read", file.toString());
      require(Transaction.<String, Exception>dosync(() -> Reads.TEXT).equals("x"), "inside");
      require(Reads.TEXT.equals("x"), "outside");
    }
  },

  /** Nobody's frame is between the JDK and Dosync. */
  METHOD_OF_THE_JDK_AS_THE_BODY {
    @Override
    void play(Path directory) throws Exception {
      File file = directory.resolve("made").toFile();
      requireForbidden(Effect.FILE_WRITE, () -> Transaction.dosync(file::mkdir));
      requireForbidden(Effect.FILE_WRITE, file::mkdir);
      Ref<File> ref = Ref.of(file);
      File other = directory.resolve("other").toFile();
      ref.setValidator(value -> value == file || value.mkdir());
      requireForbidden(Effect.FILE_WRITE, () -> ref.set(other));
      require(!file.exists() && !other.exists(), "made");
    }
  },

  /** What Dosync does for itself is allowed; this is another's. */
  CLASS_IN_THE_PACKAGE_OF_DOSYNC {
    @Override
    void play(Path directory) throws Exception {
      File file = directory.resolve("strange").toFile();
      requireForbidden(Effect.FILE_WRITE, () -> Stranger.make(file));
      require(!file.exists(), "made");
    }
  },

  /** What a class loader does is not refused; a class of pupils is another. */
  METHOD_THAT_LOADS_NO_CLASS {
    @Override
    void play(Path directory) throws Exception {
      requireForbidden(Effect.FILE_WRITE, () -> new School().loadClass(directory));
      Transaction.dosync(() -> new Loader().loadClass(directory.toString()));
      require(Files.readString(directory.resolve("line")).equals("x"), "written once");
      Files.delete(directory.resolve("line"));
    }
  },

  /** On JDK 17 it is not watched, and disturbs nobody; later it can't hide. */
  THREAD_WITH_IDS_OF_ITS_OWN {
    @Override
    void play(Path directory) throws Exception {
      AtomicReference<Throwable> failure = new AtomicReference<>();
      Runnable body =
          () -> {
            for (int i = 0; i < 100; i++) {
              Transaction.dosync(() -> {});
            }
            if (Runtime.version().feature() >= 19) {
              requireForbidden(Effect.FILE_WRITE, () -> write(directory));
            }
          };
      Thread thread = new Restless(body);
      thread.setUncaughtExceptionHandler((any, thrown) -> failure.set(thrown));
      thread.start();
      thread.join();
      require(failure.get() == null, String.valueOf(failure.get()));
      require(running().matches("[\\[0, \\]]*"), running());
    }

    /** How many transactions the guard believes to be under way. */
    private static String running() throws Exception {
      Field running = Class.forName("java.lang.DosyncGuard").getDeclaredField("RUNNING");
      running.setAccessible(true);
      return running.get(null).toString();
    }
  },

  /** What makes proxies and looks for services is on the stack, but has made and found all. */
  PROXIES_AND_SERVICES {
    @Override
    void play(Path directory) throws Exception {
      Writer writer =
          (Writer)
              Proxy.newProxyInstance(
                  Writer.class.getClassLoader(),
                  new Class<?>[] {Writer.class},
                  InvocationHandler::invokeDefault);
      requireForbidden(Effect.FILE_WRITE, () -> writer.writeTo(directory));
      requireForbidden(
          Effect.FILE_WRITE,
          () ->
              ServiceLoader.loadInstalled(FileSystemProvider.class).stream()
                  .forEach(any -> write(directory)));
      writer.writeTo(directory);
    }
  },

  /** The pool has another thread work meanwhile, and starts one if there is none. */
  WAIT_ON_A_THREAD_OF_A_POOL {
    @Override
    void play(Path directory) throws Exception {
      ForkJoinPool pool = new ForkJoinPool(1);
      AtomicReference<Throwable> failure = new AtomicReference<>();
      ForkJoinPool.ManagedBlocker wait =
          new ForkJoinPool.ManagedBlocker() {
            @Override
            public boolean block() {
              return true;
            }

            @Override
            public boolean isReleasable() {
              return false;
            }
          };
      Runnable body =
          () -> {
            try {
              Transaction.dosync(() -> ForkJoinPool.managedBlock(wait));
              requireForbidden(Effect.THREAD, () -> pool.execute(() -> {}));
            } catch (Throwable thrown) {
              failure.set(thrown);
            }
          };
      pool.submit(body).get();
      require(failure.get() == null, String.valueOf(failure.get()));
    }
  },

  TEMPORARY_FILE {
    @Override
    void play(Path directory) throws Exception {
      requireForbidden(Effect.FILE_WRITE, () -> Files.createTempFile(directory, "a", "b"));
      Files.delete(Files.createTempFile(directory, "a", "b"));
    }
  },

  VIOLATION_IN_FINALLY {
    @Override
    void play(Path directory) throws Exception {
      requireForbidden(
          Effect.FILE_WRITE,
          () -> {
            try {
              throw new IllegalArgumentException("first");
            } finally {
              write(directory);
            }
          });
      write(directory);
    }
  },

  HOOK_THAT_THROWS {
    @Override
    void play(Path directory) throws Exception {
      Transaction.dosync(
          () -> {
            Transaction.onCommit(
                () -> {
                  write(directory);
                  throw new IllegalStateException("on purpose");
                });
          });
      requireForbidden(Effect.FILE_WRITE, () -> write(directory));
      write(directory);
    }
  },

  NO_MEMORY_IN_THE_BODY {
    @Override
    void play(Path directory) throws Exception {
      try {
        Transaction.dosync(
            () -> {
              throw new OutOfMemoryError("on purpose");
            });
      } catch (OutOfMemoryError expected) {
        write(directory);
      }
      requireForbidden(Effect.FILE_WRITE, () -> write(directory));
    }
  },

  INTERRUPTED_THREAD {
    @Override
    void play(Path directory) throws Exception {
      Thread.currentThread().interrupt();
      requireForbidden(Effect.FILE_WRITE, () -> write(directory));
      require(Thread.interrupted(), "still interrupted");
      write(directory);
    }
  },

  /** As docs/guard.md says. */
  WHAT_IT_CANNOT_SEE {
    @Override
    void play(Path directory) throws Exception {
      Path file = Files.writeString(directory.resolve("mapped"), "x");
      try (FileChannel channel = FileChannel.open(file, READ, WRITE);
          BufferedOutputStream buffered =
              new BufferedOutputStream(Files.newOutputStream(directory.resolve("buffered")))) {
        MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, 1);
        List<String> memory = new ArrayList<>();
        Transaction.dosync(
            () -> {
              mapped.put(0, (byte) 'y');
              buffered.write('z');
              memory.add("plain memory, and a queue for another thread");
              InetAddress.getByName("localhost");
            });
        requireForbidden(
            Effect.FILE_WRITE,
            () -> {
              memory.add("before the effect");
              write(directory);
            });
        require(memory.size() == 2, "what was done before has happened");
      }
      require(Files.readString(file).equals("y"), "mapped");
      require(Files.readString(directory.resolve("buffered")).equals("z"), "buffered");
    }
  },

  /** The guard sees the methods of PrintStream alone. */
  CONSOLE_OF_A_CLASS_OF_ITS_OWN {
    @Override
    void play(Path directory) throws Exception {
      PrintStream out = System.out;
      System.setOut(new OwnConsole());
      requireForbidden(Effect.CONSOLE, () -> System.out.print("seen"));
      Transaction.dosync(() -> System.out.println("not seen"));
      System.setOut(out);
    }
  };

  abstract void play(Path directory) throws Exception;

  public static void main(String[] arguments) throws Exception {
    for (String name : arguments[1].split(",")) {
      valueOf(name).play(Path.of(arguments[0]));
    }
    System.out.println("end");
    System.exit(0);
  }

  interface Writer {
    default void writeTo(Path directory) {
      write(directory);
    }
  }

  private static final class Restless extends Thread {

    private long next;

    Restless(Runnable body) {
      super(body);
    }

    @Override
    public long getId() {
      return next++;
    }
  }

  private static final class School {
    void loadClass(Path directory) {
      write(directory);
    }
  }

  private static final class Loader extends ClassLoader {
    @Override
    public Class<?> loadClass(String directory) {
      write(Path.of(directory));
      return Loader.class;
    }
  }

  /** Prints lines its own way. */
  private static final class OwnConsole extends PrintStream {
    OwnConsole() {
      super(new ByteArrayOutputStream());
    }

    @Override
    public void println(String text) {}
  }

  /** Reads a file when it is initialised. */
  private static final class Reads {
    static final String TEXT = read();

    private Reads() {}

    private static String read() {
      try {
        return Files.readString(Path.of(System.getProperty("probe.read")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
