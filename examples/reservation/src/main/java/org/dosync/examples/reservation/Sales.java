package org.dosync.examples.reservation;

/**
 * Whether seats are sold.
 *
 * @param reason why not; a passenger reads it
 */
public record Sales(boolean open, String reason) {

  /** How it is written in an annotation: {@code open}, or the reason why sales are closed. */
  public static Sales valueOf(String text) {
    return text.equals("open") ? new Sales(true, "") : new Sales(false, text);
  }

  boolean isExplained() {
    return open == reason.isBlank();
  }
}
