package org.dosync.guard;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dosync.Effect;
import org.dosync.Policy;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of an effect that a guarded method is about to have in a transaction. */
final class Judge
    implements BiFunction<Object, String[], @Nullable BiConsumer<PrintStream, String>> {

  private final Settings settings;

  /** How often each effect was met, and where. */
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  Judge(Settings settings) {
    this.settings = settings;
  }

  /**
   * Takes a handler, see org.dosync.SideEffects, and the effect and the method, and a third text if
   * the effect can be deferred. Then the answer may be what is to be given the text.
   */
  @Override
  @SuppressWarnings("unchecked")
  public @Nullable BiConsumer<PrintStream, String> apply(Object handler, String[] hit) {
    Effect effect = Effect.valueOf(hit[0]);
    Policy policy = settings.policy(effect);
    if (policy != Policy.ALLOW && !isOfAClassLoader(effect, hit, handler)) {
      BiConsumer<String, String> told =
          ((Function<String, BiConsumer<String, String>>) handler).apply(hit[0]);
      if (told != null) {
        return judge(effect, policy, hit, handler, told);
      }
    }
    return null;
  }

  /** Between a class loader's seek and its read in a jar, not even the handler may be asked. */
  private boolean isOfAClassLoader(Effect effect, String[] hit, Object handler) {
    return effect == Effect.FILE_READ && look(hit, handler).isSafe();
  }

  private Frames look(String[] hit, Object handler) {
    return Frames.look(settings, handler.getClass(), hit[1]);
  }

  private @Nullable BiConsumer<PrintStream, String> judge(
      Effect effect, Policy policy, String[] hit, Object handler, BiConsumer<String, String> told) {
    Frames frames = look(hit, handler);
    if (isAPartOf(effect, frames)) {
      return null;
    }
    boolean first = count(effect, frames.callSite());
    Later later = policy == Policy.DEFER && hit.length > 2 ? later(told) : null;
    if (policy == Policy.FORBID && !frames.isSafe()) {
      told.accept(policy.name(), hit[1]);
    } else if (first && later == null) {
      told.accept(Policy.WARN.name(), hit[1]);
    }
    return later;
  }

  /** Null if there is no such way. */
  @SuppressWarnings("unchecked")
  private static @Nullable Later later(BiConsumer<String, String> told) {
    Object held = told instanceof Supplier<?> supplier ? supplier.get() : null;
    return held == null ? null : new Later((Consumer<Runnable>) held);
  }

  /** Whether it need not be told: it is a part of something that may happen. */
  private static boolean isAPartOf(Effect effect, Frames frames) {
    return frames.isAllowed()
        || (frames.isLogging() && effect != Effect.LOGGING)
        || (frames.isSafe() && !isWrite(effect));
  }

  /** What is worth a word even where it is not safe to throw. */
  static boolean isWrite(Effect effect) {
    return switch (effect) {
      case FILE_WRITE, NETWORK, HTTP, JDBC, JMS, PROCESS, EXIT, CUSTOM -> true;
      case FILE_READ, CONSOLE, LOGGING, THREAD, BLOCKING -> false;
    };
  }

  /** Whether it is the first of its kind there, and not one too many. */
  private boolean count(Effect effect, String callSite) {
    String place = effect + " " + callSite;
    LongAdder count = counts.get(place);
    boolean first = count == null && counts.size() < settings.warnLimit();
    if (first) {
      LongAdder fresh = new LongAdder();
      count = counts.putIfAbsent(place, fresh);
      first = count == null;
      count = first ? fresh : count;
    }
    if (count != null) {
      count.increment();
    }
    return first;
  }

  Map<String, Long> counts() {
    Map<String, Long> told = new TreeMap<>();
    counts.forEach((place, count) -> told.put(place, count.sum()));
    return told;
  }
}
