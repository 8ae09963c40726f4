package org.dosync.containers;

/** A row of the table in docs/containers.md. */
record Row(String container, String cdi, String jdk, String tests, String threads, String differs) {

  @Override
  public String toString() {
    return "| " + String.join(" | ", container, cdi, jdk, tests, threads, differs) + " |";
  }
}
