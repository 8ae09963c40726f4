package org.dosync;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transaction was given up because others kept getting in its way; it has changed nothing. */
public abstract sealed class ContentionException extends DosyncException
    permits RetryLimitException, TransactionTimeoutException {

  private static final long serialVersionUID = 1L;
  private final @Nullable String transactionName;
  private final int tries;
  private final transient List<TransactionalRef<?>> contended;

  ContentionException(
      String message,
      TransactionOptions transaction,
      int tries,
      Collection<TransactionalRef<?>> contended) {
    super(message);
    this.transactionName = transaction.name();
    this.tries = tries;
    this.contended = List.copyOf(contended);
  }

  /**
   * The name from the transaction's options.
   *
   * @return the name, or null if it has none
   */
  public @Nullable String transactionName() {
    return transactionName;
  }

  /**
   * How often the body ran.
   *
   * @return one or more
   */
  public int tries() {
    return tries;
  }

  /**
   * The refs over which tries were lost, at most eight of them, first one first.
   *
   * @return the refs; {@code null} only in a deserialized exception
   */
  public List<TransactionalRef<?>> contended() {
    return contended;
  }
}
