package org.dosync.junit;

import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import org.dosync.testing.Observation;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.support.AnnotationSupport;

/** Looks at one test after the other. */
final class DosyncTestExtension implements BeforeEachCallback, AfterEachCallback {

  private static final Namespace OURS = Namespace.create(DosyncTestExtension.class);

  @Override
  public void beforeEach(ExtensionContext context) {
    Rehearsal rehearsal = new Rehearsal(annotation(context).retries());
    context.getStore(OURS).put(Rehearsal.class, rehearsal);
    Observation.observer(rehearsal);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Observation.observer(null);
    Rehearsal rehearsal = context.getStore(OURS).get(Rehearsal.class, Rehearsal.class);
    rehearsal.failIfAnythingWasFound();
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
