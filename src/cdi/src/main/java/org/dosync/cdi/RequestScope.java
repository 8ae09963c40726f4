package org.dosync.cdi;

import static java.lang.System.Logger.Level.WARNING;

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

  private static final System.Logger LOGGER = System.getLogger("org.dosync");

  private final BeanManager beans;
  private final Bean<?> controllers;
  private volatile boolean ended;

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
      if (activated) {
        deactivate(controller);
      }
      context.release();
    }
  }

  /** Not by an Instance: those of OpenWebBeans are for one thread at a time. */
  private RequestContextController controller(CreationalContext<?> context) {
    return (RequestContextController)
        beans.getReference(controllers, RequestContextController.class, context);
  }

  /** The body has run, whatever those do who are told of the end of the context. */
  private void deactivate(RequestContextController controller) {
    try {
      controller.deactivate();
    } catch (ContextNotActiveException endedByTheBody) {
      return;
    } catch (RuntimeException thrown) {
      if (!ended) {
        LOGGER.log(WARNING, "A request context has not ended as it should", thrown);
      }
    }
  }

  /** The container goes, and all contexts with it: perhaps because a body has ended it. */
  void end() {
    ended = true;
  }
}
