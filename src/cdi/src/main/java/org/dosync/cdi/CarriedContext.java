package org.dosync.cdi;

import io.opentelemetry.context.Context;
import jakarta.enterprise.inject.Instance;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dosync.ContextCapture;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.helpers.NOPMDCAdapter;

/**
 * What is carried from a caller to the thread that runs what was called, by each library that is
 * there. To be asked for on a thread of the container, to which names and classes belong.
 */
final class CarriedContext {

  private static final String JAKARTA = "jakarta.enterprise.concurrent.ContextService";

  /** As those of {@link ContainerExecutor}. */
  private static final List<String> JAKARTA_NAMES =
      List.of("java:comp/DefaultContextService", "java:jboss/ee/concurrency/context/default");

  private static final String MICRO_PROFILE = "org.eclipse.microprofile.context.ThreadContext";

  private CarriedContext() {}

  /** Null if there is nothing to carry. */
  static @Nullable ContextCapture find(Instance<Object> beans) {
    return Stream.<Supplier<@Nullable ContextCapture>>of(
            () -> managed(beans), Mdc::find, Telemetry::find)
        .map(CarriedContext::ifThere)
        .filter(Objects::nonNull)
        .reduce((outer, inner) -> body -> outer.capture(inner.capture(body)))
        .orElse(null);
  }

  private static @Nullable ContextCapture ifThere(Supplier<@Nullable ContextCapture> library) {
    try {
      return library.get();
    } catch (LinkageError notThere) {
      return null;
    }
  }

  // ---- of the container, by reflection: not all of these are modules

  private static @Nullable ContextCapture managed(Instance<Object> beans) {
    Class<?> jakarta = ManagedObject.type(JAKARTA);
    Object service = jakarta == null ? null : ManagedObject.find(beans, jakarta, JAKARTA_NAMES);
    if (jakarta != null && service != null) {
      return contextual(jakarta, service);
    }
    Class<?> microProfile = ManagedObject.type(MICRO_PROFILE);
    Object context = microProfile == null ? null : microProfile(microProfile);
    return microProfile == null || context == null ? null : contextual(microProfile, context);
  }

  /** All but the request context, of which each task has one of its own. */
  private static @Nullable Object microProfile(Class<?> type) {
    try {
      Object builder = type.getMethod("builder").invoke(null);
      Class<?> builderType = type.getMethod("builder").getReturnType();
      for (Map.Entry<String, String> setting :
          Map.of("propagated", "Remaining", "cleared", "Transaction", "unchanged", "CDI")
              .entrySet()) {
        Method setter = builderType.getMethod(setting.getKey(), String[].class);
        setter.invoke(builder, (Object) new String[] {setting.getValue()});
      }
      return builderType.getMethod("build").invoke(builder);
    } catch (ReflectiveOperationException noProvider) {
      return null;
    }
  }

  private static ContextCapture contextual(Class<?> type, Object context) {
    try {
      Method contextualRunnable = type.getMethod("contextualRunnable", Runnable.class);
      return body -> invoke(contextualRunnable, context, body);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " is not what it was", e);
    }
  }

  private static Runnable invoke(Method method, Object context, Runnable body) {
    try {
      return (Runnable) method.invoke(context, body);
    } catch (InvocationTargetException e) {
      throw Unchecked.rethrow(e.getTargetException());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- libraries: a class for each, which can't be linked if that is missing

  private static final class Mdc {
    static @Nullable ContextCapture find() {
      return MDC.getMDCAdapter() instanceof NOPMDCAdapter ? null : Mdc::capture;
    }

    private static Runnable capture(Runnable body) {
      Map<String, String> sent = MDC.getCopyOfContextMap();
      return () -> {
        Map<String, String> before = MDC.getCopyOfContextMap();
        set(sent);
        try {
          body.run();
        } finally {
          set(before);
        }
      };
    }

    private static void set(@Nullable Map<String, String> entries) {
      if (entries == null) {
        MDC.clear();
      } else {
        MDC.setContextMap(entries);
      }
    }
  }

  private static final class Telemetry {
    static ContextCapture find() {
      Context.root(); // linked now or never
      return body -> Context.current().wrap(body);
    }
  }
}
