package org.dosync.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.dosync.Policy;
import org.dosync.SideEffectInTransactionException;
import org.dosync.Transaction;
import org.dosync.cdi.SideEffect;
import org.junit.jupiter.api.Test;

/** Methods with @SideEffect of objects that no container made. */
class WovenSideEffectTest {

  static class Printer {
    final List<String> printed = new ArrayList<>();

    @SideEffect
    void forbidden(String text) {
      printed.add(text);
    }

    @SideEffect(Policy.DEFER)
    final void deferred(String text) {
      printed.add(text);
      text = "changed";
    }

    @SideEffect(Policy.ALLOW)
    int allowed(String text) {
      printed.add(text);
      Transaction.io("print");
      return 1;
    }
  }

  @SideEffect(Policy.DEFER)
  static class Mail {
    static final List<String> SENT = new ArrayList<>();

    void send(String text) {
      SENT.add(text);
    }
  }

  private final Printer printer = new Printer();

  @Test
  void nothingChangesOutsideATransaction() {
    printer.forbidden("a");
    printer.deferred("b");
    printer.allowed("c");

    assertThat(printer.printed).containsExactly("a", "b", "c");
  }

  @Test
  void forbidden() {
    assertThatThrownBy(() -> Transaction.dosync(() -> printer.forbidden("a")))
        .isInstanceOf(SideEffectInTransactionException.class)
        .hasMessageContaining("Printer.forbidden has a side effect");
    assertThat(printer.printed).isEmpty();
  }

  @Test
  void deferred() {
    Transaction.dosync(
        () -> {
          printer.deferred("a");
          assertThat(printer.printed).isEmpty();
        });

    assertThat(printer.printed).containsExactly("a");
  }

  @Test
  void allowed() {
    int result = Transaction.<Integer, RuntimeException>dosync(() -> printer.allowed("a"));

    assertThat(result).isEqualTo(1);
    assertThat(printer.printed).containsExactly("a");
  }

  @Test
  void annotationOnTheClass() {
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      new Mail().send("never");
                      throw new IllegalStateException("abort");
                    }))
        .hasMessage("abort");
    Transaction.dosync(() -> new Mail().send("after the commit"));

    assertThat(Mail.SENT).containsExactly("after the commit");
  }
}
