/**
 * Clojure's model of identity, state and time for Java: references to immutable values, and the
 * transactions that change them.
 */
module org.dosync {
  requires static org.jspecify;

  exports org.dosync;
}
