package org.dosync.guard;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that code makes and hands to somebody: a lambda, a method reference or an object of an
 * anonymous class.
 */
final class Handed {

  /** The interface; for an anonymous class, that class. */
  final String type;

  /** The method of the interface, with its descriptor; null for an anonymous class. */
  final @Nullable String method;

  /** What runs when it is called; null for an anonymous class: whatever that has. */
  final @Nullable Call body;

  final int line;

  private final List<Call> takers = new ArrayList<>();
  private final List<Handed> holders = new ArrayList<>();
  private boolean elsewhere;

  Handed(String type, @Nullable String method, @Nullable Call body, int line) {
    this.type = type;
    this.method = method;
    this.body = body;
    this.line = line;
  }

  /** It is an argument of a call. */
  void to(Call taker) {
    takers.add(taker);
  }

  /** Another one has it. */
  void into(Handed holder) {
    holders.add(holder);
  }

  /** It is returned, stored or called. */
  void elsewhere() {
    elsewhere = true;
  }

  List<Call> takers() {
    return takers;
  }

  List<Handed> holders() {
    return holders;
  }

  /** Whether somebody may have it who is neither a taker nor a holder. */
  boolean isElsewhere() {
    return elsewhere || (takers.isEmpty() && holders.isEmpty());
  }
}
