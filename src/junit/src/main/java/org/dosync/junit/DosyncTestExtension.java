package org.dosync.junit;

import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dosync.testing.Observation;
import org.dosync.testing.Workplace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.platform.commons.support.AnnotationSupport;

/** Looks at one test after the other. */
final class DosyncTestExtension
    implements TestInstancePreConstructCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback {

  private static final Namespace OURS = Namespace.create(DosyncTestExtension.class);

  /** What a test leaves running is waited for so long, to hear of its failures. */
  private static final Duration AFTER_THE_TEST = Duration.ofSeconds(1);

  private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");

  /** Containers are started before the first callback of a test, and need the clock. */
  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factoryContext, ExtensionContext context) {
    GuardOfTests.begin(annotation(context).guard());
    begin(context, newClock(context));
  }

  private static @Nullable ManualClock newClock(ExtensionContext context) {
    return annotation(context).manualClock() ? new ManualClock(START) : null;
  }

  private static void begin(ExtensionContext context, @Nullable ManualClock clock) {
    if (!Observation.isPossible()) {
      throw new IllegalStateException(
          "@DosyncTest would find nothing: the class loader of dosync-core does not see dosync-junit");
    }
    Rehearsal rehearsal = new Rehearsal(annotation(context).retries(), clock);
    context.getStore(OURS).put(Rehearsal.class, rehearsal);
    Observation.observer(rehearsal);
  }

  private static @Nullable Rehearsal rehearsal(ExtensionContext context) {
    return context.getStore(OURS).get(Rehearsal.class, Rehearsal.class);
  }

  /** One that is over was of another test with the same instance, and the same clock. */
  @Override
  public void beforeEach(ExtensionContext context) {
    Rehearsal constructed = rehearsal(context);
    if (constructed == null || !constructed.begin(annotation(context).retries())) {
      begin(context, constructed == null ? newClock(context) : constructed.clock());
    }
    GuardOfTests.begin(annotation(context).guard());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Probe.isQuiescentWithin(AFTER_THE_TEST);
    Observation.workplaces().forEach(Workplace::tellUnread);
    end();
    Rehearsal rehearsal = rehearsal(context);
    if (rehearsal != null) {
      rehearsal.failIfAnythingWasFound();
    }
  }

  /** Also for a test that came no further than its construction. */
  @Override
  public void afterAll(ExtensionContext context) {
    end();
  }

  private static void end() {
    Observation.observer(null);
    GuardOfTests.end();
  }

  /** The nearest one. */
  private static DosyncTest annotation(ExtensionContext context) {
    Optional<ExtensionContext> looked = Optional.of(context);
    while (looked.isPresent()) {
      Optional<AnnotatedElement> element = looked.get().getElement();
      Optional<DosyncTest> found = AnnotationSupport.findAnnotation(element, DosyncTest.class);
      if (found.isPresent()) {
        return found.get();
      }
      looked = looked.get().getParent();
    }
    throw new IllegalStateException("Use this extension by @DosyncTest");
  }
}
