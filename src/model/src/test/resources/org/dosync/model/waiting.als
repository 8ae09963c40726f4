/*
 * Waiting for a change, after retry: Waiter.java beside commits. No wake-up is lost.
 *
 * Modelled: one waiter, from what its body has read to the look after which it parks; commits that
 * take refs, look who is attached to them, are decided, and tell the waiters. As in commit.als, each step is
 * at a Time, and those at the same Time that only look come first.
 *
 * Left out: timeouts and interrupts; earlier rounds of the loop (this is the last one); that a wake-up before the
 * park is kept, which LockSupport promises.
 */
module waiting

open util/ordering[Time] as time

sig Time {}

/** Refs that the waiter has read. */
sig Ref {
  read: Time,
  attach: Time, // somebody waits here for the first time
  enter: Time,  // this waiter does
  ask: Time,    // is a commit under way?
  look: Time    // is it still the version that was read?
}

sig Commit {
  take: Ref -> lone Time,
  note: Ref -> lone Time,  // looks whether anybody is attached
  decide: Time,
  tell: Ref -> lone Time   // looks for waiters, and wakes them
}

sig Committed in Commit {}

pred inOrder[first, then: set Time] { all t: then | first in prevs[t] }

fact Waiter {
  inOrder[Ref.read, Ref.enter]
  all r: Ref | r.attach in prevs[r.enter] + r.enter
  inOrder[Ref.enter, Ref.ask]
  inOrder[Ref.ask, Ref.look]
}

fact Commits {
  all c: Commit {
    some c.take
    c.note.Time = c.take.Time
    inOrder[Ref.(c.take), Ref.(c.note)]
    inOrder[Ref.(c.note), c.decide]
    inOrder[c.decide, Ref.(c.tell)]
    c.tell.Time = { r: c.note.Time & Committed.take.Time | c in Committed and r.attach in prevs[c.note[r]] }
  }
  all disj c, d: Commit, r: c.take.Time & d.take.Time | c.decide in prevs[d.take[r]] or d.decide in prevs[c.take[r]]
}

pred isPending[r: Ref, t: Time] { some c: Commit | c.take[r] in prevs[t] and some c.take[r] and c.decide not in prevs[t] }

pred hasMoved[r: Ref, t: Time] { some c: Committed & take.Time.r | c.decide in nexts[r.read] & prevs[t] }

pred parks { no r: Ref | isPending[r, r.ask] or hasMoved[r, r.look] }

pred woken { some r: Ref, c: Committed | some c.tell[r] and c.tell[r] in nexts[r.enter] }

pred moves { some r: Ref, c: Committed & take.Time.r | c.decide in nexts[r.read] }

/** Whoever parks is woken, if what it has read is changed ever. */
assert NoLostWakeUp { parks and moves => woken }

run parksAndIsWoken { parks and moves and some Commit - Committed } for 2 but 12 Time
run seesItself { not parks and not woken and some Committed } for 2 but 12 Time

check NoLostWakeUp for 2 but 14 Time

// The second one of a name is for the profile.
check NoLostWakeUp for 3 but 20 Time
