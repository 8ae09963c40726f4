package org.dosync.guard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dosync.Effect;
import org.dosync.Policy;
import org.jspecify.annotations.Nullable;

/** The table of the agent, asked about calls that leave the application. */
final class KnownEffects {

  private final Settings settings;
  private final Application application;
  private final Map<String, List<Row>> table = new HashMap<>();
  private final Map<String, List<Row>> ofOwners = new HashMap<>();

  KnownEffects(Settings settings, Application application) {
    this.settings = settings;
    this.application = application;
    Surface.ROWS.forEach(this::add);
    EntryPoints.OF_THE_JDK.forEach(this::add);
    EntryPoints.since17(Integer.MAX_VALUE).forEach(this::add);
    EntryPoints.ELSEWHERE.forEach(this::add);
    add(EntryPoints.printing(false));
    settings.forbidden().forEach(this::add);
    DriverRows.of(true, true).forEach((type, rows) -> rows.forEach(row -> add(type, row)));
  }

  private void add(Row row) {
    add(row.internalName(), row);
  }

  private void add(String type, Row row) {
    table.computeIfAbsent(type, any -> new ArrayList<>()).add(row);
  }

  /** What a call does that the guard would not let pass. */
  @Nullable Effect of(Call call) {
    for (Row row : ofOwners.computeIfAbsent(call.owner(), this::rows)) {
      if (row.names(call.name(), call.descriptor()) && isMeant(row, call) && isTold(row.effect())) {
        return row.effect();
      }
    }
    return null;
  }

  /** What waits for the commit is none of the transaction. */
  private boolean isTold(Effect effect) {
    return switch (settings.policy(effect)) {
      case FORBID, WARN -> isLookedFor(effect);
      case DEFER, ALLOW -> false;
    };
  }

  private boolean isLookedFor(Effect effect) {
    return switch (effect) {
      case JDBC -> settings.watchesJdbc();
      case JMS -> settings.watchesJms();
      default -> true;
    };
  }

  /** Whether the settings name a method of the application. */
  boolean isForbidden(ScannedMethod method) {
    return settings.policy(Effect.CUSTOM) != Policy.ALLOW
        && settings.forbidden().stream()
            .anyMatch(
                row ->
                    row.internalName().equals(method.owner().name())
                        && row.names(method.name(), method.descriptor()));
  }

  /** Whether what is handed to it runs on another thread, and so in no transaction. */
  boolean isHandOver(Call call) {
    return Contract.isOfThread(call)
        || ofOwners.computeIfAbsent(call.owner(), this::rows).stream()
            .anyMatch(
                row -> row.effect() == Effect.THREAD && row.names(call.name(), call.descriptor()));
  }

  private List<Row> rows(String owner) {
    List<Row> rows = new ArrayList<>();
    for (String type : application.withAncestors(owner)) {
      rows.addAll(table.getOrDefault(type, List.of()));
    }
    return rows;
  }

  private static boolean isMeant(Row row, Call call) {
    return switch (row.weave()) {
      case HIT, WHOLE, FILE, TRANSFER -> true;
      case PART -> false;
      case CONSOLE, LATER -> call.onConsole();
      case OPTIONS, MODE, MAP -> call.writing();
    };
  }
}
