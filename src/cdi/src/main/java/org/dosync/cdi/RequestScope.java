package org.dosync.cdi;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Gives what runs on another thread a request context of its own, unless its executor has given it
 * one, and leaves that thread the class loader it had.
 */
final class RequestScope {

  private final BeanManager beans;
  private final Bean<?> controllers;

  RequestScope(BeanManager beans) {
    this.beans = beans;
    this.controllers = beans.resolve(beans.getBeans(RequestContextController.class));
  }

  @Nullable Object call(Callable<@Nullable Object> body) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    CreationalContext<?> context = beans.createCreationalContext(null);
    RequestContextController controller = controller(context);
    boolean activated = controller.activate();
    try {
      return body.call();
    } finally {
      thread.setContextClassLoader(loader);
      end(controller, activated);
      context.release();
    }
  }

  /** Not by an Instance: those of OpenWebBeans are for one thread at a time. */
  private RequestContextController controller(CreationalContext<?> context) {
    return (RequestContextController)
        beans.getReference(controllers, RequestContextController.class, context);
  }

  private void end(RequestContextController controller, boolean activated) {
    try {
      if (activated) {
        controller.deactivate();
      }
    } catch (ContextNotActiveException | IllegalStateException containerHasEnded) {
      // and the context with it: the body may have done that itself
    }
  }
}
