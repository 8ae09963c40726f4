package org.dosync.probe;

import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.dosync.Atom;
import org.dosync.LongRef;
import org.dosync.Ref;
import org.dosync.Reference;
import org.dosync.Transaction;
import org.dosync.TransactionalRef;

/** Each method leads to {@link #effect}, by calls of another kind. Nothing of this ever runs. */
public final class Reaching {

  private final Gateway gateway;
  private final Map<String, Handler> handlers = Map.of("x", this::handle);
  private Base base = new Derived();
  private Consumer<String> field = any -> {};

  Reaching(Gateway gateway) {
    this.gateway = gateway;
  }

  static void effect() {
    new File("x").delete();
  }

  // ---- methods

  void directly() {
    new File("x").delete();
  }

  void throughStatic() {
    effect();
  }

  private void hidden() {
    effect();
  }

  void throughPrivate() {
    hidden();
  }

  void throughTwo() {
    throughPrivate();
  }

  void throughRecursion() {
    recursive(3);
  }

  private void recursive(int depth) {
    if (depth > 0) {
      recursive(depth - 1);
    } else {
      effect();
    }
  }

  // ---- classes

  void throughConstructor() {
    new Constructed();
  }

  void throughFieldInitialiser() {
    new Initialised();
  }

  void throughInnerClass() {
    new Inner().run();
  }

  void throughSuperclass() {
    new Derived().inherited();
  }

  void throughSuperCall() {
    new Derived().calling();
  }

  void throughOverrider() {
    base.overridden();
  }

  void throughAbstractMethod() {
    new Concrete().template();
  }

  void throughBridge() {
    Function<String, String> typed = new Typed();
    generic(typed);
    new Typed().apply("x");
  }

  static void generic(Function<String, String> function) {
    function.apply("x");
  }

  void throughStaticInitialiser() {
    Holder.touch();
  }

  void throughStaticField() {
    Holder.changing++;
  }

  void throughWhatIsAlsoDoneOnce() {
    Starting.touch();
    throughTwo();
    deep();
  }

  private void deep() {
    deeper();
  }

  private void deeper() {
    start();
  }

  static void start() {
    new Thread(() -> {}).start();
  }

  static void throughPortForDatagrams() throws IOException {
    new DatagramSocket(5000).close();
  }

  static void throughMethodThatIsNamedAsThatOfAClassLoader() {
    loadClass();
  }

  static void loadClass() {
    start();
  }

  // ---- interfaces

  void throughImplementer() {
    gateway.pay();
  }

  void throughDefaultMethod() {
    gateway.payTwice();
  }

  void throughInterfaceOfALibrary(Appender<String> appender) {
    appender.start();
  }

  void throughEnumConstant(Kind kind) {
    kind.act();
  }

  void throughRecord() {
    new Pair("a", "b");
  }

  void throughLambdaOfAnInterfaceOfOurs() {
    Handler handler = () -> effect();
    handler.handle();
  }

  void throughLambdaOfAnInterfaceThatExtendsOneOfOurs() {
    Texts texts = any -> effect();
    ofGeneric(texts);
  }

  static void ofGeneric(Generic<String> texts) {
    texts.take("x");
  }

  void throughLambdaOfAnInterfaceThatJoinsTwoOfOurs() {
    Joined joined = any -> effect();
    ofText(joined);
  }

  static void ofText(Text text) {
    text.take("x");
  }

  void throughLambdaThatIsKept() {
    handlers.get("x").handle();
  }

  private void handle() {
    effect();
  }

  // ---- functions

  void throughLambda() {
    List.of(1).forEach(any -> effect());
  }

  void throughLambdaInLambda() {
    List.of(1).forEach(any -> List.of(2).forEach(other -> effect()));
  }

  void throughLambdaThatIsCalled() {
    Runnable runnable = () -> effect();
    runnable.run();
  }

  void throughLambdaThatIsStored() {
    field = any -> effect();
  }

  Supplier<Boolean> throughLambdaThatIsReturned() {
    return () -> new File("x").delete();
  }

  void throughLambdaInAnArray() {
    Runnable[] all = {() -> effect()};
    all[0].run();
  }

  void throughLambdaOfEitherWay(boolean flag) {
    Runnable runnable = flag ? () -> effect() : () -> {};
    call(runnable);
  }

  void throughHelperThatCalls() {
    call(() -> effect());
  }

  static void call(Runnable runnable) {
    runnable.run();
  }

  void throughHelperThatCallsSometimes(boolean flag) {
    sometimes(flag, () -> effect());
  }

  private static void sometimes(boolean flag, Runnable runnable) {
    if (flag) {
      Transaction.onCommit(runnable);
    } else {
      runnable.run();
    }
  }

  void throughLambdaThatAnotherOneCalls() {
    DIRECT.run(() -> effect());
  }

  void throughLambdaThatAReferenceCalls() {
    REFERENCE.run(() -> effect());
  }

  void throughLambdaThatAnotherOneWithMoreCalls(String more) {
    Runner runner =
        runnable -> {
          more.length();
          runnable.run();
        };
    runner.run(() -> effect());
  }

  void throughLambdaThatNobodyKnownGets(Remote remote) {
    remote.run(() -> effect());
  }

  void throughMethodReference() {
    List.of(1).forEach(this::take);
  }

  void throughStaticMethodReference() {
    call(Reaching::effect);
  }

  void throughReferenceToTheEffect(List<File> files) {
    files.forEach(File::delete);
  }

  void throughConstructorReference() {
    supply(Constructed::new);
  }

  static Object supply(Supplier<?> supplier) {
    return supplier.get();
  }

