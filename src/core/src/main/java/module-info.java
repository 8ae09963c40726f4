/**
 * Clojure's model of identity, state and time for Java: references to immutable values, and the
 * transactions that change them.
 */
@SuppressWarnings("module") // dosync-junit is compiled later
module org.dosync {
  requires static jdk.jfr;
  requires static org.jspecify;

  exports org.dosync;
  exports org.dosync.collections;
  exports org.dosync.testing to
      org.dosync.junit;
}
