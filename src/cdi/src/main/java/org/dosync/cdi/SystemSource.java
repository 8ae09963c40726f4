package org.dosync.cdi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** System properties, and environment variables by MicroProfile Config's rule for their names. */
record SystemSource(Properties properties, Map<String, String> environment)
    implements Configuration.Source {

  @Override
  public @Nullable String find(String key) {
    String property = properties.getProperty(key);
    String value = property == null ? environment.get(Configuration.plain(key)) : property;
    return value == null || value.isEmpty() ? null : value;
  }

  @Override
  public Iterable<String> names() {
    List<String> names = new ArrayList<>(properties.stringPropertyNames());
    names.addAll(environment.keySet());
    return names;
  }
}
