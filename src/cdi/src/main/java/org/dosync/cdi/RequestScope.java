package org.dosync.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Gives what runs on another thread a request context of its own, and leaves that thread the class
 * loader it had.
 */
@ApplicationScoped
class RequestScope {

  private final Instance<RequestContextController> controllers;

  /** For proxies. */
  @SuppressWarnings("NullAway")
  RequestScope() {
    this.controllers = null;
  }

  @Inject
  RequestScope(Instance<RequestContextController> controllers) {
    this.controllers = controllers;
  }

  @Nullable Object call(Callable<@Nullable Object> body) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    RequestContextController controller = controllers.get();
    boolean activated = controller.activate();
    try {
      return body.call();
    } finally {
      thread.setContextClassLoader(loader);
      end(controller, activated);
    }
  }

  private void end(RequestContextController controller, boolean activated) {
    try {
      if (activated) {
        controller.deactivate();
      }
      controllers.destroy(controller);
    } catch (ContextNotActiveException | IllegalStateException containerHasEnded) {
      // and the context with it: the body may have done that itself
    }
  }
}
