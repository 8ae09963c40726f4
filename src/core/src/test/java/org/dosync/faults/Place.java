package org.dosync.faults;

/** Where Dosync calls users' code. */
enum Place {
  BODY,
  /** Of a try that is lost already: what it throws is dropped, as it saw what it should not. */
  DOOMED_BODY(false),
  ALTER,
  COMMUTE,
  SWAP,
  META,
  VALIDATOR,
  WATCH,
  ON_COMMIT,
  ON_ABORT,
  HISTORY_CLOCK,
  DELAY,
  ACTION,
  ERROR_HANDLER,
  FUTURE,
  /** Of one that nobody will hear of any more. */
  CANCELLED_FUTURE(false),
  CALLBACK,
  JOB,
  JOB_ERROR_HANDLER,
  JOB_TIMES,
  CLOCK,
  CLOCK_LISTENING,
  EXECUTOR,
  /** The executor has run the task, or will. */
  EXECUTOR_AFTERWARDS,
  CAPTURE,
  CONTEXT,
  /** The body has run in its context. */
  CONTEXT_AFTERWARDS,
  FAILURE_HANDLER,
  FAILURE_LISTENER,
  LOG,
  COLLECTION,
  EQUALS,
  HASH_CODE,
  /** A value that can't be shown must not replace what there is to say. */
  TO_STRING(false);

  private final boolean told;

  Place() {
    this(true);
  }

  Place(boolean told) {
    this.told = told;
  }

  /** Whether what is thrown there has to arrive somewhere. */
  boolean isTold() {
    return told;
  }
}
