/** Dosync for JUnit: transactions are made to run again, and whatever differed is told. */
@SuppressWarnings("requires-automatic") // its jar has the module's name in its manifest alone
module org.dosync.junit {
  requires transitive org.dosync;
  requires transitive org.junit.jupiter.api;
  requires java.instrument;
  requires net.bytebuddy.agent;
  requires static jakarta.interceptor;
  requires static org.dosync.guard;
  requires static org.jspecify;

  exports org.dosync.junit;

  opens org.dosync.junit to
      org.junit.platform.commons;
}
