package org.dosync.guard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Dosync's annotations, and calls of Dosync itself, say about the code of an application. */
final class Contract {

  private static final String CORE = "org/dosync/";

  /** What is handed to these runs in a transaction, or may run again; to others of core, not. */
  private static final List<Set<String>> RUNNING =
      List.of(
          Set.of("org/dosync/Transaction.dosync", "org/dosync/TransactionOptions.dosync"),
          Set.of(
              "org/dosync/Transaction.orElse",
              "org/dosync/Ref.alter",
              "org/dosync/Ref.commute",
              "org/dosync/Ref.setValidator",
              "org/dosync/Ref$Builder.validator",
              "org/dosync/LongRef.alter",
              "org/dosync/LongRef.commute",
              "org/dosync/LongRef.setValidator",
              "org/dosync/LongRef$Builder.validator",
              "org/dosync/Reference.setValidator",
              "org/dosync/Reference$Builder.validator",
              "org/dosync/TransactionalRef.setValidator",
              "org/dosync/Atom.swap",
              "org/dosync/Atom.swapVals",
              "org/dosync/Atom.setValidator",
              "org/dosync/Atom$Builder.validator",
              "org/dosync/Agent.alterMeta",
              "org/dosync/Atom.alterMeta",
              "org/dosync/LongRef.alterMeta",
              "org/dosync/Ref.alterMeta",
              "org/dosync/Reference.alterMeta",
              "org/dosync/TransactionalRef.alterMeta"));

  /** What is handed to these is for another thread, though it runs only when that is started. */
  private static final Set<String> THREADS =
      Set.of(
          "java/lang/Thread.<init>",
          "java/util/concurrent/FutureTask.<init>",
          "java/util/Timer.schedule",
          "java/util/Timer.scheduleAtFixedRate");

  /** With these the method is in no transaction. */
  private static final Set<String> OUTSIDE = Set.of("NOT_SUPPORTED", "NEVER");

  /** What a container calls past all interceptors: what is said of the class is not of these. */
  private static final Set<String> CALLED_BY_CONTAINER =
      Set.of(
          "jakarta/annotation/PostConstruct",
          "jakarta/annotation/PreDestroy",
          "jakarta/inject/Inject",
          "jakarta/interceptor/AroundConstruct",
          "jakarta/interceptor/AroundInvoke");

  private final Application application;

  Contract(Application application) {
    this.application = application;
  }

  // ---- annotations

  /** The methods that an annotation makes transactions, each once. */
  Collection<ScannedMethod> transactions(ScannedClass type) {
    List<ScannedMethod> found = new ArrayList<>();
    for (ScannedMethod method : type.methods()) {
      if (isTransaction(method)) {
        found.add(method);
      }
    }
    String ofClass = ofClass(type, Markings.DOSYNC);
    if (ofClass != null && !OUTSIDE.contains(ofClass)) {
      inherited(type).stream().filter(method -> ownOrNull(method) == null).forEach(found::add);
    }
    return found;
  }

  private static @Nullable String ownOrNull(ScannedMethod method) {
    return method.markings().memberOf(Markings.DOSYNC);
  }

  /** What its superclasses have, and interfaces by default; its own are looked at with it. */
  private List<ScannedMethod> inherited(ScannedClass type) {
    List<ScannedMethod> methods = new ArrayList<>();
    for (String ancestor : application.withAncestors(type.name())) {
      ScannedClass parent = application.find(ancestor);
      if (parent != null && parent != type) {
        for (ScannedMethod method : parent.methods()) {
          if (isIntercepted(method)
              && application.declared(type.name(), method.name() + method.descriptor()) == method) {
            methods.add(method);
          }
        }
      }
    }
    return methods;
  }

  /** Whether what is said of a class is said of its method. */
  private static boolean isIntercepted(ScannedMethod method) {
    return method.isBusinessMethod()
        && Collections.disjoint(method.markings().types(), CALLED_BY_CONTAINER);
  }

  private boolean isTransaction(ScannedMethod method) {
    String propagation = of(method, Markings.DOSYNC);
    return propagation != null && !OUTSIDE.contains(propagation);
  }

  /** Whether what it does is in no transaction that calls it. */
  boolean isOutside(ScannedMethod method) {
    String propagation = of(method, Markings.DOSYNC);
    return (propagation != null && OUTSIDE.contains(propagation))
        || Markings.LATER.stream().anyMatch(type -> of(method, type) != null);
  }

  /** The policy of a side effect; empty if it is not written, null if it is not said to be one. */
  @Nullable String sideEffect(ScannedMethod method) {
    return of(method, Markings.SIDE_EFFECT);
  }

  /** On the method before on its class, and that before on a stereotype. */
  private @Nullable String of(ScannedMethod method, String type) {
    String member = method.markings().memberOf(type);
    if (member != null || !isIntercepted(method)) {
      return member;
    }
    return ofClass(method.owner(), type);
  }

  private @Nullable String ofClass(ScannedClass marked, String type) {
    ScannedClass next = marked;
    while (next != null) {
      String member = of(next.markings(), type, new HashSet<>());
      if (member != null) {
        return member;
      }
      next = application.superclass(next);
    }
    return null;
  }

  private @Nullable String of(Markings markings, String type, Set<String> seen) {
    String member = markings.memberOf(type);
    for (String stereotype : markings.types()) {
      ScannedClass annotation = application.find(stereotype);
      if (member == null && annotation != null && seen.add(stereotype)) {
        member = of(annotation.markings(), type, seen);
      }
    }
    return member;
  }

  // ---- calls of Dosync

  static boolean isCore(String type) {
    return type.startsWith(CORE) && type.indexOf('/', CORE.length()) < 0;
  }

  /** Whether what is handed to a call of core runs when it is not allowed an effect. */
  static boolean runs(Call call) {
    return rank(call) < RUNNING.size();
  }

  /** Bodies of transactions come first, then what runs in them. */
  static int rank(Call call) {
    int rank = 0;
    while (rank < RUNNING.size() && !RUNNING.get(rank).contains(place(call))) {
      rank++;
    }
    return rank;
  }

  static boolean isOfThread(Call call) {
    return THREADS.contains(place(call));
  }

  private static String place(Call call) {
    return call.owner() + "." + call.name();
  }
}
