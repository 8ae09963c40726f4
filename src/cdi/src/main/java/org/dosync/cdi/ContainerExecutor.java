package org.dosync.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.AnnotationLiteral;
import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** The threads that a container wants to be used, if it has any. */
final class ContainerExecutor {

  private static final String JAKARTA = "jakarta.enterprise.concurrent.ManagedExecutorService";
  private static final String JAKARTA_NAME = "java:comp/DefaultManagedExecutorService";
  private static final String MICRO_PROFILE = "org.eclipse.microprofile.context.ManagedExecutor";

  private static final class Literal extends AnnotationLiteral<DosyncExecutor>
      implements DosyncExecutor {
    private static final long serialVersionUID = 1L;
  }

  private ContainerExecutor() {}

  /**
   * The application's, or Jakarta Concurrency's, or MicroProfile's; null for none. To be called on
   * a thread of the container: names are looked up, and classes, by what belongs to the thread.
   */
  static @Nullable Executor find(Instance<Object> beans) {
    Instance<Executor> ours = beans.select(Executor.class, new Literal());
    return ours.isUnsatisfied() ? managed(beans) : ours.get(); // which throws if there are two
  }

  private static @Nullable Executor managed(Instance<Object> beans) {
    Class<? extends Executor> jakarta = type(JAKARTA);
    Executor found = jakarta == null ? null : jakarta(beans, jakarta);
    Class<? extends Executor> microProfile = found == null ? type(MICRO_PROFILE) : null;
    return microProfile == null ? found : bean(beans, microProfile);
  }

  private static @Nullable Executor jakarta(
      Instance<Object> beans, Class<? extends Executor> type) {
    Executor bean = bean(beans, type);
    return bean == null ? byName() : bean;
  }

  private static @Nullable Executor bean(Instance<Object> beans, Class<? extends Executor> type) {
    Instance<? extends Executor> candidates = beans.select(type);
    return candidates.isResolvable() ? candidates.get() : null;
  }

  private static @Nullable Executor byName() {
    return byName(JAKARTA_NAME) instanceof Executor executor ? executor : null;
  }

  @SuppressWarnings("BanJNDI") // the name is no input of anybody
  static @Nullable Object byName(String name) {
    try {
      return new InitialContext().lookup(name);
    } catch (NamingException | LinkageError noNames) { // java.naming itself may be missing
      return null;
    }
  }

  private static @Nullable Class<? extends Executor> type(String name) {
    try {
      ClassLoader ofApplication = Thread.currentThread().getContextClassLoader();
      return Class.forName(name, false, ofApplication).asSubclass(Executor.class);
    } catch (ClassNotFoundException | LinkageError notThere) {
      return null;
    }
  }
}
