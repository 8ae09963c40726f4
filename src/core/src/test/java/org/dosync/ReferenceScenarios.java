package org.dosync;

import static org.dosync.Scenario.differs;
import static org.dosync.Scenario.outcome;
import static org.dosync.Scenario.same;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/** Stories that are told of atoms and refs alike: validators, watches, meta data. */
final class ReferenceScenarios {

  private static final String REFUSED = "IllegalStateException: Invalid reference state";
  private static final String FAILED = "RuntimeException: from a watch";

  /** How to make and change one kind of reference. */
  private record Setting(String kind, Function<Model, Model.Identity> make, Stage change) {}

  @FunctionalInterface
  private interface Stage {
    Object change(Model model, Model.Identity reference, Object value);
  }

  @FunctionalInterface
  private interface Play {
    String in(Model model, Model.Identity reference, Setting setting) throws Throwable;
  }

  private static final List<Setting> SETTINGS =
      List.of(
          new Setting(
              "atom", model -> model.atom(1), (model, it, v) -> ((Model.AnAtom) it).reset(v)),
          new Setting(
              "ref",
              model -> model.ref(1),
              (model, it, v) -> model.dosync(() -> ((Model.ARef) it).set(v))));

  private ReferenceScenarios() {}

  static List<Scenario> all() {
    return SETTINGS.stream().flatMap(ReferenceScenarios::of).toList();
  }

  private static Stream<Scenario> of(Setting setting) {
    return Stream.of(
        same("refused, " + setting.kind, REFUSED + ", 1", in(setting, ReferenceScenarios::refused)),
        same(
            "validator throws, " + setting.kind,
            "ArithmeticException: mine, Error: mine, " + REFUSED + " because mine",
            in(setting, ReferenceScenarios::validatorThrows)),
        same(
            "set-validator on a wrong value, " + setting.kind,
            REFUSED + ", true " + REFUSED,
            in(setting, ReferenceScenarios::setValidator)),
        same(
            "validator removed, " + setting.kind,
            "10 false",
            in(setting, ReferenceScenarios::validatorRemoved)),
        same(
            "watches told, " + setting.kind,
            "[b, k 1-2, k 2-2, k 3-4]",
            in(setting, ReferenceScenarios::watches)),
        same(
            "transaction in a watch, " + setting.kind,
            "2 2",
            in(setting, ReferenceScenarios::transactionInWatch)),
        same(
            "what an aborted transaction leaves, " + setting.kind,
            "[w] {a=1} " + REFUSED,
            in(setting, ReferenceScenarios::leftByAbort)),
        same(
            "meta data, " + setting.kind,
            "{} {a=1} {a=1, b=2}",
            in(setting, ReferenceScenarios::meta)),
        differs(
            Deviation.WATCH_THROWS,
            "watch throws, " + setting.kind,
            FAILED + ", 2, told 0 of 7, reported 0",
            "2, 2, told 7 of 7, reported 1",
            in(setting, ReferenceScenarios::watchThrows)),
        differs(
            Deviation.WATCH_ORDER,
            "order of watches, " + setting.kind,
            "another order",
            "in the order they were added",
            in(setting, ReferenceScenarios::watchOrder)),
        differs(
            Deviation.ALTER_META,
            "alter-meta that is overtaken, " + setting.kind,
            "1 run, {mine=1}",
            "2 runs, {mine=1, other=1}",
            in(setting, ReferenceScenarios::overtakenAlterMeta)),
        differs(
            Deviation.META_VALUES,
            "null in meta data, " + setting.kind,
            "{a=null}",
            "NullPointerException",
            in(setting, ReferenceScenarios::nullInMeta)));
  }

  private static Scenario.Story in(Setting setting, Play play) {
    return model -> play.in(model, setting.make.apply(model), setting);
  }

  private static String refused(Model model, Model.Identity reference, Setting setting) {
    reference.setValidator(n -> (Integer) n < 10);
    return outcome(() -> setting.change.change(model, reference, 10)) + ", " + reference.deref();
  }

  private static String validatorThrows(Model model, Model.Identity reference, Setting setting) {
    List<String> outcomes = new ArrayList<>();
    for (Throwable thrown :
        List.of(new ArithmeticException("mine"), new Error("mine"), new Exception("mine"))) {
      reference.setValidator(
          n -> {
            if (n.equals(10)) {
              throw Sneaky.rethrow(thrown);
            }
            return true;
          });
      try {
        setting.change.change(model, reference, 10);
      } catch (Throwable seen) {
        String cause = seen.getCause() == thrown ? " because " + thrown.getMessage() : "";
        outcomes.add(Scenario.text(seen) + cause);
      }
    }
    return String.join(", ", outcomes);
  }

