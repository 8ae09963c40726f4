package org.dosync.examples.reservation.rest;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyVisibilityStrategy;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** Answers are records, in which older versions of JSON Binding see no properties by themselves. */
@Provider
public class JsonOfRecords implements ContextResolver<Jsonb> {

  private static final PropertyVisibilityStrategy FIELDS =
      new PropertyVisibilityStrategy() {
        @Override
        public boolean isVisible(Field field) {
          return true;
        }

        @Override
        public boolean isVisible(Method method) {
          return true;
        }
      };

  private final Jsonb json =
      JsonbBuilder.create(new JsonbConfig().withPropertyVisibilityStrategy(FIELDS));

  @Override
  public Jsonb getContext(Class<?> type) {
    return json;
  }
}
