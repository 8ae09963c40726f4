package org.dosync;

import static java.lang.StackWalker.Option.RETAIN_CLASS_REFERENCE;

import java.lang.StackWalker.StackFrame;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what an author takes for a transaction: a method on the stack with {@code @Dosync} of
 * dosync-cdi, which is known by its name here.
 */
final class NotIntercepted {

  private static final String DOSYNC = "org.dosync.cdi.Dosync";

  /** Where these are on the stack the annotation was heard, and is not what is missing. */
  private static final Set<String> HEARD =
      Set.of(TransactionRunner.class.getName(), "org.dosync.cdi.DosyncInterceptor");

  private NotIntercepted() {}

  /** A sentence to put behind another one; empty if there is no such method. */
  static String hint() {
    return StackWalker.getInstance(RETAIN_CLASS_REFERENCE)
        .walk(NotIntercepted::annotated)
        .map(NotIntercepted::hint)
        .orElse("");
  }

  private static Optional<StackFrame> annotated(Stream<StackFrame> frames) {
    List<StackFrame> all = frames.toList();
    return all.stream().anyMatch(frame -> HEARD.contains(frame.getClassName()))
        ? Optional.empty()
        : all.stream().filter(NotIntercepted::isAnnotated).findFirst();
  }

  private static boolean isAnnotated(StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    try {
      return Stream.of(type.getDeclaredMethods())
          .filter(method -> isOf(frame, method))
          .anyMatch(method -> hasDosync(method) || hasDosync(type));
    } catch (LinkageError | RuntimeException unreadable) {
      return false;
    }
  }

  private static boolean isOf(StackFrame frame, Method method) {
    return method.getName().equals(frame.getMethodName())
        && MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .equals(frame.getMethodType())
        && !method.isSynthetic();
  }

  private static boolean hasDosync(AnnotatedElement element) {
    return Stream.of(element.getAnnotations())
        .anyMatch(one -> one.annotationType().getName().equals(DOSYNC));
  }

  private static String hint(StackFrame frame) {
    return ". @Dosync on "
        + frame.getDeclaringClass().getSimpleName()
        + "."
        + frame.getMethodName()
        + " counts when another bean calls it, in a container that has found DosyncExtension (a test"
        + " with @EnableAutoWeld needs @AddExtensions), and not when the bean itself does, or on an"
        + " object made by new, unless the class is woven";
  }
}