  private static String setValidator(Model model, Model.Identity reference, Setting setting) {
    reference.setValidator(n -> (Integer) n < 10);
    String refused =
        outcome(
            () -> {
              reference.setValidator(n -> (Integer) n > 10);
              return "accepted";
            });
    return refused
        + ", "
        + reference.hasValidator()
        + " "
        + outcome(() -> setting.change.change(model, reference, 20));
  }

  private static String validatorRemoved(Model model, Model.Identity reference, Setting setting) {
    reference.setValidator(n -> (Integer) n < 10);
    reference.setValidator(null);
    return setting.change.change(model, reference, 10) + " " + reference.hasValidator();
  }

  private static String watches(Model model, Model.Identity reference, Setting setting) {
    List<String> told = new ArrayList<>();
    reference.addWatch("k", (key, from, to) -> told.add("replaced"));
    reference.addWatch("k", (key, from, to) -> told.add(key + " " + from + "-" + to));
    setting.change.change(model, reference, 2);
    setting.change.change(model, reference, 2);
    reference.removeWatch("k");
    reference.removeWatch("never there");
    setting.change.change(model, reference, 3);
    reference.addWatch("k", (key, from, to) -> told.add(key + " " + from + "-" + to));
    reference.addWatch("b", (key, from, to) -> told.add("b"));
    setting.change.change(model, reference, 4);
    Collections.sort(told);
    return told.toString();
  }

  private static String transactionInWatch(Model model, Model.Identity reference, Setting setting) {
    Model.ARef copy = model.ref(0);
    reference.addWatch("w", (key, from, to) -> model.dosync(() -> copy.set(to)));
    setting.change.change(model, reference, 2);
    return reference.deref() + " " + copy.deref();
  }

  private static String leftByAbort(Model model, Model.Identity reference, Setting setting) {
    List<Object> told = new ArrayList<>();
    outcome(
        () ->
            model.dosync(
                () -> {
                  reference.addWatch("w", (key, from, to) -> told.add(key));
                  reference.resetMeta(Map.of("a", 1));
                  reference.setValidator(n -> (Integer) n < 10);
                  throw new Exception("abort");
                }));
    setting.change.change(model, reference, 2);
    String refused = outcome(() -> setting.change.change(model, reference, 10));
    return told + " " + reference.meta() + " " + refused;
  }

  private static String meta(Model model, Model.Identity reference, Setting setting) {
    Map<Object, Object> first = reference.meta();
    reference.resetMeta(Map.of("a", 1));
    Map<Object, Object> second = reference.meta();
    reference.alterMeta(() -> {}, "b", 2);
    return first + " " + second + " " + reference.meta();
  }

  /** The first watch throws; in Clojure it stands for whichever comes first. */
  private static String watchThrows(Model model, Model.Identity reference, Setting setting) {
    AtomicInteger told = new AtomicInteger();
    AtomicInteger runs = new AtomicInteger();
    for (int i = 0; i < 8; i++) {
      reference.addWatch(
          "w" + i,
          (key, from, to) -> {
            if (runs.incrementAndGet() == 1) {
              throw new RuntimeException("from a watch");
            }
            told.incrementAndGet();
          });
    }
    try (CaughtFailures failures = new CaughtFailures()) {
      return outcome(() -> setting.change.change(model, reference, 2))
          + ", "
          + reference.deref()
          + ", told "
          + told
          + " of 7, reported "
          + failures.all().size();
    }
  }

  private static String watchOrder(Model model, Model.Identity reference, Setting setting) {
    List<Object> keys = List.of("the", "quick", "brown", "fox", "jumps", "over", "lazy", "dogs");
    List<Object> told = new ArrayList<>();
    keys.forEach(each -> reference.addWatch(each, (key, from, to) -> told.add(key)));
    setting.change.change(model, reference, 2);
    return told.equals(keys)
        ? "in the order they were added"
        : told.containsAll(keys) ? "another order" : "not all told";
  }

  private static String overtakenAlterMeta(Model model, Model.Identity reference, Setting setting) {
    reference.resetMeta(Map.of());
    AtomicInteger runs = new AtomicInteger();
    reference.alterMeta(
        () -> {
          if (runs.incrementAndGet() == 1) {
            reference.resetMeta(Map.of("other", 1));
          }
        },
        "mine",
        1);
    return runs + (runs.get() == 1 ? " run, " : " runs, ") + new TreeMap<>(reference.meta());
  }

  private static String nullInMeta(Model model, Model.Identity reference, Setting setting) {
    try {
      reference.resetMeta(Collections.singletonMap("a", null));
      return reference.meta().toString();
    } catch (NullPointerException refused) {
      return "NullPointerException";
    }
  }
}
