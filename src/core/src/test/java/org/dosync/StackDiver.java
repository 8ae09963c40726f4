package org.dosync;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Runs something some calls above the end of a small stack. */
final class StackDiver {

  private final Runnable body;
  private int above;

  private StackDiver(int above, Runnable body) {
    this.above = above;
    this.body = body;
  }

  /**
   * On a thread of its own, which has ended when this returns.
   *
   * @param above how many calls above the end
   * @param padding how many of the calls on the way are wide ones, so that the end lies elsewhere
   */
  static void dive(int above, int padding, Runnable body) throws InterruptedException {
    StackDiver diver = new StackDiver(above, body);
    Thread shallow =
        new Thread(
            null,
            () -> assertThatThrownBy(() -> diver.dive(padding)).isInstanceOf(Error.class),
            "shallow",
            200_000);
    shallow.start();
    shallow.join();
  }

  private void dive(int padding) {
    try {
      if (padding == 0) {
        dive(0);
      } else {
        diveWide(padding, padding, padding, padding);
      }
    } catch (StackOverflowError bottom) {
      above--;
      if (above == 0) {
        body.run();
      }
      throw bottom;
    }
  }

  private void diveWide(int padding, long one, long two, long three) {
    dive(padding - 1 + (int) (one + two - padding - three));
  }
}
