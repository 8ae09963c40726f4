package org.dosync.cdi;

import com.cronutils.model.CompositeCron;
import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The times of a cron expression, by cron-utils, which need not be there: nobody else names it. */
final class CronTimes implements UnaryOperator<Instant> {

  private final ExecutionTime times;
  private final ZoneId zone;
  private final boolean eachHour;

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is none
   */
  CronTimes(String text, ZoneId zone) {
    this.zone = zone;
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

  /** What is asked for has whole seconds: cron-utils would keep a part of one in its answer. */
  @Override
  public Instant apply(Instant moment) {
    ZonedDateTime from = moment.truncatedTo(ChronoUnit.SECONDS).atZone(zone);
    Optional<ZonedDateTime> next = eachHour ? times.nextExecution(from) : byTheWallClock(from);
    return next.map(ZonedDateTime::toInstant).orElse(Instant.MAX);
  }

  /** Where a clock is put forward or back, cron-utils meets some times twice, and misses others. */
  private Optional<ZonedDateTime> byTheWallClock(ZonedDateTime from) {
    LocalDateTime time = from.toLocalDateTime();
    for (; ; ) {
      Optional<ZonedDateTime> next = times.nextExecution(time.atZone(ZoneOffset.UTC));
      if (next.isEmpty()) {
        return next;
      }
      time = next.get().toLocalDateTime();
      ZonedDateTime met = time.atZone(zone); // the first of two; later if the day does not have it
      if (met.isAfter(from) && met.toLocalDateTime().equals(time)) {
        return Optional.of(met);
      }
    }
  }
}
