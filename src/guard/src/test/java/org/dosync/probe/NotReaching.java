package org.dosync.probe;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.dosync.Agent;
import org.dosync.Delay;
import org.dosync.Effect;
import org.dosync.Futures;
import org.dosync.Ref;
import org.dosync.Scheduler;
import org.dosync.Transaction;

/** Each method leads to no effect that a transaction may not have. Nothing of this ever runs. */
public final class NotReaching {

  private final Ref<Integer> ref = Ref.of(0);
  private final Agent<Integer> agent = Agent.of(0);
  private final PrintStream console = System.out;
  private final List<Task> later = new ArrayList<>();
  private final Scheduler scheduler = Scheduler.create();

  static void effect() {
    new File("x").delete();
  }

  /** Does what it is not asked to here. */
  void unused() {
    effect();
  }

  void effectAllowedByItsPolicy() throws Exception {
    java.nio.file.Files.readString(Path.of("x"));
  }

  void values() {
    Map<String, Integer> map = new HashMap<>();
    map.merge("x", 1, Integer::sum);
    ref.alter(n -> n + map.size());
  }

  void memory() {
    new PrintStream(new ByteArrayOutputStream(), true).println("x");
    new StringWriter().write("x");
  }

  void readOnlyChannel(Path path) throws Exception {
    FileChannel.open(path, StandardOpenOption.READ).close();
  }

  // ---- what runs after the transaction, or elsewhere

  void onCommit() {
    Transaction.onCommit(() -> effect());
  }

  void onCommitByReference() {
    Transaction.onCommit(NotReaching::effect);
  }

  void onCommitByAnonymousClass() {
    Transaction.onCommit(
        new Runnable() {
          @Override
          public void run() {
            effect();
          }
        });
  }

  void onCommitByVariable(boolean flag) {
    Runnable effect = () -> effect();
    if (flag) {
      Transaction.onCommit(effect);
    }
  }

  void onCommitOfEitherWay(boolean flag) {
    Transaction.onCommit(flag ? () -> effect() : () -> new File("y").delete());
  }

  void onCommitByHelper() {
    hold(() -> effect());
  }

  private static void hold(Runnable runnable) {
    holdOn(runnable);
  }

  private static void holdOn(Runnable runnable) {
    Transaction.onCommit(runnable);
  }

  void onCommitByLambdaThatHasIt() {
    Runnable effect = () -> effect();
    Transaction.onCommit(() -> effect.run());
  }

  void onCommitByLambdaThatGetsIt() {
    Keeper keeper = Transaction::onCommit;
    Keeper other = runnable -> keeper.keep(runnable);
    Keeper another = other::keep;
    another.keep(() -> effect());
  }

  void onAbort() {
    Transaction.onAbort(() -> effect());
  }

  void send() {
    agent.send(
        n -> {
          effect();
          return n;
        });
  }

  void sendOff() {
    agent.sendOff(
        n -> {
          effect();
          return n;
        });
  }

  void future() {
    Futures.future(() -> new File("x").delete());
  }

  void job() {
    scheduler.every(Duration.ofSeconds(1), () -> effect());
  }

  void watch() {
    ref.addWatch("key", (key, reference, before, after) -> effect());
  }

  void delay() {
    Delay.of(() -> new File("x").delete());
  }

  Supplier<Thread> threadThatIsNotStarted() {
    return () -> new Thread(() -> effect());
  }

  // ---- what is allowed

  void allowed() {
    Transaction.allow(Set.of(Effect.FILE_WRITE), () -> effect());
  }

  // ---- what is not called

  void madeButNotCalled() {
    later.add(() -> effect());
  }

  void otherOverload() {
    overloaded("x");
  }

  private static void overloaded(String text) {}

  static void overloaded(Integer number) {
    effect();
  }

  String nameOfAnEnumConstant() {
    return Kind.QUIET.name();
  }

  void overridden() {
    new Quiet().act();
  }

  void staticInitialiserThatPrints() {
    Printing.touch();
  }

  /** A class is loaded once. */
  void classLoaderThatPrints() throws ClassNotFoundException {
    new Loader().loadClass("x");
  }

  // ---- what it misses

  void implementerOfTheJdk(Runnable runnable) {
    runnable.run();
  }

  void streamThatWasOpenedElsewhere(OutputStream stream) throws IOException {
    stream.write(1);
  }

  void consoleInAField() {
    console.println("x");
  }

  void consoleThatIsSetInATry() {
    PrintStream stream = null;
    try {
      stream = System.err;
      hashCode();
    } catch (IllegalStateException e) {
      stream.println(e);
    }
  }

  String textOfAnObject(Telling telling) {
    return "told: " + telling;
  }

  void optionThatIsNotNamed(Path path, StandardOpenOption option) throws IOException {
    FileChannel.open(path, option).close();
  }

  void reflection() throws ReflectiveOperationException {
    NotReaching.class.getDeclaredMethod("effect").invoke(null);
  }

  static final class Loader extends URLClassLoader {
    Loader() {
      super(new URL[0]);
    }

    @Override
    public Class<?> loadClass(String name) throws ClassNotFoundException {
      System.out.println(name);
      return super.loadClass(name);
    }
  }

  interface Task {
    void run();
  }

  interface Keeper {
    void keep(Runnable runnable);
  }

  static final class Telling {
    @Override
    public String toString() {
      effect();
      return "";
    }
  }

  enum Kind {
    LOUD {
      @Override
      void act() {
        effect();
      }
    },
    QUIET;

    void act() {}
  }

  static class Loud {
    void act() {
      effect();
    }
  }

  static final class Quiet extends Loud {
    @Override
    void act() {}
  }

  /** Named, so that not every call of a Runnable may be meant. */
  static final class Job implements Runnable {
    @Override
    public void run() {
      effect();
    }
  }

  static final class Printing {
    static {
      System.out.println("started");
    }

    static void touch() {}
  }
}
