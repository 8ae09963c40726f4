/*
 * The commit protocol: Commit.java, View.java, Version.java.
 *
 * Modelled: tries that read, alter and set refs, at a read point that may be moved (extension); the
 * commit of several refs and of one; reads outside a transaction; snapshots that log nothing. Each
 * step is one access to what others see, at a Time. Of steps at the same Time, those that only look
 * come before those that change something, and no two change the same. A try may stop anywhere. All
 * interleavings of the steps are looked at, not only those of some number of states: that is why it
 * has times instead of variables.
 *
 * Left out: memory that is not sequentially consistent; values (who wrote a version is what counts);
 * the copying of stamps into versions (the owner's status says the same); refs that are given back and
 * taken again (others have passed by them; see progress.als); commutes (late alters), savepoints, SNAPSHOT
 * isolation, history, two phases. What the clock does is in clock.als; here is what is needed of it.
 */
module commit

open util/ordering[Time] as time
open util/ordering[Stamp] as number

sig Time {}
sig Stamp {}
sig Ref {}

/** Versions are told by who wrote them. */
abstract sig Writer {}
one sig Initial extends Writer {}

sig Try extends Writer {
  begin: lone Time,        // takes the read point
  point: lone Stamp,
  look: Ref -> lone Time,  // the body reads or alters
  saw: Ref -> lone Writer,
  still: Ref -> Ref -> lone Time, // without a read point: looks at the first once more, after the second
  extend: lone Time,       // takes a later read point, looks again, and goes on with it
  later: lone Stamp,
  again: Ref -> lone Time,
  alters: set Ref,         // what it takes must be as it was seen
  take: Ref -> lone Time,  // makes its version the pending head
  stamping: lone Time,
  draw: lone Time,         // takes its stamp from the clock
  stamp: lone Stamp,
  confirm: Ref -> lone Time, // validates a logged read: it looks again, at its stamp
  end: lone Time           // COMMITTED or ABORTED, or returns if it has taken nothing
}

sig Committed in Try {}    // will end so
sig Sharing in Try {}      // has only changed refs: takes a number that others get too
sig Unlogged in Try {}     // reads as a snapshot

// ---- what others see at a time

fun past[t: Time]: set Time { prevs[t] }

/** Whose version was put on a ref. */
fun on[r: Ref, t: Time]: set Try { take.(past[t]).r }

fun ended[t: Time]: set Try { end.(past[t]) }

fun newest[r: Ref, writers: set Try]: one Writer {
  some writers => { w: writers | no r.(writers.take) & nexts[r.(w.take)] } else Initial
}

/** Without a read point everything counts. */
pred beyond[s: Stamp, at: lone Stamp] { some at and s in nexts[at] }

/** Version.at: what x finds on r at t. False while it would have to wait. */
pred finds[x: Try, r: Ref, t: Time, at: lone Stamp, found: Writer] {
  all y: on[r, t] - ended[t] - x | passes[y, t, at]
  found = newest[r, { y: on[r, t] & ended[t] & Committed - x | not beyond[y.stamp, at] }]
}

/** A pending version counts as not there. */
pred passes[y: Try, t: Time, at: lone Stamp] {
  no y.stamping & past[t]                              // ACTIVE
  or (some y.draw & past[t] and beyond[y.stamp, at])    // VALIDATING(s)
}

// ---- what the protocol needs of the clock: clock.als

fact Clock {
  all x, y: Try {
    seenBy[y, x.begin, x.point]
    seenBy[y, x.extend, x.later]
    y.draw in nexts[x.draw] => not beyond[x.stamp, y.stamp]
    y.draw in nexts[x.draw] and y not in Sharing => x.stamp != y.stamp
  }
  all disj x, y: Try | no x.draw & y.draw
}

/** A read point has all stamps drawn before it, and none that is drawn later. */
pred seenBy[y: Try, t: lone Time, at: lone Stamp] {
  some t and some y.draw => (y.draw in past[t] <=> not beyond[y.stamp, at])
}

/** The stamp directly follows the read point. */
pred follows[x: Try] { x not in Sharing and some x.stamp and x.stamp = next[lastPoint[x]] }

fun lastPoint[x: Try]: lone Stamp { some x.extend => x.later else x.point }

// ---- what a try does

fun early[x: Try]: set Ref { { r: x.look.Time | no x.extend or x.look[r] in past[x.extend] } }
fun late[x: Try]: set Ref { x.look.Time - early[x] }
fun body[x: Try]: set Time { x.begin + Ref.(x.look) + Ref.(Ref.(x.still)) + x.extend + Ref.(x.again) }
fun taken[x: Try]: set Ref { x.take.Time }
fun takes[x: Try]: set Time { Ref.(x.take) }
fun works[x: Try]: set Time { body[x] + takes[x] + x.stamping + x.draw + Ref.(x.confirm) }
fun acts[x: Try]: set Time { works[x] + x.end }

pred inOrder[first, then: set Time] { all t: then | first in past[t] }

fact Body {
  all x: Try {
    inOrder[x.begin, Ref.(x.look)]
    inOrder[x.begin + early[x].(x.look), x.extend]
    inOrder[x.extend, Ref.(x.again)]
    inOrder[x.extend + Ref.(x.again), late[x].(x.look)]
    some x.begin <=> some x.point
    some x.extend <=> some x.later
    x.saw.Writer = x.look.Time
    all r: early[x] | finds[x, r, x.look[r], x.point, x.saw[r]]
    all r: late[x] | finds[x, r, x.look[r], x.later, x.saw[r]]
    x.again.Time in early[x]
    some x.extend => early[x] in x.again.Time
    all r: x.again.Time | finds[x, r, x.again[r], x.later, x.saw[r]]
    x.alters in x.look.Time
  }
  no Unlogged.extend
  no Unlogged - begin.Time
}

