package org.dosync.guard;

import java.io.FileDescriptor;
import java.io.PrintStream;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.NetworkChannel;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What guarded methods call. Never used under this name: {@link Installer} defines it as {@code
 * java.lang.DosyncGuard}, in the module of the JDK's own classes, where every class of every
 * application finds it. So it knows types of the JDK alone, and has no lambdas and no sums of
 * strings, which would need more classes.
 *
 * <p>An instance is the state of a thread while a transaction runs on it. It holds the handler of
 * the Dosync that runs the transaction, and is dropped at its end, so nothing of an application
 * stays.
 */
public final class InJdk {

  private static final int STRIPES = 64;

  /** One in so many ints is used: threads that share a cache line would slow each other down. */
  private static final int SPREAD = 16;

  /**
   * How many transactions run on the threads of each stripe. Most calls find none, and are done: no
   * thread gets a state, not even a {@code ThreadLocal}'s empty entry, for others' transactions.
   */
  private static final AtomicIntegerArray RUNNING = new AtomicIntegerArray(STRIPES * SPREAD);

  private static final ThreadLocal<InJdk> STATE = new ThreadLocal<>();

  private static volatile @Nullable
      BiFunction<Object, String[], @Nullable BiConsumer<PrintStream, String>>
      judge;

  private static volatile @Nullable Supplier<Map<String, Object>> status;

  private @Nullable Object handler;

  /** Where it is counted, which a thread with a {@code getId} of its own may not say twice. */
  private final int stripe = stripe();

  /** In how many guarded calls, or judgements, the thread is: what those do is a part of them. */
  private int inside;

  private InJdk() {}

  // ---- for the agent

  /**
   * Sets who decides.
   *
   * @param newJudge takes the handler, and the effect and the method, and a third text if what is
   *     printed can be kept; answers then what it is to be given to, or null
   * @param newStatus what {@link Guard#status()} tells; null while it is only tried, or has failed
   */
  public static void install(
      @Nullable BiFunction<Object, String[], @Nullable BiConsumer<PrintStream, String>> newJudge,
      @Nullable Supplier<Map<String, Object>> newStatus) {
    judge = newJudge;
    status = newStatus;
  }

  /**
   * What the agent has to tell.
   *
   * @return the parts of a {@link Guard.Status} by name
   */
  public static Map<String, Object> status() {
    Supplier<Map<String, Object>> told = status;
    return told == null ? Collections.emptyMap() : told.get();
  }

  // ---- for Dosync: see org.dosync.SideEffects

  /**
   * Whether anybody decides: a class stays, also if what it was for has failed.
   *
   * @return true from the end of the installation on
   */
  public static boolean isInstalled() {
    return status != null;
  }

  /**
   * A transaction begins on this thread.
   *
   * @param handler is asked about each effect
   * @return what {@link #exit} must be given
   */
  public static @Nullable Function<?, ?> enter(Function<?, ?> handler) {
    InJdk state = STATE.get();
    if (state == null) {
      state = new InJdk();
      STATE.set(state);
      RUNNING.getAndIncrement(state.stripe);
    }
    Object before = state.handler;
    state.handler = handler;
    return (Function<?, ?>) before;
  }

  /**
   * The transaction is over.
   *
   * @param before what {@link #enter} returned
   */
  public static void exit(@Nullable Function<?, ?> before) {
    InJdk state = STATE.get();
    if (state != null) {
      state.handler = before;
      if (before == null) {
        STATE.remove();
        RUNNING.getAndDecrement(state.stripe);
      }
    }
  }

  // ---- for guarded methods

  /**
   * Something with a side effect is about to happen.
   *
   * @param effect its kind
   * @param operation the method
   */
  public static void hit(String effect, String operation) {
    if (RUNNING.getPlain(stripe()) != 0) {
      InJdk state = STATE.get();
      if (state != null && state.inside == 0) {
        state.judge(new String[] {effect, operation});
      }
    }
  }

  /**
   * Something is about to happen, and whatever it does until {@link #end()} is a part of it.
   *
   * @param effect its kind
   * @param operation the method
   */
  public static void begin(String effect, String operation) {
    if (RUNNING.getPlain(stripe()) != 0) {
      InJdk state = STATE.get();
      if (state != null) {
        if (state.inside == 0) {
          state.judge(new String[] {effect, operation});
        }
        state.inside++;
      }
    }
  }

  /** Whatever is done until {@link #end()} is a part of something that need not be told. */
  public static void part() {
    if (RUNNING.getPlain(stripe()) != 0) {
      InJdk state = STATE.get();
      if (state != null) {
        state.inside++;
      }
    }
  }

