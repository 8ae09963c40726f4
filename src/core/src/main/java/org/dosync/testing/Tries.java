package org.dosync.testing;

import java.util.List;
import java.util.function.Predicate;
import org.dosync.TransactionalRef;
import org.jspecify.annotations.Nullable;

/** Is told of the tries of one transaction, by its thread, outside the transaction. */
public interface Tries {

  /** What becomes of a try that could commit. */
  enum Verdict {
    /** It goes on. */
    COMMIT,
    /** It is given up, and the body runs again. */
    AGAIN,
    /** As {@link #AGAIN}, and it counts as lost to another transaction. */
    LOST
  }

  /**
   * A change that waits for the commit.
   *
   * @param ref the ref
   * @param value what it is to hold
   */
  record Write(TransactionalRef<?> ref, @Nullable Object value) {}

  /**
   * How a body has ended, in a try that is not lost.
   *
   * @param result what it returned
   * @param thrown what it threw, or null
   * @param writes its changes, in their order
   * @param onCommit effects that wait for the commit, in their order
   * @param onAbort effects that wait for the end of a try that does not commit
   * @param made whether a ref was made since the body began to run
   * @param moment how many commits there have been in this process by now
   */
  record Ended(
      @Nullable Object result,
      @Nullable Throwable thrown,
      List<Write> writes,
      List<Runnable> onCommit,
      List<Runnable> onAbort,
      Predicate<TransactionalRef<?>> made,
      long moment) {}

  /**
   * The body is about to run.
   *
   * @param moment how many commits there have been in this process by now
   */
  void begins(long moment);

  /**
   * The body has ended, in a try that is not lost.
   *
   * @param ended how
   * @return what is to become of it
   */
  Verdict ended(Ended ended);

  /** The transaction has committed, and its effects have run. */
  void committed();

  /** The transaction has aborted for good. */
  void aborted();
}
