package org.dosync.cdi;

import jakarta.enterprise.context.NormalScope;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;

/** Which annotations are stereotypes, interceptor bindings or such scopes, and what is on those. */
interface Kinds {

  /** As the annotations say themselves: all that is known while an application is built. */
  Kinds OF_CLASSES =
      new Kinds() {
        @Override
        public boolean isStereotype(Class<? extends Annotation> type) {
          return type.isAnnotationPresent(Stereotype.class);
        }

        @Override
        public boolean isInterceptorBinding(Class<? extends Annotation> type) {
          return type.isAnnotationPresent(InterceptorBinding.class);
        }

        @Override
        public boolean isPassivating(Class<? extends Annotation> scope) {
          NormalScope normal = scope.getAnnotation(NormalScope.class);
          return normal != null && normal.passivating();
        }

        @Override
        public Collection<Annotation> definition(Class<? extends Annotation> type) {
          return List.of(type.getAnnotations());
        }
      };

  /** With what portable extensions have added. */
  static Kinds of(BeanManager beans) {
    return new Kinds() {
      @Override
      public boolean isStereotype(Class<? extends Annotation> type) {
        return beans.isStereotype(type);
      }

      @Override
      public boolean isInterceptorBinding(Class<? extends Annotation> type) {
        return beans.isInterceptorBinding(type);
      }

      @Override
      public boolean isPassivating(Class<? extends Annotation> scope) {
        return beans.isPassivatingScope(scope);
      }

      @Override
      public boolean isDefaultMethodIntercepted() {
        return !beans.getClass().getName().startsWith("org.apache.webbeans.");
      }

      @Override
      public Collection<Annotation> definition(Class<? extends Annotation> type) {
        return beans.isStereotype(type)
            ? beans.getStereotypeDefinition(type)
            : beans.getInterceptorBindingDefinition(type);
      }
    };
  }

  boolean isStereotype(Class<? extends Annotation> type);

  boolean isInterceptorBinding(Class<? extends Annotation> type);

  /** Whether what has the scope may be put away for a while. */
  boolean isPassivating(Class<? extends Annotation> scope);

  /** Whether the container intercepts what a bean inherits from an interface. */
  default boolean isDefaultMethodIntercepted() {
    return true;
  }

  /** Of a stereotype or an interceptor binding. */
  Collection<Annotation> definition(Class<? extends Annotation> type);
}
