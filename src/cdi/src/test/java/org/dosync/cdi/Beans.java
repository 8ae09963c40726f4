package org.dosync.cdi;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Each test has a container with these beans, which are injected into it: what Weld JUnit does with
 * Weld alone.
 */
@ExtendWith(Beans.Starter.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Beans {

  Class<?>[] value();

  /** Starts and ends the container. */
  final class Starter implements BeforeEachCallback, AfterEachCallback {

    private static final Namespace OURS = Namespace.create(Starter.class);

    @Override
    public void beforeEach(ExtensionContext test) {
      Beans beans = test.getRequiredTestClass().getAnnotation(Beans.class);
      SeContainer container = Containers.start(beans.value());
      test.getStore(OURS).put(SeContainer.class, container);
      inject(test.getRequiredTestInstance(), container.getBeanManager());
    }

    @SuppressWarnings("unchecked") // a class is its own
    private static <T> void inject(T test, BeanManager beans) {
      beans
          .getInjectionTargetFactory(beans.createAnnotatedType((Class<T>) test.getClass()))
          .createInjectionTarget(null)
          .inject(test, beans.createCreationalContext(null));
    }

    @Override
    public void afterEach(ExtensionContext test) {
      SeContainer container = test.getStore(OURS).remove(SeContainer.class, SeContainer.class);
      if (container != null) { // it has begun
        container.close();
      }
    }
  }
}
