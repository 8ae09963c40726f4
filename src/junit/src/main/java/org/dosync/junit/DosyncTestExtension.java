package org.dosync.junit;

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
import org.junit.jupiter.api.extension.ExtensionContext.Store;
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

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(
      ExtensionContext rootContext) {
    return ExtensionContextScope.TEST_METHOD;
  }

  /**
   * Containers are started before the first callback of a test, and need the clock. A JUnit older
   * than 5.12 does not tell of which method an instance is, so that there may be no annotation yet.
   */
  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factoryContext, ExtensionContext context) {
    boolean outermost = factoryContext.getOuterInstance().isEmpty();
    annotation(context).ifPresent(test -> prepare(context, test, outermost));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    prepare(context, annotation(context).orElseThrow(), false).begin();
  }

  /** What has begun was of another test with the same instance, and the same clock. */
  private static Rehearsal prepare(ExtensionContext context, DosyncTest test, boolean outermost) {
    Rehearsal last = rehearsal(context);
    Rehearsal rehearsal =
        last == null || last.hasBegun() ? newRehearsal(context, clock(last, outermost)) : last;
    rehearsal.follow(test);
    Observation.observer(rehearsal);
    GuardOfTests.begin(test.guard());
    return rehearsal;
  }

  private static Rehearsal newRehearsal(ExtensionContext context, ManualClock clock) {
    if (!Observation.isPossible()) {
      throw new IllegalStateException(
          "@DosyncTest would find nothing: the class loader of dosync-core does not see dosync-junit");
    }
    Rehearsal rehearsal = new Rehearsal(clock);
    Store store = context.getStore(OURS);
    store.put(Rehearsal.class, rehearsal);
    store.put(AutoCloseable.class, (AutoCloseable) DosyncTestExtension::end);
    return rehearsal;
  }

  /** A new one for each instance that is in no other, or for a test that has none. */
  private static ManualClock clock(@Nullable Rehearsal last, boolean outermost) {
    return last == null || outermost ? new ManualClock(START) : last.manualClock();
  }

  private static @Nullable Rehearsal rehearsal(ExtensionContext context) {
    return context.getStore(OURS).get(Rehearsal.class, Rehearsal.class);
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

  /**
   * Also for a test that came no further than its construction, where JUnit is older than 5.13 and
   * closes nothing.
   */
  @Override
  public void afterAll(ExtensionContext context) {
    end();
  }

  private static void end() {
    Observation.observer(null);
    GuardOfTests.end();
  }

  /** The nearest one. */
  private static Optional<DosyncTest> annotation(ExtensionContext context) {
    Optional<DosyncTest> found =
        AnnotationSupport.findAnnotation(context.getElement(), DosyncTest.class);
    return found.isPresent() ? found : context.getParent().flatMap(DosyncTestExtension::annotation);
  }
}
