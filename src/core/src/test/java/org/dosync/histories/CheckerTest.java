package org.dosync.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dosync.histories.Try.Kind;
import org.junit.jupiter.api.Test;

/** Histories made by hand, each with one anomaly, and like ones without. */
class CheckerTest {

  private final List<Try> tries = new ArrayList<>();
  private final Try initial = Try.initial();
  private final Cell x0 = first(0);
  private final Cell y0 = first(1);

  /** Begin together, so that no time is between them, unless a test says so. */
  private final Try a = begin("a", Kind.SERIALIZABLE, 0);

  private final Try b = begin("b", Kind.SERIALIZABLE, 0);
  private final Try c = begin("c", Kind.SERIALIZABLE, 0);
  private final Try d = begin("d", Kind.SERIALIZABLE, 0);
  private long now;

  CheckerTest() {
    tries.add(0, initial);
  }

  private Cell first(int ref) {
    Cell cell = initial.make(ref, null);
    initial.wrote(cell);
    return cell;
  }

  private Try begin(String name, Kind kind, long began) {
    Try one = new Try(name, kind, 1, began);
    tries.add(one);
    return one;
  }

  private static Cell alter(Try writer, Cell before) {
    writer.read(before);
    Cell cell = writer.make(before.ref, before);
    writer.wrote(cell);
    return cell;
  }

  private static Cell set(Try writer, int ref) {
    Cell cell = writer.makeFresh(ref);
    writer.wrote(cell);
    return cell;
  }

  private static Cell commute(Try writer, Cell before) {
    Cell cell = writer.makeInCommute(before.ref, before);
    writer.commuted(before.ref);
    return cell;
  }

  private void commit(Try... ended) {
    for (Try each : ended) {
      now++;
      each.end(true, now);
    }
  }

  private void abort(Try one) {
    now++;
    one.end(false, now);
  }

  /** All that a test has not ended has done nothing. */
  private Optional<Anomaly> check() {
    tries.removeIf(each -> each.ended() < 0);
    return Checker.check(tries);
  }

  private void assertFound(String name) {
    assertThat(check()).map(Anomaly::name).hasValue(name);
  }

  // ---- what one transaction sees of others

  @Test
  void transactionsOneAfterAnotherAreRight() {
    b.read(alter(a, x0));
    b.read(y0);
    commit(a, b);
    alter(c, y0);
    c.read(a.writes().get(0));
    commit(c);
    assertThat(check()).isEmpty();
  }

  @Test
  void g0TwoThatReplaceEachOther() {
    Cell xa = alter(a, x0);
    Cell xb = b.make(0, xa);
    b.wrote(xb);
    Cell yb = b.make(1, y0);
    b.wrote(yb);
    a.wrote(a.make(1, yb));
    commit(a, b);
    assertFound("G0 (dirty write)");
  }

  @Test
  void g1aAnAbortedRead() {
    Cell xa = alter(a, x0);
    abort(a);
    b.read(xa);
    commit(b);
    assertFound("G1a (aborted read)");
  }

  @Test
  void g1aAReadOfWhatANestedTransactionTookBack() {
    Try.Mark mark = a.mark();
    Cell undone = alter(a, x0);
    a.undo(mark);
    set(a, 1);
    b.read(undone);
    commit(a, b);
    assertFound("G1a (aborted read)");
  }

  @Test
  void g1bAnIntermediateRead() {
    Cell first = alter(a, x0);
    alter(a, first);
    b.read(first);
    commit(a, b);
    assertFound("G1b (intermediate read)");
  }

  @Test
  void g1cTwoThatHaveReadEachOther() {
    Cell xa = alter(a, x0);
    Cell yb = alter(b, y0);
    a.read(yb);
    b.read(xa);
    commit(a, b);
    assertFound("G1c (circular information flow)");
  }

  @Test
  void readSkew() {
    a.read(x0);
    alter(b, x0);
    a.read(alter(b, y0));
    commit(b, a);
    assertFound("G-single (read skew)");
  }

  @Test
  void readSkewInATryThatDidNotCommit() {
    a.read(x0);
    alter(b, x0);
    a.read(alter(b, y0));
    commit(b);
    abort(a);
    assertFound("G-single (read skew), seen by a try that did not commit (opacity)");
  }

  @Test
  void twoValuesOfOneRefInOneTransactionAreReadSkew() {
    a.read(x0);
    a.read(alter(b, x0));
    commit(b, a);
    assertFound("G-single (read skew)");
  }

  @Test
  void writeSkew() {
    a.read(x0);
    a.read(y0);
    b.read(x0);
    b.read(y0);
    alter(a, x0);
    alter(b, y0);
    commit(a, b);
    assertFound("G2-item (write skew)");
  }

  @Test
  void lostUpdate() {
    alter(a, x0);
    alter(b, x0);
    commit(a, b);
    assertFound("lost update");
  }

  @Test
  void lostUpdateByASetAfterARead() {
    a.read(x0);
    set(a, 0);
    alter(b, x0);
    commit(a, b);
    assertFound("lost update");
  }