  private void take(Integer any) {
    effect();
  }

  void throughAnonymousClass() throws Exception {
    use(
        new Callable<Boolean>() {
          @Override
          public Boolean call() {
            return new File("x").delete();
          }
        });
  }

  static void use(Callable<?> callable) throws Exception {
    callable.call();
  }

  void throughComparator(List<String> list) {
    list.sort(
        Comparator.comparing(
            text -> {
              effect();
              return text;
            }));
  }

  void throughStream(List<String> list) {
    list.stream().filter(text -> new File(text).delete()).count();
  }

  // ---- Dosync

  void throughDosync() {
    Transaction.dosync(() -> effect());
  }

  void throughOptions() {
    Transaction.options().name("x").dosync(() -> effect());
  }

  void throughAlter(Ref<Integer> ref) {
    ref.alter(
        n -> {
          effect();
          return n;
        });
  }

  void throughValidator(Ref<Integer> ref) {
    ref.setValidator(n -> new File("x").delete());
  }

  void throughValidatorOfABuilder() {
    Ref.builder(1).validator(n -> new File("x").delete()).build();
  }

  void throughNumber(LongRef ref) {
    ref.alter(
        n -> {
          effect();
          return n;
        });
  }

  void throughCommutedNumber(LongRef ref) {
    ref.commute(
        n -> {
          effect();
          return n;
        });
  }

  void throughValidatorOfANumber(LongRef ref) {
    ref.setValidator(n -> new File("x").delete());
  }

  void throughValidatorOfABuilderOfANumber() {
    LongRef.builder(1).name("x").validator(n -> new File("x").delete()).build();
  }

  void throughValidatorOfAnyRef(TransactionalRef<Integer> ref) {
    ref.setValidator(n -> new File("x").delete());
  }

  void throughValidatorOfAnyReference(Reference<Integer> reference) {
    reference.setValidator(n -> new File("x").delete());
  }

  void throughSwap(Atom<Integer> atom) {
    atom.swap(
        n -> {
          effect();
          return n;
        });
  }

  void throughMeta(Atom<Integer> atom) {
    atom.alterMeta(
        meta -> {
          effect();
          return meta;
        });
  }

  void throughMetaOfAnyReference(Reference<Integer> reference) {
    reference.alterMeta(
        meta -> {
          effect();
          return meta;
        });
  }

  void throughOrElse() {
    Transaction.orElse(() -> Transaction.retry(), () -> new File("x").delete());
  }

  // ---- code of other kinds

  void throughSwitch(int n) {
    switch (n) {
      case 1 -> List.of();
      default -> effect();
    }
  }

  void throughFinally() {
    try {
      gateway.hashCode();
    } finally {
      effect();
    }
  }

  void throughCatch() {
    try {
      gateway.hashCode();
    } catch (IllegalStateException e) {
      effect();
    }
  }

  void throughClose() {
    try (Closing closing = new Closing()) {
      closing.hashCode();
    }
  }

  int throughLoop(long many, double part) {
    int count = 0;
    for (long i = 0; i < many; i++) {
      count += (int) (part * i);
      Predicate<String> test = text -> new File(text).delete();
      count += test.test("x") ? 1 : 0;
    }
    return count;
  }

  synchronized void throughMonitor(Object lock) {
    synchronized (lock) {
      effect();
    }
  }

  // ---- what they use

  interface Handler {
    void handle();
  }

  interface Generic<T> {
    void take(T value);
  }

  interface Texts extends Generic<String> {}

  interface Text {
    void take(String value);
  }

  interface OtherGeneric<T> {
    void take(T value);
  }

  interface Joined extends Text, OtherGeneric<String> {}

  interface Runner {
    void run(Runnable runnable);
  }

  static final Runner DIRECT = runnable -> runnable.run();
  static final Runner REFERENCE = Runnable::run;

  /** Implemented elsewhere. */
  interface Remote {
    void run(Runnable runnable);
  }

  interface Gateway {
    void pay();

    default void payTwice() {
      effect();
    }
  }

  static final class Bank implements Gateway {
    @Override
    public void pay() {
      effect();
    }
  }

  static class Base {
    void inherited() {
      effect();
    }

    void overridden() {}

    void calling() {
      effect();
    }
  }

  static class Derived extends Base {
    @Override
    void overridden() {
      effect();
    }

    @Override
    void calling() {
      super.calling();
    }
  }

  abstract static class Template {
    void template() {
      step();
    }

    abstract void step();
  }

  static final class Concrete extends Template {
    @Override
    void step() {
      effect();
    }
  }

  static final class Constructed {
    Constructed() {
      effect();
    }
  }

  static final class Initialised {
    final boolean done = new File("x").delete();
  }

  final class Inner {
    void run() {
      hidden();
    }
  }

  static final class Typed implements Function<String, String> {
    @Override
    public String apply(String text) {
      effect();
      return text;
    }
  }

  static final class Holder {
    static final boolean DONE = new File("x").delete();
    static int changing;

    static void touch() {}
  }

  static final class Starting {
    static {
      start();
    }

    static void touch() {}
  }

  enum Kind {
    LOUD {
      @Override
      void act() {
        effect();
      }
    };

    abstract void act();
  }

  /** What the interface of the library declares it inherits from a class of the library. */
  static final class Starter extends AppenderBase<String> {
    @Override
    public void start() {
      effect();
    }

    @Override
    protected void append(String line) {}
  }

  record Pair(String left, String right) {
    Pair {
      effect();
    }
  }

  static final class Closing implements AutoCloseable {
    @Override
    public void close() {
      effect();
    }
  }
}
