package org.dosync.cdi;

import java.util.function.BiConsumer;
import org.dosync.DosyncRuntime;

/** What can be configured of the runtime of a container. */
enum RuntimeKey {
  NAME("dosync.name", (builder, text) -> builder.name(text)),
  CLOSE_TIMEOUT(
      "dosync.closeTimeout", (builder, text) -> builder.closeTimeout(Durations.parse(text))),
  TRACE_SENDS(
      "dosync.traceSends",
      (builder, text) -> builder.traceSends((Boolean) Texts.parse(text, Boolean.class)));

  private final String key;
  private final BiConsumer<DosyncRuntime.Builder, String> setter;

  RuntimeKey(String key, BiConsumer<DosyncRuntime.Builder, String> setter) {
    this.key = key;
    this.setter = setter;
  }

  String key() {
    return key;
  }

  /**
   * Sets the option, if it is configured.
   *
   * @throws IllegalArgumentException if what is configured makes no sense
   */
  void set(DosyncRuntime.Builder builder, Configuration configuration) {
    String text = configuration.find(key);
    if (text != null) {
      setter.accept(builder, text);
    }
  }
}
