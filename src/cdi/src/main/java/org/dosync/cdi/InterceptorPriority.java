package org.dosync.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.util.AnnotationLiteral;

/** Which interceptors are around {@link Dosync}, and which ones inside. */
final class InterceptorPriority extends AnnotationLiteral<Priority> implements Priority {

  static final String KEY = "dosync.interceptorPriority";

  private static final long serialVersionUID = 1L;

  private final int value;

  InterceptorPriority(int value) {
    this.value = value;
  }

  /**
   * As configured, or the default.
   *
   * @throws IllegalArgumentException if that makes no sense
   */
  static InterceptorPriority of(Configuration configuration) {
    String text = configuration.find(KEY);
    int value =
        text == null ? DosyncInterceptor.PRIORITY : (Integer) Texts.parse(text, Integer.class);
    if (value <= SideEffectInterceptor.PRIORITY) {
      throw new IllegalArgumentException(
          "@Dosync has to be inside @SideEffect: take more than "
              + SideEffectInterceptor.PRIORITY
              + ", not "
              + text);
    }
    return new InterceptorPriority(value);
  }

  @Override
  public int value() {
    return value;
  }
}
