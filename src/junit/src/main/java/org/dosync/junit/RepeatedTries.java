package org.dosync.junit;

import java.util.List;
import org.dosync.Reference;
import org.dosync.testing.Tries;
import org.jspecify.annotations.Nullable;

/** Gives up the first tries of one transaction, and compares each with the next. */
final class RepeatedTries implements Tries {

  private final Rehearsal rehearsal;
  private final @Nullable String name;
  private final Object body;

  /** How many tries are still to be given up. */
  private int left;

  private @Nullable Snapshot before;
  private long began;

  /** The last try, if it was given up. */
  private @Nullable Ended givenUp;

  private long givenUpBegan;

  RepeatedTries(Rehearsal rehearsal, int retries, @Nullable String name, Object body) {
    this.rehearsal = rehearsal;
    this.left = retries;
    this.name = name;
    this.body = body;
  }

  @Override
  public void begins(long moment) {
    rehearsal.tries.add(name, 1);
    began = moment;
    rehearsal.look(this::lookAtBody);
  }

  private void lookAtBody() {
    if (before != null && givenUp != null) {
      Snapshot now = Snapshot.of(body);
      before.compare(now, this::found);
      before = now;
    } else if (left > 0) {
      before = Snapshot.of(body);
    }
  }

  @Override
  public Verdict ended(Ended ended) {
    Ended first = givenUp;
    if (first != null && givenUpBegan == ended.moment()) { // both have seen the same refs
      rehearsal.look(() -> compare(first, ended));
    }
    givenUp = null;
    if (left > 0) {
      left--;
      givenUp = ended;
      givenUpBegan = began;
      return Verdict.AGAIN;
    }
    return rehearsal.conflicts.take(name) ? Verdict.LOST : Verdict.COMMIT;
  }

  @Override
  public void committed() {
    rehearsal.commits.add(name, 1);
  }

  @Override
  public void aborted() {
    rehearsal.aborts.add(name, 1);
  }

  private void compare(Ended first, Ended next) {
    Likeness likeness = new Likeness(first, next);
    if (!likeness.isAlike(first.thrown(), next.thrown())) {
      found("outcome", "it " + outcome(first) + ", and in the next try " + outcome(next));
    } else if (!likeness.isAlike(first.result(), next.result())) {
      found(
          "result",
          "its result was "
              + Shown.text(first.result())
              + ", and in the next try "
              + Shown.text(next.result()));
    }
    compareWrites(likeness, first.writes(), next.writes());
    compareEffects(likeness, first.onCommit(), next.onCommit());
  }

  private static String outcome(Ended ended) {
    return ended.thrown() == null ? "came to its end" : "threw " + Shown.text(ended.thrown());
  }

  private void compareWrites(Likeness likeness, List<Write> first, List<Write> next) {
    if (first.size() != next.size()) {
      found("writes", "it changed " + refs(first) + ", and in the next try " + refs(next));
      return;
    }
    for (int i = 0; i < first.size(); i++) {
      compareWrites(likeness, first.get(i), next.get(i));
    }
  }

  private void compareWrites(Likeness likeness, Write first, Write next) {
    if (!Shown.ref(first.ref()).equals(Shown.ref(next.ref()))) {
      found(
          "writes",
          "it changed "
              + Shown.ref(first.ref())
              + ", and in the next try "
              + Shown.ref(next.ref()));
    } else if (!likeness.isSame(first.ref(), next.ref())) {
      found(
          "writes",
          "it changed " + Shown.ref(first.ref()) + ", and in the next try " + another(first.ref()));
    } else if (!likeness.isAlike(first.value(), next.value())) {
      found(
          Shown.ref(first.ref()),
          "it put "
              + Shown.text(first.value())
              + " into "
              + Shown.ref(first.ref())
              + ", and in the next try "
              + Shown.text(next.value()));
    }
  }

  private static String another(Reference<?> ref) {
    return ref.name() == null ? "another one" : "another ref of that name";
  }

  private static String refs(List<Write> writes) {
    return writes.size() == 1 ? "1 ref" : writes.size() + " refs";
  }

  private void compareEffects(Likeness likeness, List<Runnable> first, List<Runnable> next) {
    if (first.size() != next.size()) {
      found(
          "effects",
          "it held back " + effects(first) + " for the commit, and in the next try " + next.size());
      return;
    }
    for (int i = 0; i < first.size(); i++) {
      if (!likeness.isAlike(first.get(i), next.get(i))) {
        found(
            "effect " + i,
            "effect "
                + (i + 1)
                + " of "
                + first.size()
                + " that it held back for the commit"
                + " was another in the next try, or held other values");
      }
    }
  }

  private static String effects(List<Runnable> effects) {
    return effects.size() == 1 ? "1 effect" : effects.size() + " effects";
  }

  private void found(String what, String text) {
    rehearsal.found(CallSite.title(name), what, text);
  }
}
