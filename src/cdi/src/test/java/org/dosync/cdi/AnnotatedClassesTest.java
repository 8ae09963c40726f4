package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import org.dosync.Ref;
import org.junit.jupiter.api.Test;

/** A start looks closer at classes with our annotations, wherever those are, and at no others. */
@Beans({})
class AnnotatedClassesTest {

  @ApplicationScoped
  static class Plain extends ArrayList<String> implements Runnable {
    private static final long serialVersionUID = 1L;

    @PostConstruct
    @Override
    public void run() {}

    void note(@Named("x") String argument) {}
  }

  @Dosync
  static class OnClass {}

  static class OnMethod {
    @Every("1h")
    private void run() {}
  }

  static class OnParameter {
    void run(int number, @AgentKey String key) {}
  }

  static class OnField {
    @Inject
    @Shared("number")
    Ref<Integer> number;
  }

  static class OnConstructor {
    @Inject
    OnConstructor(@Shared("number") Ref<Integer> number) {}
  }

  static class OnSuperclass extends OnMethod {}

  interface Greeting {
    @Async
    default void greet() {}
  }

  interface Greetings extends Greeting {}

  static class OnInterface implements Greetings {}

  @Dosync
  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Atomic {}

  static class OnBinding {
    @Atomic
    void run() {}
  }

  @Atomic
  @Stereotype
  @Retention(RetentionPolicy.RUNTIME)
  @interface Service {}

  @Service
  static class OnStereotype {}

  @Inject BeanManager beans;

  @Test
  void classesWithoutOurAnnotationsAreNone() {
    assertThat(isFound(Plain.class)).isFalse();
  }

  @Test
  void annotationMayBeAnywhere() {
    List<Class<?>> all =
        List.of(
            OnClass.class,
            OnMethod.class,
            OnParameter.class,
            OnField.class,
            OnConstructor.class,
            OnSuperclass.class,
            OnInterface.class,
            OnBinding.class,
            OnStereotype.class);
    assertThat(all.stream().filter(this::isFound)).containsExactlyElementsOf(all);
  }

  private boolean isFound(Class<?> type) {
    return new AnnotatedClasses().has(beans.createAnnotatedType(type), Kinds.of(beans));
  }
}
