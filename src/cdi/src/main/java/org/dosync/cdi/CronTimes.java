package org.dosync.cdi;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.function.UnaryOperator;

/** The times of a cron expression, by cron-utils, which need not be there: nobody else names it. */
final class CronTimes implements UnaryOperator<Instant> {

  private final ExecutionTime times;
  private final ZoneId zone;

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is none
   */
  CronTimes(String text, ZoneId zone) {
    this.times = read(text.strip());
    this.zone = zone;
  }

  private static ExecutionTime read(String text) {
    try {
      CronParser parser =
          new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.SPRING53));
      return ExecutionTime.forCron(parser.parse(withSeconds(text)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is no cron expression, as \"30 3 * * MON-FRI\" is, nor off: "
              + e.getMessage(),
          e);
    }
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

  @Override
  public Instant apply(Instant moment) {
    return times
        .nextExecution(moment.atZone(zone))
        .map(ZonedDateTime::toInstant)
        .orElse(Instant.MAX);
  }
}
