/**
 * The side-effect guard of Dosync: a Java agent that sees I/O inside a transaction where it
 * happens, in the JDK and in drivers.
 */
module org.dosync.guard {
  requires java.instrument;
  requires net.bytebuddy;
  requires org.dosync;
  requires static org.jspecify;

  exports org.dosync.guard;
}
