package org.dosync;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * The operations of an agent that tell what has become of them are linearizable. Whoever sends runs
 * the actions, those of the other thread too.
 */
@Param(name = "value", gen = IntGen.class, conf = "0:3")
public class AgentLincheck {

  private static final Executor HERE = Runnable::run;
  private static final RuntimeException FAILURE =
      new RuntimeException("on purpose", null, false, false) {};

  private final DosyncRuntime runtime =
      DosyncRuntime.builder().sendExecutor(HERE).sendOffExecutor(HERE).build();

  private final Agent<Integer> agent =
      Agent.builder(0)
          .runtime(runtime)
          .errorHandler((failed, thrown) -> {})
          .errorMode(ErrorMode.FAIL)
          .build();

  @Operation
  public int deref() {
    return agent.deref();
  }

  @Operation
  public boolean hasFailed() {
    return agent.error() != null;
  }

  /** The state after the action, or what was said instead. */
  @Operation
  public String submit(@Param(name = "value") int value) {
    return outcome(n -> n * 2 + value);
  }

  @Operation
  public String fail() {
    return outcome(
        n -> {
          throw FAILURE;
        });
  }

  private String outcome(Action<Integer> action) {
    try {
      return agent.submit(action).deref().toString();
    } catch (AgentFailedException | CancellationException refusedOrCleared) {
      return "refused";
    } catch (CompletionException told) {
      return told.getCause() == FAILURE ? "failed" : "refused";
    }
  }

  @Operation
  public boolean restart(@Param(name = "value") int value) {
    return restart(value, false);
  }

  @Operation
  public boolean restartAndClear(@Param(name = "value") int value) {
    return restart(value, true);
  }

  private boolean restart(int value, boolean clear) {
    try {
      agent.restart(value, clear);
      return true;
    } catch (DosyncException notFailed) {
      return false;
    }
  }

  @Test
  void inAllInterleavings() {
    Linearizable.inAllInterleavings().check(AgentLincheck.class);
  }

  @Test
  void underStress() {
    Linearizable.underStress().check(AgentLincheck.class);
  }
}
