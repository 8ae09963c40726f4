package org.dosync.guard;

import org.jspecify.annotations.Nullable;

/**
 * Where a scan begins.
 *
 * @param type the class that has it, perhaps from a superclass
 * @param method the transaction, or what makes the function
 * @param function what runs in a transaction, if it is not the method
 * @param rank what has been looked at from a lower one is not looked at again
 */
record Entry(ScannedClass type, ScannedMethod method, @Nullable Handed function, int rank) {

  /** See {@link Scan#from}. */
  boolean isIn(String place) {
    String name = type.type();
    return place.endsWith(".")
        ? name.startsWith(place)
        : name.equals(place) || name.startsWith(place + "$");
  }

  Search search(Search search) {
    return function == null ? search.from(method) : search.from(method, function);
  }
}
