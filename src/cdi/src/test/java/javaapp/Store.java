package javaapp;

import org.dosync.cdi.Dosync;

/** In a package whose name only begins as those of the JDK do. */
public interface Store {

  @Dosync
  void keep(String value);
}
