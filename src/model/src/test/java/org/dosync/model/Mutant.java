package org.dosync.model;

import java.util.List;
import java.util.stream.Stream;
import org.dosync.model.Model.Change;

/** A model with one thing wrong, and the claim that does not hold then. */
record Mutant(String what, String model, String claim, List<Change> changes) {

  static final String OWN_STAMP_IS_PAST_ALL =
      "y.draw in nexts[x.draw] and y not in Sharing => x.stamp != y.stamp";

  static final List<Mutant> ALL =
      List.of(
          of("reads are not validated", "commit", "StrictlySerializable")
              .with("some x.draw and valid[x]", "some x.draw"),
          of("what is both read and set is not validated", "commit", "StrictlySerializable")
              .with("x.look.Time - (x.alters & taken[x]) }", "x.look.Time - taken[x] }"),
          of("a validation does not wait for smaller stamps", "commit", "StrictlySerializable")
              .with(
                  "finds[x, r, x.confirm[r], x.stamp, x.saw[r]]",
                  "newest[r, on[r, x.confirm[r]] & ended[x.confirm[r]] & Committed] = x.saw[r]"),
          of("a snapshot that has not been overtaken yet commits", "commit", "StrictlySerializable")
              .with("(x not in Unlogged and checked[x])", "(x in Unlogged or checked[x])"),
          of("the stamp is drawn before the refs are taken", "commit", "StrictlySerializable")
              .with("else inOrder[takes[x], x.stamping]", "else inOrder[x.draw, takes[x]]")
              .with("inOrder[x.stamping + takes[x], x.draw]", "inOrder[x.stamping, x.draw]"),
          of("a shared stamp is drawn before the ref is taken", "commit", "StrictlySerializable")
              .with("=> inOrder[x.stamping, takes[x]]", "=> inOrder[x.draw, takes[x]]")
              .with("inOrder[x.stamping + takes[x], x.draw]", "inOrder[x.stamping, x.draw]"),
          of("a shared stamp is drawn before all refs are taken", "commit", "Opaque")
              .with(
                  "else inOrder[takes[x], x.stamping]",
                  "else (x in Sharing => some takes[x] & prevs[x.draw] else inOrder[takes[x], x.stamping])")
              .with(
                  "inOrder[x.stamping + takes[x], x.draw]",
                  "(x in Sharing => inOrder[x.stamping, x.draw] else inOrder[x.stamping + takes[x], x.draw])"),
          of("STAMPING is said too late", "commit", "StrictlySerializable")
              .with("inOrder[x.stamping + takes[x], x.draw]", "inOrder[takes[x], x.draw]"),
          of("a commit with a shared stamp has read something", "commit", "StrictlySerializable")
              .with("x.look.Time in x.alters // it has read nothing", "some Time"),
          of("a commit with a shared stamp has not taken all", "commit", "StrictlySerializable")
              .with("some x.draw => x.alters in taken[x]", "some Time"),
          of("what is seen beside another ref is not current", "commit", "Opaque")
              .with("and isCurrent[x, q, x.still[q][r]]", ""),
          of("what was seen before is looked at too early", "commit", "Opaque")
              .with("inOrder[x.look[r], checks[x, r]]", "some Time"),
          of("an own stamp does not go past the mark", "commit", "StrictlySerializable")
              .with(OWN_STAMP_IS_PAST_ALL, "some Time"),
          of("a read point does not advance a marked clock", "commit", "StrictlySerializable")
              .with(
                  "seenBy[y, x.begin, x.point]", "y not in Sharing => seenBy[y, x.begin, x.point]"),
          of("a read outside does not wait for a stamp", "commit", "Opaque")
              .with("- x | passes[y, t, at]", "- x | passes[y, t, at] or no at"),
          of("a read waits for nobody", "commit", "StrictlySerializable")
              .with("- x | passes[y, t, at]", "- x | some Time"),
          of("an alter goes on top of any version", "commit", "StrictlySerializable")
              .with("r in x.alters => isCurrent[x, r, t] else on", "on"),
          of("a ref is taken from an undecided holder", "commit", "StrictlySerializable")
              .with(
                  "r in x.alters => isCurrent[x, r, t] else on[r, t] in ended[t]",
                  "r in x.alters => newest[r, on[r, t] & Committed] = x.saw[r]"),
          of("an extension does not look again", "commit", "StrictlySerializable")
              .with("some x.extend => early[x] in x.again.Time", "some Time"),
          of("an extension does not look at what is altered", "commit", "Opaque")
              .with(
                  "some x.extend => early[x] in x.again.Time",
                  "some x.extend => early[x] - x.alters in x.again.Time"),
          of("a doomed body reads on", "commit", "Opaque")
              .with(
                  "all r: x.again.Time | finds[x, r, x.again[r], x.later, x.saw[r]]", "some Time"),
          of("the pin comes after the read point", "pins", "PinnedReadersFindTheirVersion")
              .with("inOrder[x.enters, x.begin]", "inOrder[x.begin, x.enters]"),
          of("pins are looked for too early", "pins", "PinnedReadersFindTheirVersion")
              .with("inOrder[x.end, x.asks]", "inOrder[x.asks, takes[x]]"),
          of("one version too many is cut off", "pins", "PinnedReadersFindTheirVersion")
              .with("v = Initial => none else", "v = Initial => v else v +"),
          of("a shared number leaves no mark", "clock", "ReadPointHasAllBefore")
              .with("mark[Clock.now]] //", "Clock.now] //"),
          of("read points ignore marks", "clock", "ReadPointHasAllBefore")
              .with(
                  "Clock.now in Odd => sees[c] else returns[c, Clock.now, Clock.now]",
                  "returns[c, Clock.now, Clock.now]"),
          of("a read point does not write what it returns", "clock", "NothingComesLate")
              .with("next[Clock.now]] // getAndAdd", "Clock.now] // getAndAdd"),
          of("an own number ignores the mark", "clock", "OwnStampIsPastAll")
              .with("returns[c, next[plus2[Clock.now]],", "returns[c, plus2[Clock.now],"),
          of("without marks a read point does not advance", "clock", "ReadPointHasAllBefore")
              .with(
                  "Raised => returns[c, plus2[Clock.now], plus2[Clock.now]]",
                  "Raised => returns[c, Clock.now, Clock.now]"),
          of("the waiter enters after it has looked", "waiting", "NoLostWakeUp")
              .with("inOrder[Ref.enter, Ref.ask]", "inOrder[Ref.look, Ref.enter]"),
          of("the waiter parks beside a pending commit", "waiting", "NoLostWakeUp")
              .with("isPending[r, r.ask] or hasMoved", "hasMoved"),
          of("the waiter looks for moved heads first", "waiting", "NoLostWakeUp")
              .with(
                  "inOrder[Ref.ask, Ref.look]",
                  "inOrder[Ref.enter, Ref.look] and inOrder[Ref.look, Ref.ask]"),
          of("a commit looks for waiters before it takes the ref", "waiting", "NoLostWakeUp")
              .with("inOrder[Ref.(c.take), Ref.(c.note)]", "inOrder[Ref.(c.note), Ref.(c.take)]"),
          of("patience without the order of ids", "progress", "NoCircle")
              .with("{ r: missing[t] | no missing[t] & prevs[r] }", "missing[t]"),
          of("patience while others are held back", "progress", "NoCircle")
              .with(
                  "holder' = holder - Ref -> t\n  becomes[t, Patient]",
                  "holder' = holder\n  becomes[t, Patient]"),
          of("a validation waits for greater stamps too", "progress", "NoCircle")
              .with("u -> t in Stamps.smaller", "u.phase = Stamped"),
          of("others do not give way", "progress", "FavouredCommits")
              .with("t in Favoured or Favoured.phase = Done }", "some t }"));

  private static Mutant of(String what, String model, String claim) {
    return new Mutant(what, model, claim, List.of());
  }

  private Mutant with(String text, String replacement) {
    return new Mutant(
        what,
        model,
        claim,
        Stream.concat(changes.stream(), Stream.of(new Change(text, replacement))).toList());
  }
}
