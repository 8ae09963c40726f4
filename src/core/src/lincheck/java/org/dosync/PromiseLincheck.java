package org.dosync;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** The operations of a promise are linearizable. */
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public class PromiseLincheck {

  private final Promise<Integer> promise = new Promise<>();

  @Operation
  public boolean deliver(@Param(name = "value") int value) {
    return promise.deliver(value);
  }

  @Operation
  public boolean fail() {
    return promise.fail(new RuntimeException("on purpose", null, false, false) {});
  }

  /** True also if it was cancelled before, as for any {@code CompletableFuture}. */
  @Operation
  public boolean cancel() {
    return promise.cancel(true);
  }

  @Operation
  public boolean isRealized() {
    return promise.isRealized();
  }

  @Operation
  public String deref() {
    return outcome(() -> promise.deref(Duration.ZERO, 0));
  }

  @Operation
  public String get() {
    return promise.isRealized() ? outcome(promise::get) : "nothing";
  }

  private static String outcome(Callable<Integer> question) {
    try {
      return question.call().toString();
    } catch (CancellationException e) {
      return "cancelled";
    } catch (Exception e) {
      return "failed";
    }
  }

  @Test
  void inAllInterleavings() {
    Linearizable.inAllInterleavings().check(PromiseLincheck.class);
  }

  @Test
  void underStress() {
    Linearizable.underStress().check(PromiseLincheck.class);
  }
}
