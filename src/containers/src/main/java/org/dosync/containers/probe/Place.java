package org.dosync.containers.probe;

import java.util.Map;
import java.util.TreeMap;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Where some work runs. */
final class Place {

  private Place() {}

  static Map<String, String> now() {
    Map<String, String> place = new TreeMap<>();
    place.put("thread", Thread.currentThread().getName());
    place.put("classes", String.valueOf(seesClassesOfApplication()));
    place.put("names", String.valueOf(find("java:module/ModuleName") != null));
    return place;
  }

  private static boolean seesClassesOfApplication() {
    try {
      return Class.forName(Place.class.getName(), false, contextClassLoader()) == Place.class;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static ClassLoader contextClassLoader() {
    return Thread.currentThread().getContextClassLoader();
  }

  /** Null if there is nothing of that name here. */
  static Object find(String name) {
    try {
      return new InitialContext().lookup(name);
    } catch (NamingException e) {
      return null;
    }
  }
}
