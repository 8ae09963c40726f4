package org.dosync.guard;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that code hands to somebody: a lambda, a method reference or an object of an anonymous
 * class, which it makes, or a parameter.
 */
final class Handed {

  /** An argument of a call, the first being 0. */
  record Argument(Call call, int index) {

    /**
     * The same, where the call runs a lambda: what that has captured comes first. A reference to a
     * method of the argument has it for a receiver, of index -1.
     */
    Argument in(Call body) {
      return new Argument(body, index + body.arguments() - call.arguments());
    }
  }

  /** The interface; for an anonymous class, that class. */
  final String type;

  /** The method of the interface, with each descriptor that it is called by; none if no lambda. */
  final List<String> methods;

  /** What runs when it is called; null if it is not a lambda. */
  final @Nullable Call body;

  final int line;

  private final boolean isParameter;
  private final List<Argument> takers = new ArrayList<>();
  private final List<Handed> holders = new ArrayList<>();
  private boolean elsewhere;

  private Handed(
      String type, List<String> methods, @Nullable Call body, int line, boolean isParameter) {
    this.type = type;
    this.methods = methods;
    this.body = body;
    this.line = line;
    this.isParameter = isParameter;
  }

  static Handed lambda(String type, List<String> methods, Call body, int line) {
    return new Handed(type, methods, body, line, false);
  }

  static Handed anonymous(String type, int line) {
    return new Handed(type, List.of(), null, line, false);
  }

  static Handed parameter(String type) {
    return new Handed(type, List.of(), null, 0, true);
  }

  /** It is an argument of a call. */
  void to(Call taker, int index) {
    takers.add(new Argument(taker, index));
  }

  /** Another one has it. */
  void into(Handed holder) {
    holders.add(holder);
  }

  /** It is returned, stored or called. */
  void elsewhere() {
    elsewhere = true;
  }

  List<Argument> takers() {
    return takers;
  }

  List<Handed> holders() {
    return holders;
  }

  /** Whether somebody may have it who is neither a taker nor a holder. */
  boolean isElsewhere() {
    return elsewhere || (!isParameter && takers.isEmpty() && holders.isEmpty());
  }
}