/**
 * What is seen first is taken as it is. All that was seen before another ref is current after that. (Code does so for
 * changes only; what settles a read point later is an extension here.)
 */
fact WithoutReadPoint {
  no begin.Time.still
  all x: Try - begin.Time, r: early[x] {
    all q: seenBefore[x, r] | some x.still[q][r] and isCurrent[x, q, x.still[q][r]]
    inOrder[x.look[r], checks[x, r]]
    all s: x.look.Time | r in seenBefore[x, s] => checks[x, r] in past[x.look[s]]
    inOrder[checks[x, r], x.extend]
  }
}

fun seenBefore[x: Try, r: Ref]: set Ref { { q: early[x] | x.look[q] in past[x.look[r]] } }
fun checks[x: Try, r: Ref]: set Time { r.(Ref.(x.still)) }

pred isCurrent[x: Try, r: Ref, t: Time] {
  on[r, t] in ended[t]
  newest[r, on[r, t] & Committed] = x.saw[r]
}

fact Commit {
  all x: Try {
    inOrder[body[x], takes[x] + x.stamping]
    isAlone[x] => inOrder[x.stamping, takes[x]] else inOrder[takes[x], x.stamping]
    inOrder[x.stamping + takes[x], x.draw]
    inOrder[x.draw, Ref.(x.confirm)]
    inOrder[works[x], x.end]
    some x.draw => some x.stamping and some takes[x]
    some x.stamp <=> some x.draw
    some x.confirm => some x.draw
    all r: taken[x] | mayTake[x, r, x.take[r]]
  }
  all disj x, y: Try | no x.take & y.take
  all x: Sharing {
    no x.begin + x.extend
    x.look.Time in x.alters // it has read nothing
    some x.draw => x.alters in taken[x]
  }
  all x: Committed {
    some x.end
    some takes[x] => some x.draw and valid[x]
  }
}

/** The commit of one ref. */
pred isAlone[x: Try] { x in Sharing and one taken[x] }

pred mayTake[x: Try, r: Ref, t: Time] {
  r in x.alters => isCurrent[x, r, t] else on[r, t] in ended[t]
}

fun logged[x: Try]: set Ref { x.look.Time - (x.alters & taken[x]) }

pred valid[x: Try] {
  x in Sharing or follows[x] or (x not in Unlogged and checked[x])
}

pred checked[x: Try] {
  all r: logged[x] | some x.confirm[r] and finds[x, r, x.confirm[r], x.stamp, x.saw[r]]
}

// ---- what is claimed

fun writers[r: Ref]: set Try { Committed & take.Time.r }

/** x has to come before y. */
fun replaced: Try -> Try {
  { x, y: Try | some r: Ref | x + y in writers[r] and y.take[r] in nexts[x.take[r]] }
}

fun readBy: Try -> Try { { x, y: Try | x in Ref.(y.saw) } }

fun overtakenBy: Try -> Try {
  { x, y: Try | x != y and some r: x.look.Time | y in writers[r] and (x.saw[r] = Initial or y.take[r] in nexts[x.saw[r].take[r]]) }
}

fun returnedBefore: Try -> Try {
  { x, y: Try | some x.end and some acts[y] and acts[y] in nexts[x.end] }
}

fun order: Try -> Try { replaced + readBy + overtakenBy + returnedBefore }

pred acyclic[edges: Try -> Try] { no x: Try | x in x.^edges }

/** All that have committed fit one order, which agrees with real time. */
assert StrictlySerializable { acyclic[Committed <: order :> Committed] }

/** So do those that have not, with what they have read. */
assert Opaque { acyclic[order] }

/** Versions of one ref lie in the order of their stamps. */
assert StampsAscend {
  all r: Ref, x, y: writers[r] | y.take[r] in nexts[x.take[r]] => x.stamp in y.stamp + prevs[y.stamp]
}

// ---- that something happens at all

run writersOfTwo { #Committed = 2 and all x: Try | #taken[x] = 2 and some logged[x] & taken[x] and some x.confirm } for 2 but 3 Writer, 14 Time, 5 Stamp
run sharedByTwo { some x: Sharing & Committed | #x.alters = 2 and some y: Committed - x | x in Ref.(y.saw) } for 3 but 3 Writer, 2 Ref, 12 Time, 5 Stamp
run extension { some x: Committed | some x.extend and some late[x] and some taken[x] and some x.confirm } for 2 but 3 Writer, 14 Time, 5 Stamp
run sharedStamp { some disj x, y: Sharing & Committed | x.stamp = y.stamp and some z: Committed | x + y in Ref.(z.saw) } for 3 but 4 Writer, 10 Time, 5 Stamp

check StrictlySerializable for 2 but 3 Writer, 14 Time, 5 Stamp
check Opaque for 3 but 4 Writer, 2 Ref, 9 Time, 4 Stamp
check StampsAscend for 2 but 3 Writer, 1 Ref, 14 Time, 5 Stamp

// The other ones of a name are for the profile.
check StrictlySerializable for 3 but 4 Writer, 2 Ref, 14 Time, 5 Stamp
check Opaque for 3 but 4 Writer, 2 Ref, 11 Time, 5 Stamp
check Opaque for 3 but 4 Writer, 3 Ref, 9 Time, 4 Stamp
check StampsAscend for 3 but 4 Writer, 3 Ref, 20 Time, 7 Stamp
