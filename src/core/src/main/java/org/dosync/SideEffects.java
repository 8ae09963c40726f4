package org.dosync;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.dosync.testing.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a side effect in a transaction, and how the Java agent of dosync-guard tells of
 * those it sees. The agent puts a class into the JDK, which is looked for once. As long as a
 * transaction runs, that class holds our handler for its thread, and only for that: two
 * applications in one JVM, each with a Dosync of its own, hear of their own transactions alone.
 */
final class SideEffects {

  /** Only types of the JDK pass between it and us; dosync-guard has the other side of this. */
  static final String WATCHER = "java.lang.DosyncGuard";

  /**
   * Asked with the name of an effect that has been met on this thread. Answers null if it may
   * happen; else what takes FORBID or WARN, and the name of the method, and throws or returns. That
   * is a Supplier too, of what defers the effect.
   */
  private static final Function<String, @Nullable BiConsumer<String, String>> HANDLER =
      SideEffects::judge;

  /**
   * Whether the agent was there before the first transaction; a constant, so that transactions pay
   * nothing if it was not.
   */
  private static final boolean WATCHED = isThere();

  /** The way to the agent's class, from the first transaction that is watched. */
  private static final class Watcher {

    static final boolean IS_THERE = isThere();
    static final @Nullable MethodHandle ENTER = findEnter();
    static final @Nullable MethodHandle EXIT = findExit();

    static {
      warmUp();
    }
  }

  private SideEffects() {}

  /** One of another version, with which we can't talk, is none; nor is one that has failed. */
  private static boolean isThere() {
    MethodHandle isInstalled = find("isInstalled", MethodType.methodType(boolean.class));
    try {
      return isInstalled != null
          && (boolean) isInstalled.invokeExact()
          && findEnter() != null
          && findExit() != null;
    } catch (Throwable thrown) {
      throw Unchecked.rethrow(thrown);
    }
  }

  private static @Nullable MethodHandle findEnter() {
    return find("enter", MethodType.methodType(Function.class, Function.class));
  }

  private static @Nullable MethodHandle findExit() {
    return find("exit", MethodType.methodType(void.class, Function.class));
  }

  private static @Nullable MethodHandle find(String method, MethodType type) {
    try {
      return MethodHandles.publicLookup()
          .findStatic(Class.forName(WATCHER, false, null), method, type);
    } catch (ReflectiveOperationException noAgent) {
      return null;
    }
  }

  /** A test may bring the agent later; or have looked for one that is not there. */
  static boolean isWatched() {
    return WATCHED || (Observation.isGuarded() && Watcher.IS_THERE);
  }

  /**
   * The first effect must not have to load a class: it may be met in the middle of a read of the
   * very jar that the class is in.
   */
  private static void warmUp() {
    Effect effect = effect(Effect.CUSTOM.name());
    new Trespass(effect, Attempt.begin(Current.slot(), TransactionOptions.DEFAULT, null))
        .violation("warm-up");
    Recorder.warmUp();
  }

  // ---- the watched part of a thread's life

  /** Returns what {@link #exit} must be given: the handler of a transaction around this one. */
  static @Nullable Object enter() {
    try {
      return Watcher.ENTER == null
          ? null
          : (Function<?, ?>) Watcher.ENTER.invokeExact((Function<?, ?>) HANDLER);
    } catch (Throwable thrown) {
      throw Unchecked.rethrow(thrown);
    }
  }

  static void exit(@Nullable Object before) {
    try {
      if (Watcher.EXIT != null) {
        Watcher.EXIT.invokeExact((Function<?, ?>) before);
      }
    } catch (Throwable thrown) {
      throw Unchecked.rethrow(thrown);
    }
  }

  // ---- allowances

  static <T extends @Nullable Object, X extends Throwable> T allow(
      Set<Effect> effects, Body<T, X> body) throws X {
    Current.Slot slot = Current.slot();
    Set<Effect> before = slot.allowed;
    slot.allowed = both(before, effects);
    try {
      return body.run();
    } finally {
      slot.allowed = before;
    }
  }

  private static Set<Effect> both(Set<Effect> before, Set<Effect> effects) {
    Set<Effect> all = EnumSet.noneOf(Effect.class);
    all.addAll(effects);
    all.addAll(before);
    return all;
  }

  /** The try that an effect would be a part of, unless it may be. */
  private static @Nullable Attempt trespassed(Effect effect) {
    Current.Slot slot = Current.slot();
    Attempt attempt = slot.attempt;
    return attempt == null || slot.allowed.contains(effect) ? null : attempt;
  }

  // ---- what becomes of an effect

  static void io(String message) {
    Attempt attempt = trespassed(Effect.CUSTOM);
    if (attempt != null) {
      throw new Trespass(Effect.CUSTOM, attempt).forbidden(message, message);
    }
  }

  private static @Nullable BiConsumer<String, String> judge(String name) {
    Effect effect = effect(name);
    Attempt attempt = trespassed(effect);
    return attempt == null ? null : new Trespass(effect, attempt);
  }

  /** An agent of a later version may know more kinds. */
  private static Effect effect(String name) {
    for (Effect effect : Effect.values()) {
      if (effect.name().equals(name)) {
        return effect;
      }
    }
    return Effect.CUSTOM;
  }
}
