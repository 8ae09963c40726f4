package org.dosync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@link Ref#asOf} was asked for a moment that the ref does not keep. */
public final class HistoryException extends DosyncException {

  private static final long serialVersionUID = 1L;
  private final @Nullable Instant oldest;

  HistoryException(String message, @Nullable Instant oldest) {
    super(message);
    this.oldest = oldest;
  }

  /**
   * The earliest moment the ref can still answer for.
   *
   * @return the moment, or null if the ref keeps no history
   */
  public @Nullable Instant oldest() {
    return oldest;
  }
}