  @Test
  void lostUpdateByACommute() {
    commute(a, x0);
    commute(b, x0);
    commit(a, b);
    assertFound("lost update");
  }

  @Test
  void longFork() {
    Cell xa = alter(a, x0);
    Cell yb = alter(b, y0);
    c.read(xa);
    c.read(y0);
    d.read(x0);
    d.read(yb);
    commit(a, b, c, d);
    assertFound("long fork (G-nonadjacent)");
  }

  // ---- real time

  @Test
  void staleRead() {
    alter(a, x0);
    commit(a);
    Try later = begin("later", Kind.READ_ONLY, now);
    later.read(x0);
    commit(later);
    assertFound("stale read (real time)");
  }

  @Test
  void aReadOfTheOldValueBesideTheCommitIsNotStale() {
    alter(a, x0);
    b.read(x0);
    commit(a, b);
    assertThat(check()).isEmpty();
  }

  @Test
  void staleReadOfWhatASetReplaced() {
    set(a, 0);
    commit(a);
    Try later = begin("later", Kind.SINGLE_READ, now);
    later.read(x0);
    commit(later);
    assertFound("stale read (real time)");
  }

  @Test
  void ofSetsAtTheSameTimeTheOrderIsNotKnown() {
    Cell xa = set(a, 0);
    Cell xb = set(b, 0);
    c.read(xa);
    d.read(xb);
    commit(a, b, c, d);
    assertThat(check()).isEmpty();
  }

  @Test
  void aReadOfWhatIsToComeIsAViolationOfTime() {
    Try later = begin("later", Kind.SERIALIZABLE, 1);
    a.read(alter(later, x0));
    commit(a, later);
    assertFound("real time violation");
  }

  // ---- snapshot isolation

  @Test
  void snapshotsMayHaveWriteSkew() {
    Try one = begin("one", Kind.SNAPSHOT, 0);
    Try two = begin("two", Kind.SNAPSHOT, 0);
    one.read(y0);
    two.read(x0);
    alter(one, x0);
    alter(two, y0);
    commit(one, two);
    assertThat(check()).isEmpty();
  }

  @Test
  void snapshotsThatEnsureWhatTheyReadMayNot() {
    Try one = begin("one", Kind.SNAPSHOT, 0);
    Try two = begin("two", Kind.SNAPSHOT, 0);
    one.ensured(y0);
    two.ensured(x0);
    alter(one, x0);
    alter(two, y0);
    commit(one, two);
    assertFound("G2-item (write skew)");
  }

  @Test
  void snapshotsMayNotLoseAnUpdate() {
    Try one = begin("one", Kind.SNAPSHOT, 0);
    Try two = begin("two", Kind.SNAPSHOT, 0);
    alter(one, x0);
    alter(two, x0);
    commit(one, two);
    assertFound("lost update");
  }

  @Test
  void snapshotsMayNotHaveReadSkew() {
    Try one = begin("one", Kind.SNAPSHOT, 0);
    one.read(x0);
    alter(a, x0);
    one.read(alter(a, y0));
    set(one, 2);
    commit(a, one);
    assertFound("G-single (read skew)");
  }

  @Test
  void aCommuteUnderSnapshotIsolationTakesTheNewestValue() {
    Try one = begin("one", Kind.SNAPSHOT, 0);
    one.read(y0);
    alter(a, y0);
    commute(one, alter(a, x0));
    commit(a, one);
    assertThat(check()).isEmpty();
  }

  @Test
  void anAlterUnderSnapshotIsolationDoesNot() {
    Try one = begin("one", Kind.SNAPSHOT, 0);
    one.read(y0);
    alter(a, y0);
    alter(one, alter(a, x0));
    commit(a, one);
    assertFound("G-single (read skew)");
  }

  // ---- what one try shows

  @Test
  void aTransactionReadsItsOwnChanges() {
    alter(a, x0);
    a.read(x0);
    commit(a);
    assertFound("internal inconsistency");
  }

  @Test
  void aTransactionDoesNotReadWhatItHasTakenBack() {
    Try.Mark mark = a.mark();
    Cell undone = alter(a, x0);
    a.undo(mark);
    a.read(undone);
    commit(a);
    assertFound("internal inconsistency");
  }

  @Test
  void aLostTryDoesNotCommit() {
    a.read(x0);
    a.wentOnThoughDoomed();
    commit(a);
    assertFound("commit of a lost try");
  }

  @Test
  void aReadOnlyTransactionIsRestartedOnce() {
    Try third = new Try("third", Kind.READ_ONLY, 3, 0);
    tries.add(third);
    commit(third);
    assertFound("a read-only transaction was restarted more than once");
  }

  // ---- what is told

  @Test
  void theCycleIsShownWithWhatItsTransactionsDid() {
    alter(a, x0);
    alter(b, x0);
    commit(a, b);
    assertThat(check().orElseThrow().evidence())
        .isEqualTo(
            """
              cycle: a -read x0, replaced by-> b -read x0, replaced by-> the first
              a (SERIALIZABLE, try 1, committed): read x0=init/1; write x0=a/1
              b (SERIALIZABLE, try 1, committed): read x0=init/1; write x0=b/1
            """);
  }
}
