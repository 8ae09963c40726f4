package org.dosync.cdi;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.Callable;
import org.dosync.Transaction;
import org.dosync.TransactionOptions;
import org.jspecify.annotations.Nullable;

/** How a method is run as a transaction: worked out from its annotation once. */
final class TransactionPlan {

  private final TransactionOptions options;
  private final List<Class<? extends Throwable>> commitOn;
  private final boolean woven;

  /**
   * Reads an annotation.
   *
   * @throws IllegalArgumentException if a member makes no sense
   */
  TransactionPlan(Dosync annotation, Class<?> beanClass, Method method) {
    this.options = options(annotation, name(annotation, beanClass, method));
    this.commitOn = List.of(annotation.commitOn());
    this.woven = WovenMethod.isWoven(method);
  }

  static TransactionOptions options(Dosync annotation, String name) {
    TransactionOptions plain =
        Transaction.options()
            .name(name)
            .propagation(annotation.propagation())
            .isolation(annotation.isolation())
            .readOnly(annotation.readOnly())
            .maxRetries(annotation.maxRetries());
    return annotation.timeout().isEmpty()
        ? plain
        : plain.timeout(Durations.parse(annotation.timeout()));
  }

  static Configured<Dosync> configured(
      Dosync annotation, Annotations annotations, Method method, Configuration configuration) {
    String name = name(annotation, annotations.beanClass(), method);
    return configuration.of(annotation, annotations, method, name);
  }

  private static String name(Dosync annotation, Class<?> beanClass, Method method) {
    return annotation.name().isEmpty() ? Configuration.name(beanClass, method) : annotation.name();
  }

  /** Whether the method would do the same by itself. */
  boolean isWoven() {
    return woven;
  }

  /** What came of a body that may commit though it has thrown. */
  private record Outcome(@Nullable Object value, @Nullable Throwable thrown) {}

  @Nullable Object run(Callable<@Nullable Object> body) throws Exception {
    if (commitOn.isEmpty()) {
      return options.<@Nullable Object, Exception>dosync(body::call);
    }
    Outcome outcome = options.<Outcome, Exception>dosync(() -> outcome(body));
    if (outcome.thrown() != null) {
      throw Unchecked.rethrow(outcome.thrown());
    }
    return outcome.value();
  }

  private Outcome outcome(Callable<@Nullable Object> body) throws Exception {
    try {
      return new Outcome(body.call(), null);
    } catch (Throwable thrown) {
      if (commitOn.stream().anyMatch(type -> type.isInstance(thrown))) {
        return new Outcome(null, thrown);
      }
      throw thrown;
    }
  }
}
