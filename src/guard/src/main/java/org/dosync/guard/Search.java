package org.dosync.guard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.Opcodes;
import org.dosync.Effect;
import org.dosync.Policy;
import org.jspecify.annotations.Nullable;

/** Follows the calls of one transaction, the near ones first, to all effects that it may have. */
final class Search {

  /**
   * A method that may run.
   *
   * @param caller that calls it, in a line; null for the transaction
   * @param safe whether the guard would not throw in it: see {@link Frames}
   */
  private record Step(ScannedMethod method, @Nullable Step caller, int line, boolean safe) {}

  private final Application application;
  private final KnownEffects effects;
  private final Contract contract;
  private final Settings settings;
  private final String title;
  private final Deque<Step> open = new ArrayDeque<>();
  private final Set<ScannedMethod> seen = new HashSet<>();
  private final Set<ScannedMethod> seenWhereSafe = new HashSet<>();
  private final Set<Handed> followed = new HashSet<>();
  private final Set<Handed> followedWhereSafe = new HashSet<>();
  private final Map<String, Scan.Finding> findings = new LinkedHashMap<>();

  Search(
      Application application,
      KnownEffects effects,
      Contract contract,
      Settings settings,
      String title) {
    this.application = application;
    this.effects = effects;
    this.contract = contract;
    this.settings = settings;
    this.title = title;
  }

  /** From a method that is a transaction. */
  Search from(ScannedMethod transaction) {
    open(new Step(transaction, null, 0, false));
    return run();
  }

  /** From a function that a method makes, and a transaction runs. */
  Search from(ScannedMethod maker, Handed function) {
    follow(new Step(maker, null, 0, false), function);
    return run();
  }

  List<Scan.Finding> findings() {
    return List.copyOf(findings.values());
  }

  Set<ScannedMethod> seen() {
    return seen;
  }

  private Search run() {
    while (!open.isEmpty()) {
      Step step = open.remove();
      step.method().calls().forEach(call -> follow(step, call, call.line()));
      for (Handed function : step.method().handed()) {
        if (!application.isOwn(function.type) && mayRun(function)) {
          follow(step, function);
        }
      }
    }
    return this;
  }

  /** What has been looked at where it is safe may do more where it is not. */
  private void open(Step step) {
    if (!seen.contains(step.method()) && (step.safe() ? seenWhereSafe : seen).add(step.method())) {
      open.add(step);
    }
  }

  // ---- calls

  private void follow(Step step, Call call, int line) {
    if (call.startsClass()) {
      start(step, call);
    }
    if (call.kind() != Call.Kind.FIELD) {
      List<ScannedMethod> targets = application.targets(call);
      targets.forEach(target -> enter(step, target, line));
      application.lambdas(call).forEach(lambda -> followBody(step, lambda, line));
      if (application.isOfLibrary(call)) {
        leave(step, call, line);
      }
    }
  }

  /** A class starts once, and a retry does not repeat it: as the guard, only writes are told of. */
  private void start(Step step, Call call) {
    for (ScannedMethod initialiser : application.initialisers(call.owner())) {
      if (initialiser.owner() != step.method().owner()) {
        open(new Step(initialiser, step, call.line(), true));
      }
    }
  }

  private void enter(Step step, ScannedMethod target, int line) {
    String type = target.owner().type();
    if (isForbidden(target)) {
      note(step, Effect.CUSTOM, type + "." + target.name(), line);
    } else if (isFollowed(target)) {
      open(new Step(target, step, line, step.safe() || loadsClass(target)));
    }
  }

  private boolean loadsClass(ScannedMethod target) {
    return target.name().equals(Frames.LOADING)
        && application.withAncestors(target.owner().name()).contains("java/lang/ClassLoader");
  }

  private boolean isForbidden(ScannedMethod target) {
    String policy = contract.sideEffect(target);
    return policy == null
        ? effects.isForbidden(target)
        : policy.isEmpty() || policy.equals(Policy.FORBID.name());
  }

  private boolean isFollowed(ScannedMethod target) {
    return contract.sideEffect(target) == null
        && !contract.isOutside(target)
        && !settings.isAllowedInside(target.owner().type(), target.name());
  }

  private void leave(Step step, Call call, int line) {
    Effect effect = effects.of(call);
    if (effect != null) {
      note(step, effect, operation(call), line);
    }
  }

  private static String operation(Call call) {
    String type = call.owner().replace('/', '.');
    return call.name().equals("<init>") ? "new " + type : type + "." + call.name();
  }

  // ---- functions

  /** Whether it may run in the transaction: not if all who get it run it elsewhere, or later. */
  private boolean mayRun(Handed function) {
    return mayRun(function, new HashSet<>());
  }

  private boolean mayRun(Handed function, Set<Object> asked) {
    return asked.add(function)
        && (function.isElsewhere()
            || function.takers().stream().anyMatch(taker -> mayRun(taker, asked))
            || function.holders().stream().anyMatch(holder -> mayRun(holder, asked)));
  }

  private boolean mayRun(Handed.Argument argument, Set<Object> asked) {
    Call taker = argument.call();
    if (Contract.isCore(taker.owner())) {
      return Contract.runs(taker);
    }
    return asked.add(argument)
        && !effects.isHandOver(taker)
        && (application.isOfLibrary(taker) || mayRunInside(argument, asked));
  }

  /** Nobody knows what an interface does that is implemented elsewhere. */
  private boolean mayRunInside(Handed.Argument argument, Set<Object> asked) {
    List<ScannedMethod> targets = application.targets(argument.call());
    List<Handed> lambdas = application.lambdas(argument.call());
    return (targets.isEmpty() && lambdas.isEmpty())
        || targets.stream()
            .map(target -> target.parameters().get(argument.index()))
            .anyMatch(parameter -> parameter == null || mayRun(parameter, asked))
        || lambdas.stream()
            .anyMatch(lambda -> lambda.body == null || mayRun(argument.in(lambda.body), asked));
  }

  private void follow(Step step, Handed function) {
    ScannedClass anonymous = application.find(function.type);
    if (function.body != null) {
      followBody(step, function, function.line);
    } else if (anonymous != null) {
      for (ScannedMethod method : anonymous.methods()) {
        if (method.isBusinessMethod()) {
          enter(step, method, function.line);
        }
      }
    }
  }

  /** Once: a reference to a method of an interface may lead to itself. */
  private void followBody(Step step, Handed lambda, int line) {
    if (lambda.body != null
        && !followed.contains(lambda)
        && (step.safe() ? followedWhereSafe : followed).add(lambda)) {
      follow(step, lambda.body, line);
    }
  }

  // ---- what is found

  private void note(Step step, Effect effect, String operation, int line) {
    if (!step.safe() || Judge.isWrite(effect)) {
      findings.computeIfAbsent(
          effect + operation,
          any -> new Scan.Finding(effect.name(), operation, title, path(step, line)));
    }
  }

  private static List<String> path(Step last, int line) {
    List<String> path = new ArrayList<>();
    int at = line;
    for (Step step = last; step != null; step = step.caller()) {
      if (!step.method().has(Opcodes.ACC_BRIDGE) && !step.method().isWoven()) {
        path.add(step.method().at(at));
      }
      at = step.line();
    }
    return path;
  }
}
