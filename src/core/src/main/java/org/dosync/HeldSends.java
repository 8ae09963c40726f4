package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * What the running action of an agent has sent, in that order. It waits for the end of the action;
 * its places are reserved. Of the owner.
 */
final class HeldSends {

  private static final class Held {
    final AgentLoop target;
    final Sent sent;
    @Nullable Held next;

    Held(AgentLoop target, Sent sent) {
      this.target = target;
      this.sent = sent;
    }
  }

  private @Nullable Held first;
  private @Nullable Held last;

  void add(AgentLoop target, Sent sent) {
    Held held = new Held(target, sent);
    if (last == null) {
      first = held;
    } else {
      last.next = held;
    }
    last = held;
  }

  /** Where all of it goes, if that is one thing, and no promise may tell users' code of it. */
  @Nullable AgentLoop onlyTarget() {
    Held only = first;
    return only != null && only == last && only.sent.promise == null ? only.target : null;
  }

  /** Sends it; says how much. */
  int release() {
    int count = 0;
    for (Held each = take(); each != null; each = each.next) {
      each.target.dispatch(each.sent);
      count++;
    }
    return count;
  }

  void withdraw(String reason) {
    for (Held each = take(); each != null; each = each.next) {
      each.target.withdraw(each.sent, reason);
    }
  }

  /** Users' code may run while these are told or sent, and ask for the same. */
  private @Nullable Held take() {
    Held all = first;
    first = null;
    last = null;
    return all;
  }
}
