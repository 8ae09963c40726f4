package org.dosync.probe;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.Effect;
import org.dosync.Ref;
import org.dosync.Transaction;

/** Prints in transactions, by all methods that there are, where that is deferred. */
public final class Console {

  private static final Ref<Integer> REF = Ref.of(0);

  private Console() {}

  public static void main(String[] arguments) {
    retried();
    nested();
    everyMethod();
    changedAfterwards();
    others();
    System.out.println("end");
  }

  /** Two tries are lost; their lines must not be seen, nor those of a part that is undone. */
  private static void retried() {
    AtomicInteger tries = new AtomicInteger();
    Transaction.dosync(
        () -> {
          int seen = REF.deref();
          System.out.println("try " + tries.incrementAndGet());
          if (tries.get() < 3) {
            CompletableFuture.runAsync(() -> Transaction.dosync(() -> REF.alter(n -> n + 1)))
                .join();
          }
          REF.set(seen);
          System.out.flush();
          Transaction.onCommit(() -> System.out.println("hook"));
          System.out.println("last line of the body");
        });
  }

  private static void nested() {
    Transaction.dosync(
        () -> {
          try {
            Transaction.dosync(
                () -> {
                  System.out.println("undone");
                  throw new IllegalStateException();
                });
          } catch (IllegalStateException e) {
            System.out.println("done");
          }
        });
  }

  private static void everyMethod() {
    Transaction.dosync(
        () -> {
          System.out.print(true);
          System.out.print('c');
          System.out.print(1);
          System.out.print(2L);
          System.out.print(3.5f);
          System.out.print(4.5);
          System.out.print(new char[] {'d', 'e'});
          System.out.print("text");
          System.out.print((Object) null);
          System.out.println();
          System.out.println(true);
          System.out.println('c');
          System.out.println(1);
          System.out.println(2L);
          System.out.println(3.5f);
          System.out.println(4.5);
          System.out.println(new char[] {'d', 'e'});
          System.out.println("text");
          System.out.println((Object) null);
          System.out.printf("%s %d ", "a", 1).printf(Locale.GERMAN, "%.1f%n", 1.5);
          System.out.format("%s ", "b").format(Locale.ROOT, "%.1f%n", 2.5);
          System.out.append('f').append("g").append("hijk", 1, 3).append(null).println();
          new IllegalStateException("trace").printStackTrace(System.out);
        });
  }

  private static void changedAfterwards() {
    StringBuilder text = new StringBuilder("as it was");
    Transaction.dosync(
        () -> {
          System.out.println(text);
          text.append(", and is now");
        });
  }

  private static void others() {
    try {
      Transaction.dosync(
          () -> {
            System.out.println("never");
            throw new IllegalStateException();
          });
    } catch (IllegalStateException e) {
      System.out.println("given up");
    }
    Transaction.dosync(
        () -> {
          System.out.println("after what is allowed");
          Transaction.allow(Set.of(Effect.CONSOLE), () -> System.out.println("allowed"));
        });
    Transaction.dosync(() -> System.out.write('\n'));
    Transaction.dosync(() -> REF.commute(Console::told));
  }

  private static int told(int number) {
    System.out.println("commute");
    return number;
  }
}
