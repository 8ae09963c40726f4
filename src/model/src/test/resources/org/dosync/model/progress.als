/*
 * Who waits for whom in a commit, and that the favoured one gets on: Commit.takeAll, Barge.java.
 *
 * Modelled: commits that take refs at a glance, give all back if one is held, and take them in the order
 * of their ids then; waits for smaller stamps; others that commit again and again beside one that is
 * favoured. Left out: that patience ends (of the waits here none needs it); what is read (a commit makes all others
 * lose that have not got all their refs); refs, where nobody waits: commits of one.
 */
module progress

open util/ordering[Ref] as id

sig Ref {
  var holder: lone Try
}

enum Phase { Body, Glancing, Patient, Stamped, Done }

sig Try {
  writes: some Ref,
  reads: set Ref,
  var phase: Phase
}

var sig Lost in Try {}              // overtaken
one sig Favoured in Try {}
one sig Stamps { var smaller: Try -> Try }

fun held[t: Try]: set Ref { holder.t }

fun missing[t: Try]: set Ref { t.writes - held[t] }

fun nextRef[t: Try]: set Ref {
  t.phase = Patient => { r: missing[t] | no missing[t] & prevs[r] } else missing[t]
}

// ---- steps

pred becomes[t: Try, p: Phase] { phase' = phase ++ t -> p }
pred keepsStamps { smaller' = smaller }

/** Barge.giveWay */
pred mayBegin[t: Try] { t in Favoured or Favoured.phase = Done }

pred begins[t: Try] {
  t.phase = Body
  mayBegin[t]
  becomes[t, Glancing]
  holder' = holder
  Lost' = Lost - t
  keepsStamps
}

pred takes[t: Try] {
  t.phase in Glancing + Patient and t not in Lost
  some r: nextRef[t] | no r.holder and holder' = holder + r -> t
  phase' = phase
  Lost' = Lost
  keepsStamps
}

pred givesBack[t: Try] {
  t.phase = Glancing and t not in Lost
  some missing[t].holder
  holder' = holder - Ref -> t
  becomes[t, Patient]
  Lost' = Lost
  keepsStamps
}

/** Overtaken: the body runs again. */
pred isLost[t: Try] {
  t in Lost and t.phase in Glancing + Patient
  holder' = holder - Ref -> t
  becomes[t, Body]
  Lost' = Lost
  keepsStamps
}

pred stamps[t: Try] {
  t.phase in Glancing + Patient and t not in Lost
  no missing[t]
  becomes[t, Stamped]
  smaller' = smaller + Stamps -> ({ u: Try | u.phase = Stamped } -> t)
  holder' = holder
  Lost' = Lost
}

pred commits[t: Try] {
  t.phase = Stamped
  no waitsFor[t]
  becomes[t, t in Favoured => Done else Body]
  holder' = holder - Ref -> t
  Lost' = Lost + { u: Try - t | u.phase in Glancing + Patient }
  smaller' = smaller - Stamps -> (t -> Try + Try -> t)
}

fun waitsFor[t: Try]: set Try {
  { u: Try - t | t.phase = Patient and u in nextRef[t].holder }
  + { u: Try - t | t.phase = Stamped and u in t.reads.holder and u -> t in Stamps.smaller }
}

pred moves[t: Try] { begins[t] or takes[t] or givesBack[t] or isLost[t] or stamps[t] or commits[t] }

pred rests { holder' = holder and phase' = phase and Lost' = Lost and keepsStamps }

fact Steps {
  no holder and no Lost and no smaller
  phase = Try -> Body or phase = Favoured -> Body + (Try - Favoured) -> Glancing // past giving way
  always (rests or some t: Try | moves[t])
}

pred mayMove[t: Try] {
  t.phase = Body and mayBegin[t]
  or t in Lost and t.phase in Glancing + Patient
  or t.phase in Glancing + Patient and t not in Lost and (no missing[t] or some r: nextRef[t] | no r.holder)
  or t.phase = Glancing and some missing[t].holder
  or t.phase = Stamped and no waitsFor[t]
}

/** Nobody is stopped for ever where it could go on. */
pred fair { all t: Try | (eventually always mayMove[t]) implies (always eventually (moves[t] and not rests)) }

// ---- what is claimed

assert NoCircle { always no t: Try | t in t.^{ t, u: Try | u in waitsFor[t] } }

assert FavouredCommits { fair => eventually Favoured.phase = Done }

run patientOneWaits { eventually (some t: Try | t.phase = Patient and some waitsFor[t]) } for 2 but 10..10 steps
run stampedOneWaits { eventually (some t: Try | t.phase = Stamped and some waitsFor[t]) } for 2 but 10..10 steps
run favouredLoses { eventually (Favoured in Lost and eventually Favoured.phase = Done) } for 2 but 12..12 steps

check NoCircle for 2 but 9..9 steps
check FavouredCommits for 2 but 9..9 steps

// The second one of a name is for the profile.
check NoCircle for 3 but 13..13 steps
check FavouredCommits for 3 but 1..14 steps
