/*
 * The clock of all commits: StampClock.java, with its arithmetic, one access of its word at a time.
 *
 * Modelled: callers that take a read point, a number of their own, or a number that is shared. Where
 * nobody shares it is the plain clock. Raised is the variant that was proposed for less traffic: a
 * commit that shares its stamp leaves no mark, so each read point advances the clock. Claimed is what commit.als takes as given.
 *
 * Left out: what the callers do before and afterwards.
 */
module clock

open util/ordering[Word] as word

/** A value of the clock's word; half of it is a number. */
sig Word {}
sig Odd in Word {}

abstract sig Caller {
  var seen: lone Word,   // after the first access, if there is a second one
  var result: lone Word  // a number, as the even word of it
}
sig ReadPoint, Own, Shared extends Caller {}

enum Variant { Marked, Raised }
one sig Clock {
  variant: Variant,
  var now: Word
}

var sig Done in Caller {}
one sig Trace { var earlier: Caller -> Caller } // who was done when another became so

fact Words {
  no first & Odd
  all w: Word - last | w in Odd <=> next[w] not in Odd
}

fun number[w: Word]: lone Word { w in Odd => prev[w] else w }
fun plus2[w: Word]: lone Word { next[next[w]] }

fun mark[w: Word]: lone Word { w in Odd => w else next[w] }

// ---- the accesses

pred sees[c: Caller] {
  seen' = seen + c -> Clock.now
  now' = now
  result' = result
}

pred returns[c: Caller, w, newWord: Word] {
  result' = result + c -> number[w]
  Clock.now' = newWord
  seen' = seen
  some w and some newWord
}

pred readPoint[c: ReadPoint] {
  Clock.variant = Raised => returns[c, plus2[Clock.now], plus2[Clock.now]]
  else no c.seen => (Clock.now in Odd => sees[c] else returns[c, Clock.now, Clock.now])
  else returns[c, next[Clock.now], next[Clock.now]] // getAndAdd(SHARED)
}

pred own[c: Own] {
  returns[c, next[plus2[Clock.now]], plus2[Clock.now]] // getAndAdd(ADVANCE)
}

pred shared[c: Shared] {
  Clock.variant = Raised => returns[c, plus2[Clock.now], Clock.now]
  else no c.seen => (Clock.now in Odd => returns[c, plus2[Clock.now], Clock.now] else sees[c])
  else returns[c, plus2[Clock.now], mark[Clock.now]] // getAndBitwiseOr(SHARED)
}

pred moves[c: Caller] {
  no c.result
  c in ReadPoint => readPoint[c]
  c in Own => own[c]
  c in Shared => shared[c]
}

pred rests { Done = Caller and seen' = seen and result' = result and now' = now }

fact Steps {
  no seen and no result and Clock.now = first
  always (rests or some c: Caller | moves[c])
  always Done = result.Word
  no earlier
  always earlier' = earlier + Trace -> (Done -> (Done' - Done))
}

// ---- what is claimed

pred ahead[x, y: Caller] { x -> y in Trace.earlier }
pred less[v, w: Word] { v in prevs[w] }

assert ReadPointHasAllBefore {
  always all x: ReadPoint, y: Own + Shared | ahead[y, x] => not less[x.result, y.result]
}

assert NothingComesLate {
  always all x: ReadPoint, y: Own + Shared | ahead[x, y] => less[x.result, y.result]
}

assert StampsAscend {
  always all x, y: Own + Shared | ahead[x, y] => not less[y.result, x.result]
}

/** So one that directly follows a read point need not be validated. */
assert OwnStampIsPastAll {
  always all x: Own + Shared, y: Own | ahead[x, y] and Clock.variant = Marked => less[x.result, y.result]
}

run everything { Clock.variant = Marked and eventually (Done = Caller and #ReadPoint = 2 and some Own and some Shared and some seen) } for 4 but 10 Word, 7..7 steps
/** A number is not an own one for ever: one that shares its stamp may get the same later. */
run ownStampIsSharedLater { Clock.variant = Marked and eventually (some x: Own, y: Shared | ahead[x, y] and x.result = y.result) } for 3 but 9 Word, 7..7 steps
/** If marks were left out, each commit that has read something would have to validate it. */
run raisedOwnStampIsNotPastAll { Clock.variant = Raised and eventually (some x: Shared, y: Own | ahead[x, y] and x.result = y.result) } for 3 but 9 Word, 7..7 steps

check ReadPointHasAllBefore for 3 but 9 Word, 7..7 steps
check NothingComesLate for 3 but 9 Word, 7..7 steps
check StampsAscend for 3 but 9 Word, 7..7 steps
check OwnStampIsPastAll for 3 but 9 Word, 7..7 steps

// The second one of a name is for the profile.
check ReadPointHasAllBefore for 4 but 12 Word, 9..9 steps
check NothingComesLate for 4 but 12 Word, 9..9 steps
check StampsAscend for 4 but 12 Word, 9..9 steps
check OwnStampIsPastAll for 4 but 12 Word, 9..9 steps
