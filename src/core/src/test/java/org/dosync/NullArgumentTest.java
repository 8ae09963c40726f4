package org.dosync;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What must not be null is refused at once, by its name. */
@Timeout(30)
class NullArgumentTest {

  private static final UnaryOperator<Instant> NEVER = moment -> Instant.MAX;

  static Stream<Arguments> nullArguments() {
    Atom<Integer> atom = Atom.of(1);
    Ref<Integer> ref = Ref.of(1);
    Agent<Integer> agent = Agent.of(1);
    Scheduler scheduler = Scheduler.create();
    Delay<Integer> delay = Delay.of(() -> 1);
    TransactionOptions options = Transaction.options();
    return Stream.of(
        refused("swap", "function", () -> atom.swap(null)),
        refused("swapVals", "function", () -> atom.swapVals(null)),
        refused("alter", "function", () -> in(() -> ref.alter(null))),
        refused("commute", "function", () -> in(() -> ref.commute(null))),
        refused("alter outside", "function", () -> ref.alter(null)),
        refused("asOf", "moment", () -> ref.asOf(null)),
        refused("alterMeta", "function", () -> atom.alterMeta(null)),
        refused("resetMeta", "meta", () -> ref.resetMeta(null)),
        refused("addWatch", "key", () -> ref.addWatch(null, (k, r, from, to) -> {})),
        refused("addWatch", "watch", () -> ref.addWatch("key", null)),
        refused("removeWatch", "key", () -> atom.removeWatch(null)),
        refused("refusal", "reference", () -> new InvalidStateException(null, 1, null)),
        refused("addListener", "listener", () -> Failures.addListener(null)),
        refused("removeListener", "listener", () -> Failures.removeListener(null)),
        refused("name of an atom", "name", () -> Atom.builder(1).name(null)),
        refused("name of a ref", "name", () -> Ref.builder(1).name(null)),
        refused("meta of a builder", "meta", () -> Atom.builder(1).meta(null)),
        refused("validator of a builder", "validator", () -> Ref.builder(1).validator(null)),
        refused("history of a builder", "history", () -> Ref.builder(1).history(null)),
        refused("history's clock", "clock", () -> History.keep(1).withClock(null)),
        refused("history's age", "age", () -> History.keepFor(null, 1)),
        refused("delay", "body", () -> Delay.of(null)),
        refused("timed deref", "timeout", () -> delay.deref(null, 1)),
        refused("dosync", "body", () -> Transaction.dosync((Body<Integer, Error>) null)),
        refused("dosync", "body", () -> Transaction.dosync((VoidBody<Error>) null)),
        refused("options", "body", () -> options.dosync((Body<Integer, Error>) null)),
        refused("name of options", "name", () -> options.name(null)),
        refused("isolation", "isolation", () -> options.isolation(null)),
        refused("propagation", "propagation", () -> options.propagation(null)),
        refused("timeout", "timeout", () -> options.timeout(null)),
        refused("io", "message", () -> Transaction.io(null)),
        refused("allow", "effects", () -> Transaction.allow(null, () -> 1)),
        refused("allow", "body", () -> Transaction.allow(Set.of(), (Body<Integer, Error>) null)),
        refused("allow", "body", () -> Transaction.allow(Set.of(), (VoidBody<Error>) null)),
        refused("onCommit", "effect", () -> Transaction.onCommit(null)),
        refused("onCommit inside", "effect", () -> in(() -> Transaction.onCommit(null))),
        refused("onAbort", "effect", () -> Transaction.onAbort(null)),
        refused("onAbort inside", "effect", () -> in(() -> Transaction.onAbort(null))),
        refused("orElse", "first", () -> Transaction.orElse(null, () -> 1)),
        refused("orElse", "second", () -> Transaction.orElse(() -> 1, null)),
        refused("send", "action", () -> agent.send(null)),
        refused("sendOff", "action", () -> agent.sendOff(null)),
        refused("sendVia", "executor", () -> agent.sendVia(null, n -> n)),
        refused("trySend", "action", () -> agent.trySend(null)),
        refused("trySendOff", "action", () -> agent.trySendOff(null)),
        refused("trySendVia", "executor", () -> agent.trySendVia(null, n -> n)),
        refused("submit", "action", () -> agent.submit(null)),
        refused("submitOff", "action", () -> agent.submitOff(null)),
        refused("submitVia", "executor", () -> agent.submitVia(null, n -> n)),
        refused("setErrorMode", "mode", () -> agent.setErrorMode(null)),
        refused("awaitFor", "timeout", () -> Agent.awaitFor(null, agent)),
        refused("error mode", "mode", () -> Agent.builder(1).errorMode(null)),
        refused("error handler", "handler", () -> Agent.builder(1).errorHandler(null)),
        refused("overflow", "overflow", () -> Agent.builder(1).overflow(null)),
        refused("send timeout", "timeout", () -> Agent.builder(1).sendTimeout(null)),
        refused("runtime of an agent", "runtime", () -> Agent.builder(1).runtime(null)),
        refused("fail", "failure", () -> new Promise<>().fail(null)),
        refused("timed deref", "timeout", () -> new Promise<>().deref(null, 1)),
        refused("future", "body", () -> Futures.future(null)),
        refused("all", "bodies", () -> Futures.all(null)),
        refused("map", "items", () -> Futures.map(null, n -> n)),
        refused("map", "function", () -> Futures.map(List.of(1), null)),
        refused("close", "timeout", () -> DosyncRuntime.shared().close(null)),
        refused("name of a runtime", "name", () -> DosyncRuntime.builder().name(null)),
        refused("send executor", "executor", () -> DosyncRuntime.builder().sendExecutor(null)),
        refused("executor", "executor", () -> DosyncRuntime.builder().sendOffExecutor(null)),
        refused("context", "capture", () -> DosyncRuntime.builder().context(null)),
        refused("close timeout", "timeout", () -> DosyncRuntime.builder().closeTimeout(null)),
        refused("clock", "clock", () -> DosyncRuntime.builder().clock(null)),
        refused("scheduler", "runtime", () -> Scheduler.on(null)),
        refused("every", "period", () -> scheduler.every(null, () -> {})),
        refused("every", "task", () -> scheduler.every(Duration.ofDays(1), null)),
        refused("every", "options", () -> scheduler.every(Duration.ofDays(1), () -> {}, null)),
        refused("interspaced", "delay", () -> scheduler.interspaced(null, () -> {})),
        refused("atEach", "times", () -> scheduler.atEach(null, () -> {}, Scheduler.options())),
        refused("atEach", "time", () -> scheduler.atEach(m -> null, () -> {}, Scheduler.options())),
        refused("atEach", "task", () -> scheduler.atEach(NEVER, null, Scheduler.options())),
        refused("atEach", "options", () -> scheduler.atEach(NEVER, () -> {}, null)),
        refused("interspaced", "task", () -> scheduler.interspaced(Duration.ofDays(1), null)),
        refused("at", "moment", () -> scheduler.at(null, () -> {})),
        refused("at", "task", () -> scheduler.at(Instant.EPOCH, null)),
        refused("at", "options", () -> scheduler.at(Instant.EPOCH, () -> {}, null)),
        refused("after", "delay", () -> scheduler.after(null, () -> {})),
        refused("after", "task", () -> scheduler.after(Duration.ZERO, null)),
        refused("after", "options", () -> scheduler.after(Duration.ZERO, () -> {}, null)),
        refused("close of a scheduler", "timeout", () -> scheduler.close(null)),
        refused("stopAndReset", "strategy", () -> scheduler.stopAndReset(null)),
        refused("description", "description", () -> Scheduler.options().description(null)),
        refused("initial delay", "delay", () -> Scheduler.options().initialDelay(null)),
        refused("error handler", "handler", () -> Scheduler.options().errorHandler(null)),
        refused("overlap", "overlap", () -> Scheduler.options().overlap(null)),
        refused("missed", "missed", () -> Scheduler.options().missed(null)));
  }

  private static Arguments refused(String what, String argument, ThrowingCallable call) {
    return Arguments.of(what, argument, call);
  }

  private static void in(Runnable body) {
    Transaction.dosync(body::run);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("nullArguments")
  void nullArgumentIsNamed(String what, String argument, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(argument);
  }
}
