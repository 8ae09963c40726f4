package org.dosync.cdi;

import com.cronutils.model.CompositeCron;
import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The times of a cron expression, by cron-utils, which need not be there: nobody else names it. */
final class CronTimes implements UnaryOperator<Instant> {

  /** Longer than from one 29th of February that is a Sunday to the next. */
  private static final Duration FAR = Duration.ofDays(100 * 366);

  private final ExecutionTime times;
  private final ZoneRules rules;
  private final boolean eachHour;

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is none
   */
  CronTimes(String text, ZoneId zone) {
    this.rules = zone.getRules();
    try {
      Cron cron = parse(text.strip());
      this.times = ExecutionTime.forCron(cron);
      this.eachHour = isOfEachHour(cron);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "\""
              + text.strip()
              + "\" is no cron expression, as \"30 3 * * MON-FRI\" is, nor off: "
              + e.getMessage(),
          e);
    }
  }

  private static boolean isOfEachHour(Cron cron) {
    return cron instanceof CompositeCron several
        ? several.getCrons().stream().allMatch(CronTimes::isOfEachHour)
        : cron.retrieve(CronFieldName.HOUR).getExpression() instanceof Always;
  }

  private static Cron parse(String text) {
    return new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.SPRING53))
        .parse(withSeconds(text));
  }

  private static String withSeconds(String text) {
    int fields = text.isEmpty() ? 0 : text.split("\\s+").length;
    if (fields != 5 && fields != 6 && !text.startsWith("@")) {
      throw new IllegalArgumentException(
          "it has "
              + fields
              + (fields == 1 ? " field" : " fields")
              + ", and needs 5, or 6 with seconds");
    }
    return fields == 5 ? "0 " + text : text;
  }

  /**
   * The times of one offset after those of the other: beside a change of the clock cron-utils meets
   * some times twice, and misses others. Whole seconds: it would keep a part of one in its answer.
   */
  @Override
  public Instant apply(Instant moment) {
    Instant after = moment.truncatedTo(ChronoUnit.SECONDS);
    Instant never = after.plus(FAR);
    ZoneOffset offset = rules.getOffset(after);
    ZoneOffsetTransition change = rules.nextTransition(after);
    while (after.isBefore(never)) {
      Optional<ZonedDateTime> next = times.nextExecution(after.atZone(offset));
      if (next.isEmpty()) {
        return Instant.MAX;
      }
      Instant time = next.get().toInstant();
      if (change != null && !time.isBefore(change.getInstant())) {
        after = change.getInstant().minusSeconds(1);
        offset = change.getOffsetAfter();
        change = rules.nextTransition(change.getInstant());
      } else if (eachHour || !isSecondOfTwo(time, offset)) {
        return time;
      } else {
        after = time;
      }
    }
    return Instant.MAX; // all are left out where the clock is put forward
  }

  private boolean isSecondOfTwo(Instant time, ZoneOffset offset) {
    List<ZoneOffset> valid = rules.getValidOffsets(LocalDateTime.ofInstant(time, offset));
    return valid.size() == 2 && valid.get(1).equals(offset);
  }
}
