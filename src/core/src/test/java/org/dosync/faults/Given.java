package org.dosync.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.dosync.Transaction;

/** What the tries of a transaction give away, to be done after the commit or after the abort. */
final class Given {

  private final Run run;
  private final List<Errand> onCommit = new ArrayList<>();
  private final List<Errand> onAbort = new ArrayList<>();

  Given(Run run) {
    this.run = run;
  }

  /** The body begins, maybe again. */
  Given nextTry() {
    ended(false);
    onCommit.clear();
    onAbort.clear();
    return this;
  }

  void ended(boolean committed) {
    (committed ? onAbort : onCommit).forEach(Errand::callOff);
  }

  /** Something that is done if this try commits. */
  Errand give(String name, Object owner, Consumer<Errand> call) {
    Errand errand = run.give(name, owner, call);
    onCommit.add(errand);
    return errand;
  }

  Errand onCommit(String name) {
    return give(
        name, this, errand -> Transaction.onCommit(() -> run.begin(errand, Place.ON_COMMIT)));
  }

  Errand onAbort(String name) {
    Errand given =
        run.give(
            name, this, errand -> Transaction.onAbort(() -> run.begin(errand, Place.ON_ABORT)));
    onAbort.add(given);
    return given;
  }

  /** The part that gave this away is undone: its abort comes now. */
  void isUndone(Errand errand) {
    onAbort.remove(errand);
  }
}
