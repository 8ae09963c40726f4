package org.dosync.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.dosync.Promise;
import org.dosync.Reference;
import org.jspecify.annotations.Nullable;

/** The references of a container by their names, from their first injection on. */
final class SharedReferences {

  private final Map<String, Made<Object>> byName = new ConcurrentHashMap<>();
  private final Set<Promise<?>> promises = ConcurrentHashMap.newKeySet();
  private final Queue<CreationalContext<?>> contexts = new ConcurrentLinkedQueue<>();
  private final Container container;
  private final Observers observers;
  private final Sharing sharing;
  private final BeanManager beans;

  SharedReferences(Container container, Observers observers, Sharing sharing, BeanManager beans) {
    this.container = container;
    this.observers = observers;
    this.sharing = sharing;
    this.beans = beans;
  }

  /** Each by itself, because what gives the first value of one may need another. */
  Object get(String name) {
    SharedReference shared = sharing.reference(name);
    return byName
        .computeIfAbsent(name, unknown -> new Made<>(shared.toString(), () -> tryToMake(shared)))
        .get();
  }

  /** What has failed is not kept: the next injection asks again. */
  private Object tryToMake(SharedReference shared) {
    try {
      return make(shared);
    } catch (Throwable thrown) {
      byName.remove(shared.name());
      throw thrown;
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a promise is no exception: it is given out
  private Object make(SharedReference shared) {
    if (shared.isPromise()) {
      Promise<?> promise = new Promise<>();
      promises.add(promise);
      return promise;
    }
    Set<Bean<?>> producers = sharing.producersOf(shared, beans);
    Bean<?> producer = producers.isEmpty() ? null : beans.resolve(producers);
    return producer == null ? begun(shared, shared.initialValue()) : produced(producer, shared);
  }

  private Object begun(SharedReference shared, @Nullable Object firstValue) {
    Reference<?> reference = shared.make(firstValue, container::runtime);
    sharing.constrain(reference, shared);
    observers.watch(reference, shared);
    return reference;
  }

  private Object produced(Bean<?> producer, SharedReference shared) {
    CreationalContext<?> context = beans.createCreationalContext(producer);
    try {
      Object reference = begun(shared, beans.getReference(producer, shared.valueType(), context));
      contexts.add(context);
      return reference;
    } catch (Throwable thrown) {
      context.release();
      throw thrown;
    }
  }

  /**
   * Cancels promises, or those who wait for them would wait for ever, and releases what first
   * values were made of: they may have used it until now.
   */
  void end() {
    promises.forEach(promise -> promise.cancel(false));
    contexts.forEach(CreationalContext::release);
  }
}
