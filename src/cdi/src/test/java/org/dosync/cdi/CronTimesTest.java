package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cron expressions mean what the Javadoc of the annotation says. */
class CronTimesTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** Some times after a moment, by the calendar of a zone. */
  private static List<String> times(String text, ZoneId zone, String after, int count) {
    CronTimes times = new CronTimes(text, zone);
    Instant moment = ZonedDateTime.parse(after).toInstant();
    List<String> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      moment = times.apply(moment);
      found.add(moment.atZone(zone).toOffsetDateTime().toString());
    }
    return found;
  }

  /** From a Saturday on. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          30 3 * * MON-FRI   | 2026-03-30T03:30Z
          30 3 * * 1         | 2026-03-30T03:30Z
          0 0 * * 0          | 2026-03-29T00:00Z
          0 0 * * 7          | 2026-03-29T00:00Z
          */15 * * * *       | 2026-03-28T12:15Z
          0 8-18 * * *       | 2026-03-28T13:00Z
          0 8,12,18 * * *    | 2026-03-28T18:00Z
          20 0 0 * * *       | 2026-03-29T00:00:20Z
          * * * * * *        | 2026-03-28T12:00:01Z
          0 0 L * *          | 2026-03-31T00:00Z
          0 0 * * FRI#2      | 2026-04-10T00:00Z
          0 0 13 * FRI       | 2026-11-13T00:00Z
          0 0 29 2 *         | 2028-02-29T00:00Z
          0 0 1 JAN *        | 2027-01-01T00:00Z
          @hourly            | 2026-03-28T13:00Z
          @daily             | 2026-03-29T00:00Z
          @weekly            | 2026-03-29T00:00Z
          @monthly           | 2026-04-01T00:00Z
          @yearly            | 2027-01-01T00:00Z
          """)
  void nextTime(String text, String next) {
    assertThat(times(text, ZoneId.of("Z"), "2026-03-28T12:00Z", 1)).containsExactly(next);
  }

  @Test
  void severalExpressionsInOne() {
    assertThat(times("0 9|18 * * *", BERLIN, "2026-03-28T12:00+01:00", 2))
        .containsExactly("2026-03-28T18:00+01:00", "2026-03-29T09:00+02:00");
  }

  @Test
  void timeOfNowIsNotTheNext() {
    CronTimes noon = new CronTimes("0 12 * * *", ZoneId.of("Z"));
    assertThat(noon.apply(Instant.parse("2026-03-28T11:59:59.999999999Z")))
        .isEqualTo("2026-03-28T12:00:00Z");
    assertThat(noon.apply(Instant.parse("2026-03-28T12:00:00Z"))).isEqualTo("2026-03-29T12:00:00Z");
    assertThat(noon.apply(Instant.parse("2026-03-28T12:00:00.5Z")))
        .isEqualTo("2026-03-29T12:00:00Z");
  }

  @Test
  void timeThatADayDoesNotHaveIsLeftOut() {
    assertThat(times("30 2 * * *", BERLIN, "2026-03-28T00:00+01:00", 2))
        .containsExactly("2026-03-28T02:30+01:00", "2026-03-30T02:30+02:00");
    assertThat(times("*/30 * * * *", BERLIN, "2026-03-29T01:15+01:00", 2))
        .containsExactly("2026-03-29T01:30+01:00", "2026-03-29T03:00+02:00");
  }

  @Test
  void timeThatADayHasTwiceIsMetOnceIfThereIsOneADay() {
    assertThat(times("30 2 * * *", BERLIN, "2026-10-24T12:00+02:00", 2))
        .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
    assertThat(times("30 * * * *", BERLIN, "2026-10-25T01:45+02:00", 3))
        .containsExactly(
            "2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00", "2026-10-25T03:30+01:00");
  }

  /** The scheduler asks when a run begins, a little late. */
  @Test
  void timeThatADayHasTwiceIsMetOnceHoweverLateTheNextOneIsAskedFor() {
    for (String late : List.of("02:30:00.001+02:00", "02:30:05+02:00", "02:10+01:00")) {
      assertThat(times("30 2 * * *", BERLIN, "2026-10-25T" + late, 1))
          .containsExactly("2026-10-26T02:30+01:00");
    }
    assertThat(times("0 1,2,3 * * *", BERLIN, "2026-10-25T01:00+02:00", 2))
        .containsExactly("2026-10-25T02:00+02:00", "2026-10-25T03:00+01:00");
    assertThat(times("30 2 * * *", ZoneId.of("Antarctica/Troll"), "2026-10-25T02:30+02:00", 1))
        .containsExactly("2026-10-26T02:30Z");
  }

  @Test
  void timeThatTheDayHasIsNotLeftOutNearOneThatItDoesNotHave() {
    assertThat(times("0 0 1 * *", ZoneId.of("Africa/Cairo"), "2026-04-24T01:30+03:00", 1))
        .containsExactly("2026-05-01T00:00+03:00");
    ZoneId lordHowe = ZoneId.of("Australia/Lord_Howe");
    assertThat(times("30 2 * * *", lordHowe, "2026-10-03T02:30+10:30", 1))
        .containsExactly("2026-10-04T02:30+11:00");
  }

  @ParameterizedTest
  @CsvSource({
    "30 2 * 3 SUNL, Europe/Berlin",
    "30 2 * 3 SUN#2, America/New_York",
    "30 1 * 3 SUNL, Europe/London"
  })
  void timeThatNoDayHasIsNever(String text, ZoneId zone) {
    assertThat(new CronTimes(text, zone).apply(Instant.parse("2026-01-01T00:00:00Z")))
        .isEqualTo(Instant.MAX);
  }

  @Test
  void timesOfEachHourAreThereBesideAChangeAtMidnightToo() {
    assertThat(times("0 * 1-15 * *", ZoneId.of("Africa/Cairo"), "2027-04-30T01:00+03:00", 1))
        .containsExactly("2027-05-01T00:00+03:00");
    assertThat(times("15 * * * SUN", ZoneId.of("America/Havana"), "2027-11-05T12:00-04:00", 2))
        .containsExactly("2027-11-07T00:15-04:00", "2027-11-07T00:15-05:00");
  }

  @Test
  void timesOfEachSecondDoNotDrift() {
    CronTimes seconds = new CronTimes("* * * * * *", BERLIN);
    assertThat(seconds.apply(Instant.parse("2026-03-28T12:00:00.9Z")))
        .isEqualTo("2026-03-28T12:00:01Z");
  }

  @Test
  void neverIsTheEndOfTime() {
    CronTimes never = new CronTimes("0 0 30 2 *", BERLIN);
    assertThat(never.apply(Instant.parse("2026-03-28T12:00:00Z"))).isEqualTo(Instant.MAX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bogus",
        "",
        "0 25 * * *",
        "0 0 * *",
        "0 0 0 * * * 2026",
        "@sometimes",
        "* * * * FRI#"
      })
  void textThatIsNoExpression(String text) {
    assertThatThrownBy(() -> new CronTimes(text, BERLIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "\"" + text + "\" is no cron expression, as \"30 3 * * MON-FRI\" is, nor off: ");
  }

  @ParameterizedTest
  @CsvSource({"hello, 1 field", "'', 0 fields", "0 0 * *, 4 fields", "0 0 0 * * * 2026, 7 fields"})
  void fieldsAreCountedAsTheyAreWritten(String text, String fields) {
    assertThatThrownBy(() -> new CronTimes(text, BERLIN))
        .hasMessageEndingWith(": it has " + fields + ", and needs 5, or 6 with seconds");
  }
}
