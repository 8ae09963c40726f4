package org.dosync;

import java.util.Locale;

/**
 * Where Dosync departs from Clojure, and why: the second table of docs/clojure.md, which a test
 * compares with this one.
 */
enum Deviation {
  SERIALIZABLE("Write skew breaks rules that span several refs, and hardly any test finds it."),
  SWALLOWED_RETRY(
      "Java code often catches `Throwable`, also in libraries between the body and the refs."),
  NESTED_ABORT(
      "Whatever throws has changed nothing: the same rule inside a transaction as outside."),
  IO_ENDS_THE_TRANSACTION("Code that logs every exception and goes on must not hide this one."),
  FIRST_COMMIT_WINS("A slow body holds up no other transaction."),
  SET_WITHOUT_READING("The body has seen nothing that is out of date."),
  READ_FAULT("Readers must get on beside writers, without tuning."),
  HISTORY(
      "What readers need is kept for them by itself; past values are for those who ask for them."),
  ENSURE_BLOCKS_NOBODY(
      "Two transactions that ensure what the other writes can hold each other up for seconds."),
  COMMUTE_RETURNS_NOTHING(
      "The value that will be committed is not known yet, and programs have relied on the guess."),
  COMMUTE_RUNS_AT_THE_COMMIT("Without a guess there is nothing to run it for in the body."),
  READ_AFTER_COMMUTE("A value that can steer the body must be the one that is committed."),
  ALTER_AFTER_COMMUTE(
      "`alter` says how its value follows from the commute; `set` would throw the commute away."),
  COMMUTE_MAY_ONLY_READ("At the commit it is settled what changes."),
  RETRY_LIMIT(
      "10,000 tries can take minutes, and a caller must be able to tell this failure from others."),
  INTERRUPT("Otherwise nobody can cancel it."),
  WATCH_THROWS("The caller would take the change for undone, and the others are not to blame."),
  WATCH_ORDER("The same program does the same thing each time it runs."),
  WATCH_IN_TRANSACTION("The change of the atom stays, whatever becomes of the transaction."),
  RESET_OLD_VALUE("Old and new values form one chain."),
  ALTER_META("No lock is held while user code runs."),
  META_VALUES("Meta data is a plain immutable `Map` of Java."),
  REFS_HAVE_NO_ORDER("The order is a detail of Clojure's engine; Java has no use for the call."),
  DELAY_IN_TRANSACTION("Everybody gets the value; it must not come from a try that is undone."),
  DELAY_OF_ITSELF("The body must run at most once."),
  DELAY_WITH_TIMEOUT("All that may not be there yet can be asked in the same way."),
  AWAIT_ENDS("Nobody knows to restart an agent if all wait for it."),
  REJECTING_EXECUTOR("Whoever sends must know, and the others are not to blame."),
  ACTION_FAILURES_ARE_TOLD("A failure that nobody hears of is found late."),
  AGENT_WATCH_THROWS("The state has changed, so the action has not failed."),
  AGENTS_ARE_BOUNDED("A queue without a limit ends in `OutOfMemoryError`, far from its cause."),
  DELIVER_SAYS_WHETHER_IT_WON("That is what one may want to know; the promise one has already."),
  UNCHECKED_FAILURES("`deref` throws nothing checked, whatever it is called on."),
  FUTURES_WAIT_FOR_THE_COMMIT("A try that is undone must leave nothing behind."),
  CIRCLE_OF_WAITS("A wait that can never end is a mistake, and hard to find while it hangs."),
  INTERRUPTED_WAIT("No wait throws anything checked, and whoever called still sees the interrupt."),
  CURRENT_AGENT_STAYS("A future is no action, and may wait for agents.");

  private final String reason;

  Deviation(String reason) {
    this.reason = reason;
  }

  /** As the first column of the table has it. */
  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** As the last column of the table has it. */
  String reason() {
    return reason;
  }
}
