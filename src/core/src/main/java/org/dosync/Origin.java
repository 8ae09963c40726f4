package org.dosync;

/** Where a function that runs later, on another thread, was written. */
final class Origin {

  private Origin() {}

  static String of(Object function) {
    String name = function.getClass().getName();
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : name.substring(0, lambda);
  }
}
