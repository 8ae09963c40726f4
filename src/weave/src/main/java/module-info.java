/**
 * Weaves Dosync's annotations into classes at build time: a plugin of Byte Buddy's Maven plugin.
 */
module org.dosync.weave {
  requires transitive net.bytebuddy;
  requires org.dosync;
  requires org.dosync.cdi;
  requires static org.jspecify;

  exports org.dosync.weave;
}
