package org.dosync.probe;

import java.util.function.UnaryOperator;
import org.dosync.Ref;
import org.dosync.SideEffectInTransactionException;
import org.dosync.Transaction;
import org.dosync.guard.Guard;
import org.dosync.probe.Rows.Op;

/** Calls methods that settings may name, and prints what became of it, and where. */
public final class Forbidden {

  private Forbidden() {}

  public static void main(String[] arguments) {
    new SubMail().send("outside");
    tell(Forbidden::first);
    tell(Forbidden::second);
    tell(Forbidden::print);
    Ref<Integer> ref = Ref.of(1);
    tell(() -> ref.alter(new Plus()));
    Guard.status().counts().forEach((place, count) -> System.out.println("count: " + place));
  }

  static void tell(Op op) {
    try {
      Transaction.dosync(op::run);
      System.out.println("not refused");
    } catch (SideEffectInTransactionException e) {
      System.out.println(e.effect() + " " + e.operation() + " in " + e.callSite());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void first() {
    new Mail().send("first");
  }

  private static void second() {
    new SubMail().send("second");
  }

  private static void print() {
    System.out.println("printed");
  }

  /** Called by Dosync. */
  static final class Plus implements UnaryOperator<Integer> {
    @Override
    public Integer apply(Integer n) {
      return n + 1;
    }
  }

  interface Sender {
    void send(String text);
  }

  static class Mail implements Sender {

    private final StringBuilder sent = new StringBuilder();

    @Override
    public void send(String text) {
      if (!text.isEmpty()) {
        sent.append(text);
      }
    }
  }

  static final class SubMail extends Mail {}
}