  /** What began is over. */
  public static void end() {
    if (RUNNING.getPlain(stripe()) != 0) {
      InJdk state = STATE.get();
      if (state != null && state.inside > 0) {
        state.inside--;
      }
    }
  }

  /**
   * As {@link #begin}, if a stream is the console.
   *
   * @param stream any stream
   * @param effect its kind
   * @param operation the method
   */
  public static void beginConsole(PrintStream stream, String effect, String operation) {
    if (stream == System.out || stream == System.err) {
      begin(effect, operation);
    }
  }

  /**
   * Something is about to be printed, which could be done later.
   *
   * @param stream any stream
   * @param effect its kind
   * @param operation the method
   * @return what takes the stream and the text, or null if it is to be printed now
   */
  public static @Nullable BiConsumer<PrintStream, String> later(
      PrintStream stream, String effect, String operation) {
    boolean isConsole = stream == System.out || stream == System.err;
    InJdk state = isConsole && RUNNING.getPlain(stripe()) != 0 ? STATE.get() : null;
    return state == null || state.inside > 0
        ? null
        : state.judge(new String[] {effect, operation, "later"});
  }

  /**
   * As {@link #part()}, if a stream is the console.
   *
   * @param stream any stream
   */
  public static void partConsole(PrintStream stream) {
    if (stream == System.out || stream == System.err) {
      part();
    }
  }

  /**
   * What is appended.
   *
   * @param text or null
   * @param start the first character
   * @param end after the last
   * @return a part of the text
   */
  public static String text(@Nullable CharSequence text, int start, int end) {
    return String.valueOf((text == null ? "null" : text).subSequence(start, end));
  }

  /**
   * As {@link #end()}, if a stream is the console.
   *
   * @param stream the one that was given to {@link #beginConsole}
   */
  public static void endConsole(PrintStream stream) {
    if (stream == System.out || stream == System.err) {
      end();
    }
  }

  /**
   * As {@link #hit}; a write to the standard output is one to the console.
   *
   * @param file where it is written to
   * @param effect its kind
   * @param operation the method
   */
  public static void hitFile(FileDescriptor file, String effect, String operation) {
    boolean isConsole = file == FileDescriptor.out || file == FileDescriptor.err;
    hit(isConsole ? "CONSOLE" : effect, operation);
  }

  /**
   * As {@link #hit}, if a file is opened to be written, or deleted.
   *
   * @param options how it is opened
   * @param effect its kind
   * @param operation the method
   */
  public static void hitOptions(Set<?> options, String effect, String operation) {
    if (options.contains(StandardOpenOption.WRITE)
        || options.contains(StandardOpenOption.APPEND)
        || options.contains(StandardOpenOption.DELETE_ON_CLOSE)) {
      hit(effect, operation);
    }
  }

  /**
   * As {@link #hit}, if a {@code RandomAccessFile} is opened to be written.
   *
   * @param mode 1 for reading
   * @param effect its kind
   * @param operation the method
   */
  public static void hitMode(int mode, String effect, String operation) {
    if (mode != 1) {
      hit(effect, operation);
    }
  }

  /**
   * As {@link #hit}, if a file is mapped to be written: there is more than one such mode.
   *
   * @param mode how it is mapped
   * @param effect its kind
   * @param operation the method
   */
  public static void hitMap(FileChannel.MapMode mode, String effect, String operation) {
    if (mode != FileChannel.MapMode.READ_ONLY && mode != FileChannel.MapMode.PRIVATE) {
      hit(effect, operation);
    }
  }

  /**
   * As {@link #hit}, and what is done to the other channel: its methods may not be called.
   *
   * @param other what a file is transferred to, or from
   * @param effect what is done to the file
   * @param operation the method
   */
  public static void hitTransfer(Channel other, String effect, String operation) {
    hit(effect, operation);
    if (other instanceof NetworkChannel) {
      hit("NETWORK", operation);
    } else if (other instanceof FileChannel) {
      hit(effect.equals("FILE_READ") ? "FILE_WRITE" : "FILE_READ", operation);
    }
  }

  private @Nullable BiConsumer<PrintStream, String> judge(String[] hit) {
    BiFunction<Object, String[], @Nullable BiConsumer<PrintStream, String>> decides = judge;
    Object told = handler;
    if (decides == null || told == null) {
      return null;
    }
    inside++;
    try {
      return decides.apply(told, hit);
    } finally {
      inside--;
    }
  }

  /** From 19 on the installer makes it {@code threadId()}, which no class can override. */
  @SuppressWarnings("deprecation")
  private static int stripe() {
    return ((int) Thread.currentThread().getId() & (STRIPES - 1)) * SPREAD;
  }
}
