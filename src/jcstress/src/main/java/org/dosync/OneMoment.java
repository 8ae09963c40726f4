package org.dosync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Outcome;

/** For a reader of up to three values that two commits change together, from 0 to 1 to 2. */
@Outcome(
    id = {"0, 0", "0, 0, 0"},
    expect = ACCEPTABLE,
    desc = "Before both commits.")
@Outcome(
    id = {"1, 1", "1, 1, 1"},
    expect = ACCEPTABLE,
    desc = "Between the commits.")
@Outcome(
    id = {"2, 2", "2, 2, 2"},
    expect = ACCEPTABLE,
    desc = "After both commits.")
@Outcome(expect = FORBIDDEN, desc = "Values that no moment held together.")
public interface OneMoment {}
