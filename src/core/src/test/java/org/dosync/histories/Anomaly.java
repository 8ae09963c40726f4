package org.dosync.histories;

/** What must not be: its name, in Adya's words where there are any, and what shows it. */
record Anomaly(String name, String evidence) {

  private static final String EXCEPTION = "unexpected ";

  static Anomaly exception(Throwable thrown, String evidence) {
    return new Anomaly(EXCEPTION + thrown, evidence);
  }

  /** Whether an exception is all that is known of it. */
  boolean isException() {
    return name.startsWith(EXCEPTION);
  }

  @Override
  public String toString() {
    return name + "\n" + evidence;
  }
}
