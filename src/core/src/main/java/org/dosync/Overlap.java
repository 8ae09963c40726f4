package org.dosync;

/** What a {@link Job} does when a run is due while an earlier one still runs. */
public enum Overlap {
  /** The run is left out. The default: a slow job never overlaps itself and never piles up. */
  SKIP,
  /** The run begins when the earlier ones have ended; as many wait as were due. */
  QUEUE,
  /** The run begins at once, beside the earlier one. */
  CONCURRENT
}
