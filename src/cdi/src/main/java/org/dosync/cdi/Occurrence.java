package org.dosync.cdi;

import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event, with what its observers may ask of it. */
record Occurrence<T>(T event, Type type, Set<Annotation> qualifiers)
    implements EventContext<T>, EventMetadata {

  @Override
  public T getEvent() {
    return event;
  }

  @Override
  public EventMetadata getMetadata() {
    return this;
  }

  @Override
  public Set<Annotation> getQualifiers() {
    return qualifiers;
  }

  /** Nobody has injected an {@code Event}. */
  @Override
  public @Nullable InjectionPoint getInjectionPoint() {
    return null;
  }

  @Override
  public Type getType() {
    return type;
  }
}
