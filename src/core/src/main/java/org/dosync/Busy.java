package org.dosync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Activities that have begun and not ended. To note one costs a compare-and-set on a list that
 * mostly belongs to the calling thread, and to strike it out one write to the note: the notes that
 * were struck out are taken off the lists now and then, by threads that add others.
 */
final class Busy {

  private static final VarHandle ACTIVITY;

  static {
    try {
      ACTIVITY = MethodHandles.lookup().findVarHandle(Note.class, "activity", Activity.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** How long a list gets before somebody looks for notes to take off. */
  private static final int SHORT = 64;

  /** A power of two. */
  private static final int LISTS =
      Integer.highestOneBit(8 * Runtime.getRuntime().availableProcessors());

  private final Notes[] lists = new Notes[LISTS];

  Busy() {
    for (int each = 0; each < LISTS; each++) {
      lists[each] = new Notes();
    }
  }

  /**
   * That an activity is under way, this time: for one {@link #add} at most. Nothing in it is
   * volatile, since the compare-and-set that adds it publishes it; to strike it out is.
   */
  static final class Note {

    /** Null once it has ended: for good, even if that came before the add. */
    private @Nullable Activity activity;

    private @Nullable Note next;

    /** About how many notes the list has from here on; exact unless it is shortened just now. */
    private int length;

    Note(Activity activity) {
      this.activity = activity;
    }

    void strikeOut() {
      ACTIVITY.setVolatile(this, null);
    }

    private @Nullable Activity activity() {
      return (Activity) ACTIVITY.getVolatile(this);
    }
  }

  /**
   * One list, the newest note first. Its head changes with each note that is added, and only so.
   */
  private static final class Notes extends AtomicReference<@Nullable Note> {

    private static final long serialVersionUID = 1;

    private final transient AtomicBoolean shortening = new AtomicBoolean();

    /** At which length somebody shortens the list. */
    private transient volatile int longest = SHORT;

    // a cache line's worth of nothing, so that the next list lies on another one
    long apart1;
    long apart2;
    long apart3;
    long apart4;
    long apart5;
    long apart6;
    long apart7;
    long apart8;

    Notes() {
      super(null);
    }

    void add(Note note) {
      Note head;
      do {
        head = get();
        note.next = head;
        note.length = head == null ? 1 : head.length + 1;
      } while (!compareAndSet(head, note));
      if (note.length > longest && shortening.compareAndSet(false, true)) {
        try { // if somebody is at it already, the next one who finds the list long will look again
          shorten(note);
        } finally {
          shortening.set(false);
        }
      }
    }

    /** Takes off all that is struck out behind a note. */
    private void shorten(Note from) {
      int left = 1;
      Note last = from;
      for (Note each = from.next; each != null; each = each.next) {
        if (each.activity() != null) {
          if (last.next != each) {
            last.next = each;
          }
          last = each;
          left++;
        }
      }
      last.next = null;
      from.length = left;
      longest = Math.max(SHORT, 2 * left);
    }
  }

  @SuppressWarnings("deprecation") // Thread.threadId() came with 19
  void add(Note note) {
    lists[(int) Thread.currentThread().getId() & (LISTS - 1)].add(note);
  }

  /** Those that are under way, each once, though an agent may have begun again already. */
  Collection<Activity> activities() {
    Set<Activity> found = new HashSet<>();
    for (Notes list : lists) {
      for (Note each = list.get(); each != null; each = each.next) {
        Activity activity = each.activity();
        if (activity != null) {
          found.add(activity);
        }
      }
    }
    return found;
  }

  /**
   * Whether at one moment nothing was under way. An activity may begin another and end while this
   * looks from list to list: so it looks until nobody has added anything meanwhile.
   */
  boolean isEmpty() {
    @Nullable Note[] heads = new @Nullable Note[LISTS];
    do {
      for (int each = 0; each < LISTS; each++) {
        heads[each] = lists[each].get();
      }
      if (!areStruckOut(heads)) {
        return false;
      }
    } while (haveGrown(heads));
    return true;
  }

  private static boolean areStruckOut(@Nullable Note[] heads) {
    for (Note head : heads) {
      for (Note each = head; each != null; each = each.next) {
        if (each.activity() != null) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean haveGrown(@Nullable Note[] heads) {
    for (int each = 0; each < LISTS; each++) {
      if (lists[each].get() != heads[each]) {
        return true;
      }
    }
    return false;
  }

  /** How many notes are kept, struck out or not. */
  int kept() {
    int count = 0;
    for (Notes list : lists) {
      for (Note each = list.get(); each != null; each = each.next) {
        count++;
      }
    }
    return count;
  }
}
