package org.dosync.probe;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.dosync.Effect;
import org.dosync.SideEffectInTransactionException;
import org.dosync.Transaction;

/**
 * Does everything that is guarded, once in a transaction and once outside, and prints what came of
 * it: a line for each. Runs in a JVM of its own, with the guard, where all effects are forbidden.
 */
public final class Rows {

  private static final PrintStream RESULTS =
      new PrintStream(new FileOutputStream(java.io.FileDescriptor.out), true);
  static final int JDK = Runtime.version().feature();

  static Path directory;
  private static int number;

  interface Op {
    void run() throws Exception;
  }

  /** Makes what an operation needs; not a part of it. */
  interface Preparation {
    Op prepare() throws Exception;
  }

  private Rows() {}

  public static void main(String[] arguments) throws Exception {
    directory = Path.of(arguments[0]);
    System.setOut(new PrintStream(new ByteArrayOutputStream(), true));
    System.setErr(new PrintStream(new ByteArrayOutputStream(), true));
    Logger.getLogger("probe").setUseParentHandlers(false);
    if (arguments.length > 1) {
      inAVirtualThread(Rows::all);
    } else {
      all();
    }
    RESULTS.println("end");
    System.exit(0);
  }

  static void inAVirtualThread(Op op) throws Exception {
    Runnable body =
        () -> {
          try {
            op.run();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        };
    Thread thread =
        (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, body);
    thread.join();
  }

  private static void all() throws Exception {
    FileRows.all();
    PathRows.all();
    console();
    NetworkRows.all();
    processes();
    ThreadRows.all();
    others();
  }

  static File fresh() {
    return directory.resolve("file" + ++number).toFile();
  }

  static File existing() throws Exception {
    File file = fresh();
    Files.writeString(file.toPath(), "some text");
    return file;
  }

  private static void console() throws Exception {
    row("System.out.print", "CONSOLE", () -> () -> System.out.print(1));
    row("System.out.println", "CONSOLE", () -> () -> System.out.println("x"));
    row("System.out.printf", "CONSOLE", () -> () -> System.out.printf("%s", "x"));
    row("System.out.format", "CONSOLE", () -> () -> System.out.format("%s", "x"));
    row("System.out.append", "CONSOLE", () -> () -> System.out.append("x"));
    row("System.out.write", "CONSOLE", () -> () -> System.out.write(bytes()));
    row("System.err.println", "CONSOLE", () -> () -> System.err.println("x"));
    row("printStackTrace", "CONSOLE", () -> () -> new Exception("x").printStackTrace());
    row(
        "standard output itself",
        "CONSOLE",
        () -> () -> new FileOutputStream(java.io.FileDescriptor.err).write(new byte[0]));
    row(
        "PrintStream in memory",
        "NONE",
        () -> of(new PrintStream(new ByteArrayOutputStream()), o -> o.println("x")));
  }

  private static void processes() throws Exception {
    row(
        "ProcessBuilder.start",
        "PROCESS",
        () -> of(new ProcessBuilder("true"), ProcessBuilder::start));
    row(
        "Runtime.exec",
        "PROCESS",
        () -> () -> Runtime.getRuntime().exec(new String[] {"true"}).waitFor());
    row("Process.destroy", "PROCESS", () -> of(waiting(), Process::destroy));
    row("ProcessHandle.destroy", "PROCESS", () -> of(waiting().toHandle(), ProcessHandle::destroy));
    insideOnly("System.exit", "EXIT", () -> System.exit(3));
    insideOnly("Runtime.halt", "EXIT", () -> Runtime.getRuntime().halt(3));
  }

  private static void others() throws Exception {
    row("TimeUnit.sleep", "BLOCKING", () -> () -> TimeUnit.MILLISECONDS.sleep(1));
    row("Thread.sleep, precisely", "BLOCKING", () -> () -> Thread.sleep(1, 1));
    if (JDK >= 19) {
      row("Thread.sleep", "BLOCKING", () -> () -> Thread.sleep(1));
    }
    row("Logger.info", "LOGGING", () -> of(Logger.getLogger("probe"), l -> l.info("x")));
    row("Logger.fine", "NONE", () -> of(Logger.getLogger("probe"), l -> l.fine("x")));
    row("a method that is named in the settings", "CUSTOM", () -> () -> Named.sends());
    row("a method that is not named", "NONE", () -> () -> Named.computes());
    row("nothing", "NONE", () -> () -> {});
  }

  // ---- what they need

  /** Until its input ends, which it does with this process. */
  private static Process waiting() throws Exception {
    return new ProcessBuilder("cat").start();
  }

  static Path path() {
    return fresh().toPath();
  }

  static Path there() throws Exception {
    return existing().toPath();
  }

  static byte[] bytes() {
    return new byte[] {1};
  }

  static ByteBuffer buffer() {
    return ByteBuffer.allocate(1);
  }

  static FileOutputStream stream() throws Exception {
    return new FileOutputStream(fresh());
  }

  static FileChannel channel() throws Exception {
    return FileChannel.open(there(), StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  // ---- rows

  interface Use<T> {
    void with(T thing) throws Exception;
  }

  static <T> Op of(T thing, Use<T> use) {
    return () -> use.with(thing);
  }

  static void row(String name, String effect, Preparation preparation) throws Exception {
    print(name, effect, inside(preparation.prepare()), outside(preparation.prepare()));
  }

  static void insideOnly(String name, String effect, Op op) {
    print(name, effect, inside(op), "NONE");
  }

  private static void print(String name, String effect, String inside, String outside) {
    RESULTS.println(String.join("\t", name, effect, inside, outside));
  }

  /** The effect and the method, as the guard tells them. */
  private static String inside(Op op) {
    try {
      Transaction.dosync(op::run);
      return "NONE\t";
    } catch (SideEffectInTransactionException e) {
      return e.effect().name() + "\t" + e.operation();
    } catch (Throwable thrown) {
      return thrown + "\t";
    }
  }

  private static String outside(Op op) {
    try {
      op.run();
      return "NONE";
    } catch (Throwable thrown) {
      return thrown.toString();
    }
  }

  /** Something that is met on the way, and may be. */
  static void allowed(Effect effect, Op op) throws Exception {
    Transaction.allow(Set.of(effect), op::run);
  }
}
