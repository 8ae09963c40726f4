package org.dosync.guard;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One look at the stack, from a guarded call down to the transaction.
 *
 * <p>What a class loader, a static initialiser or a resource bundle does it does once, and the JVM
 * remembers if it fails: an exception there would break the class, or the bundle, for everybody and
 * for ever. So it is never thrown there.
 */
final class Frames implements Function<Stream<StackFrame>, Frames>, Consumer<StackFrame> {

  /** With hidden frames: those of lambdas tell whose a method reference is. */
  private static final StackWalker WALKER =
      StackWalker.getInstance(
          Set.of(StackWalker.Option.SHOW_HIDDEN_FRAMES, StackWalker.Option.RETAIN_CLASS_REFERENCE));

  private static final String TRANSACTION = "org.dosync.TransactionRunner";
  private static final String CORE = "org.dosync.";

  /** Packages and classes; nested classes too. */
  private static final List<String> SAFE =
      List.of(
          // classes, and what the JVM links
          "java.lang.ClassLoader",
          "java.net.URLClassLoader",
          "java.security.SecureClassLoader",
          "jdk.internal.loader.",
          "java.lang.invoke.MethodHandleNatives",
          "java.lang.invoke.BootstrapMethodInvoker",
          "java.lang.invoke.LambdaMetafactory",
          "java.lang.invoke.StringConcatFactory",
          "java.lang.reflect.Proxy",
          "sun.instrument.",
          // what is looked for once, and remembered
          "java.util.ServiceLoader",
          "java.util.ResourceBundle",
          "java.security.Provider",
          "java.security.SecureRandom",
          "java.security.Security",
          "sun.security.jca.",
          "sun.security.provider.",
          "java.time.zone.",
          "sun.util.");

  /** Lines of a log are an effect of their own, told where they begin; here is how they get out. */
  private static final List<String> LOGGING =
      List.of(
          "java.util.logging.",
          "jdk.internal.logger.",
          "ch.qos.logback.",
          "org.slf4j.",
          "org.apache.logging.",
          "org.jboss.logmanager.");

  /** Safe in class loaders: others may have a method of that name too. */
  static final String LOADING = "loadClass";

  private final Settings settings;

  /** A class of the Dosync that runs the transaction. */
  private final Class<?> handler;

  /** The guarded method, which may be one of a driver or of the application. */
  private final String operation;

  /** Where it was called: the innermost frame that is not its own nor the JDK's. */
  private @Nullable StackFrame callSite;

  /**
   * Whether who calls the guarded method has been met: if that is Dosync, it does as it is told.
   */
  private boolean named;

  private boolean begun;
  private boolean ended;
  private boolean safe;
  private boolean logging;
  private boolean allowed;

  private Frames(Settings settings, Class<?> handler, String operation) {
    this.settings = settings;
    this.handler = handler;
    this.operation = operation;
  }

  static Frames look(Settings settings, Class<?> handler, String operation) {
    return WALKER.walk(new Frames(settings, handler, operation));
  }

  @Override
  public Frames apply(Stream<StackFrame> frames) {
    Spliterator<StackFrame> rest = frames.spliterator();
    boolean more = true;
    while (more && !ended) {
      more = rest.tryAdvance(this);
    }
    return this;
  }

  @Override
  public void accept(StackFrame frame) {
    String type = frame.getClassName();
    begun |= !isGuard(type);
    ended = type.equals(TRANSACTION);
    if (begun && !ended) {
      add(type, frame);
    }
  }

  private static boolean isGuard(String type) {
    return type.startsWith("org.dosync.guard.") || type.equals(Installer.GUARD);
  }

  private void add(String type, StackFrame frame) {
    String method = frame.getMethodName();
    safe |= isSafePlace(type, method) || (method.equals(LOADING) && isOfALoader(frame));
    boolean logs = beginsWithOneOf(LOGGING, type);
    logging |= logs;
    allowed |= settings.isAllowedInside(type, method);
    if (callSite == null && !logs && !isOfTheJdk(type)) {
      addOfUsers(type + "." + method, type, frame);
    }
  }

  private void addOfUsers(String called, String type, StackFrame frame) {
    if (called.equals(operation)) {
      named = true;
    } else {
      callSite = frame;
      allowed |= !named && isCore(type) && isOfTheSameJar(frame.getDeclaringClass());
    }
  }

  private static boolean isSafePlace(String type, String method) {
    return method.equals("<clinit>")
        || isScheduling(type, method)
        || (beginsWithOneOf(SAFE, type) && !isCallingUsers(type, method));
  }

  /** A default method behind a proxy; and what is done with each of some services. */
  private static boolean isCallingUsers(String type, String method) {
    return method.equals("invokeDefault")
        || type.equals("java.util.ServiceLoader$ProviderSpliterator");
  }

  private static boolean isOfALoader(StackFrame frame) {
    return ClassLoader.class.isAssignableFrom(frame.getDeclaringClass());
  }

  private static boolean beginsWithOneOf(List<String> prefixes, String type) {
    for (String prefix : prefixes) {
      if (type.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A virtual thread that goes on is given to a pool; that is no new one. Nor does one start what
   * is in the transaction that a pool needs as long as one of its own waits.
   */
  private static boolean isScheduling(String type, String method) {
    return (type.equals("java.lang.VirtualThread") && !method.equals("start"))
        || (type.equals("java.util.concurrent.ForkJoinPool") && method.equals("tryCompensate"));
  }

  /** What Dosync does for itself, such as starting a thread of its own, is no part of the body. */
  private static boolean isCore(String type) {
    return type.startsWith(CORE) && type.indexOf('.', CORE.length()) < 0;
  }

  /** Others may have classes in our package, as our tests do. */
  private boolean isOfTheSameJar(Class<?> type) {
    return type.getProtectionDomain() == handler.getProtectionDomain();
  }

  static boolean isOfTheJdk(String type) {
    return type.startsWith("java.")
        || type.startsWith("javax.")
        || type.startsWith("jdk.")
        || type.startsWith("sun.")
        || type.startsWith("com.sun.");
  }

  boolean isSafe() {
    return safe;
  }

  /** Whether it is how a line of a log gets out. */
  boolean isLogging() {
    return logging;
  }

  boolean isAllowed() {
    return allowed;
  }

  String callSite() {
    return callSite == null ? "(the JDK)" : callSite.toStackTraceElement().toString();
  }
}
