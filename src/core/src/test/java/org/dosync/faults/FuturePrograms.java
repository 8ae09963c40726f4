package org.dosync.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dosync.Futures;
import org.dosync.Gate;
import org.dosync.Promise;

/** Futures, alone and side by side. */
final class FuturePrograms {

  private FuturePrograms() {}

  static void addTo(Map<String, Program> all) {
    all.put("futures", FuturePrograms::futures);
    all.put("futures of the shared runtime", FuturePrograms::shared);
    all.put("futures that nobody asks", FuturePrograms::unread);
    all.put("a future that is cancelled", FuturePrograms::cancelled);
    all.put("callbacks of futures", FuturePrograms::callbacks);
  }

  private static Callable<Integer> body(Run run, Errand errand) {
    return () -> {
      run.begin(errand, Place.FUTURE);
      return 1;
    };
  }

  private static Callable<Integer> part(Run run, String name) {
    return () -> {
      run.at(Place.FUTURE, name);
      return 1;
    };
  }

  static Promise<?> start(Run run, String name) {
    return run.give(
            name, run.runtime(), errand -> errand.promised(run.runtime().future(body(run, errand))))
        .promise();
  }

  static Promise<?> startThree(Run run, String name) {
    return run.give(
            name,
            run.runtime(),
            errand ->
                errand.promised(
                    run.runtime()
                        .all(
                            List.of(
                                part(run, "first of " + name),
                                part(run, "second of " + name),
                                body(run, errand))))) // the last: if it is refused, it does not run
        .promise();
  }

  /** In a transaction. */
  static void startInto(Run run, Given given) {
    given.give(
        "future of a transaction",
        run.runtime(),
        errand -> errand.promised(run.runtime().future(body(run, errand))));
    given.give(
        "futures of a transaction",
        run.runtime(),
        errand ->
            errand.promised(
                run.runtime().all(List.of(part(run, "first held"), body(run, errand)))));
  }

  private static void futures(Run run) {
    List<Promise<?>> promises = new ArrayList<>();
    run.step("one", () -> promises.add(start(run, "one")));
    run.step("three", () -> promises.add(startThree(run, "three")));
    run.step("map", () -> promises.add(run.runtime().map(List.of(1, 2), n -> item(run, n))));
    promises.forEach(promise -> ask(run, promise));
    run.step("another", () -> ask(run, start(run, "another")));
  }

  private static void shared(Run run) {
    run.step("one", () -> ask(run, Futures.future(part(run, "shared"))));
    run.step(
        "two", () -> ask(run, Futures.all(List.of(part(run, "shared 1"), part(run, "shared 2")))));
    run.step("map", () -> ask(run, Futures.map(List.of(1), n -> item(run, n))));
  }

  private static int item(Run run, int n) {
    run.at(Place.FUTURE, "of item " + n);
    return n;
  }

  private static void ask(Run run, Promise<?> promise) {
    run.step("deref", () -> promise.deref());
  }

  /** Their failures are told at the close. */
  private static void unread(Run run) {
    List<Promise<?>> kept = new ArrayList<>();
    run.step("one", () -> kept.add(start(run, "one")));
    run.step("three", () -> kept.add(startThree(run, "three")));
    run.atLast(kept::clear);
  }

  private static void cancelled(Run run) {
    Gate gate = new Gate();
    Promise<Integer> promise =
        run.runtime()
            .future(
                () -> {
                  try {
                    gate.pass();
                  } catch (AssertionError interrupted) {
                    run.at(Place.CANCELLED_FUTURE, "goes on");
                  }
                  return 1;
                });
    gate.awaitArrival();
    run.check(promise.cancel(true), "cancelled");
    run.step("next", () -> ask(run, start(run, "next")));
  }

  private static void callbacks(Run run) {
    run.step(
        "callbacks",
        () -> {
          Promise<?> promise = start(run, "future");
          Promise<?> follower =
              (Promise<?>)
                  promise.thenApplyAsync(
                      value -> {
                        run.at(Place.CALLBACK, "thenApplyAsync");
                        return value;
                      });
          Promise<?> last =
              (Promise<?>)
                  follower.whenComplete((value, thrown) -> run.at(Place.CALLBACK, "whenComplete"));
          ask(run, last);
        });
  }
}
