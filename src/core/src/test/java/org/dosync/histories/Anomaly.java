package org.dosync.histories;

/** What must not be: its name, in Adya's words where there are any, and what shows it. */
record Anomaly(String name, String evidence) {

  @Override
  public String toString() {
    return name + "\n" + evidence;
  }
}
