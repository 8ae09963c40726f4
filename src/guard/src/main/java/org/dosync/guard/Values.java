package org.dosync.guard;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The operands and variables of a method at one place of its code. Only those are noted that are
 * followed: a {@link Handed}, or {@link #CONSOLE}; mostly there is none. Where two ways meet it may
 * be what it was on either. Longs and doubles take two places.
 */
final class Values {

  /** {@code System.out} or {@code System.err}. */
  static final Object CONSOLE = new Object();

  private int depth;
  private Map<Integer, Set<Object>> operands = Map.of();
  private Map<Integer, Set<Object>> variables = Map.of();

  Values copy() {
    Values copy = withVariables();
    copy.depth = depth;
    copy.operands = operands.isEmpty() ? Map.of() : new HashMap<>(operands);
    return copy;
  }

  /** As at the begin of a handler, or where only jumps from below lead to. */
  Values withVariables() {
    Values copy = new Values();
    copy.variables = variables.isEmpty() ? Map.of() : new HashMap<>(variables);
    return copy;
  }

  Values with(Values other) {
    depth = Math.max(depth, other.depth);
    operands = merged(operands, other.operands);
    variables = merged(variables, other.variables);
    return this;
  }

  private static Map<Integer, Set<Object>> merged(
      Map<Integer, Set<Object>> one, Map<Integer, Set<Object>> other) {
    if (other.isEmpty()) {
      return one;
    }
    Map<Integer, Set<Object>> merged = new HashMap<>(one);
    other.forEach((place, value) -> merged.merge(place, value, Values::both));
    return merged;
  }

  private static Set<Object> both(Set<Object> one, Set<Object> other) {
    Set<Object> both = new HashSet<>(one);
    both.addAll(other);
    return both;
  }

  private static Map<Integer, Set<Object>> with(
      Map<Integer, Set<Object>> values, int place, Set<Object> value) {
    if (values.isEmpty() && value.isEmpty()) {
      return values;
    }
    Map<Integer, Set<Object>> changed = values.isEmpty() ? new HashMap<>() : values;
    if (value.isEmpty()) {
      changed.remove(place);
    } else {
      changed.put(place, value);
    }
    return changed;
  }

  // ---- operands

  void push(Set<Object> value) {
    operands = with(operands, depth, value);
    depth++;
  }

  void push(int places) {
    for (int i = 0; i < places; i++) {
      push(Set.of());
    }
  }

  Set<Object> pop() {
    depth = Math.max(0, depth - 1);
    Set<Object> value = operands.getOrDefault(depth, Set.of());
    operands = with(operands, depth, Set.of());
    return value;
  }

  void pop(int places) {
    for (int i = 0; i < places; i++) {
      pop();
    }
  }

  /** Puts a copy of the uppermost so many below as many others: {@code dup} and its kin. */
  void copy(int places, int below) {
    int from = Math.max(0, depth - places - below);
    push(places);
    for (int place = depth - 1; place >= from + places; place--) {
      operands = with(operands, place, operands.getOrDefault(place - places, Set.of()));
    }
    for (int place = from; place < from + places; place++) {
      operands =
          with(operands, place, operands.getOrDefault(depth - places + place - from, Set.of()));
    }
  }

  // ---- variables

  void load(int variable) {
    push(variables.getOrDefault(variable, Set.of()));
  }

  void store(int variable, Set<Object> value) {
    variables = with(variables, variable, value);
  }
}
