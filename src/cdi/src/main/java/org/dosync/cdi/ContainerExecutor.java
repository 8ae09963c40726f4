package org.dosync.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.AnnotationLiteral;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The threads that a container wants to be used, if it has any. */
final class ContainerExecutor {

  private static final String JAKARTA = "jakarta.enterprise.concurrent.ManagedExecutorService";

  /** That of Jakarta EE; and WildFly's own, which is there outside its modules too. */
  private static final List<String> JAKARTA_NAMES =
      List.of(
          "java:comp/DefaultManagedExecutorService", "java:jboss/ee/concurrency/executor/default");

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
    Class<?> jakarta = ManagedObject.type(JAKARTA);
    Object found = jakarta == null ? null : ManagedObject.find(beans, jakarta, JAKARTA_NAMES);
    Class<?> microProfile = found == null ? ManagedObject.type(MICRO_PROFILE) : null;
    return (Executor) (microProfile == null ? found : ManagedObject.find(beans, microProfile));
  }
}
