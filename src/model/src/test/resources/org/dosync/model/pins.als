/*
 * Pins of long readers, and what a commit cuts off: Pins.java, Version.trim. On top of the commit protocol.
 *
 * Modelled: a reader that enters its pin and then takes its read point; commits that look for the
 * oldest pin and then cut. Left out: pins that are released, histories, the counting that spreads
 * the work. That a read which finds its version cut off restarts, and pins then, is taken as given.
 */
module pins

open commit
open util/ordering[Time] as time
open util/ordering[Stamp] as number

sig Pinned in Try {
  enters: Time,
  pin: Stamp
}

sig Publishing in Committed {
  asks: Time // for the oldest pin, and cuts at once
}

fact Pins {
  all x: Pinned {
    some x.begin
    not beyond[x.pin, x.point] // the clock, read before
    inOrder[x.enters, x.begin]
  }
  all x: Publishing {
    some takes[x]
    inOrder[x.end, x.asks]
  }
}

/** Those on r whose versions are gone at a time. */
fun gone[r: Ref, t: Time]: set Writer {
  { v: Writer | some y: Publishing & asks.(past[t]) & writers[r] | v in under[r, below[r, y]] and mayCut[below[r, y], y.asks] }
}

fun below[r: Ref, y: Try]: one Writer { newest[r, on[r, y.take[r]] & Committed] }

fun under[r: Ref, v: Writer]: set Writer {
  v = Initial => none else Initial + { w: writers[r] | w.take[r] in prevs[r.(v.(Try <: take))] }
}

pred mayCut[v: Writer, t: Time] { all x: Pinned & enters.(past[t]) | not beyond[v.(Try <: stamp), x.pin] }

assert PinnedReadersFindTheirVersion {
  all x: Pinned, r: x.look.Time | x.saw[r] not in gone[r, x.look[r]]
}

run cutBesideReader { some x: Try - Pinned, r: x.look.Time | x.saw[r] in gone[r, x.look[r]] } for 3 but 4 Writer, 1 Ref, 12 Time, 5 Stamp
run cutBesidePin { some x: Pinned, y: Publishing, r: Ref, t: Time | x.enters in past[y.asks] and some gone[r, t] and some x.look } for 3 but 4 Writer, 1 Ref, 12 Time, 5 Stamp

check PinnedReadersFindTheirVersion for 3 but 4 Writer, 1 Ref, 13 Time, 5 Stamp
check PinnedReadersFindTheirVersion for 4 but 5 Writer, 2 Ref, 16 Time, 6 Stamp
