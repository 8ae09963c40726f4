package org.dosync.cdi;

import jakarta.enterprise.inject.spi.Bean;
import java.lang.annotation.Annotation;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What tells a bean from others of its class: extensions make several of one class, and what a
 * producer makes has the class of the producer's bean. Not the bean itself, which some containers
 * wrap when they hand it out. With methods that are written out: those of a record, once called,
 * keep the classes of an application that has ended.
 */
record BeanIdentity(
    Class<?> beanClass, Set<Annotation> qualifiers, Set<Class<? extends Annotation>> stereotypes) {

  static BeanIdentity of(Bean<?> bean) {
    return new BeanIdentity(bean.getBeanClass(), bean.getQualifiers(), bean.getStereotypes());
  }

  @Override
  public int hashCode() {
    return beanClass.hashCode();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BeanIdentity that
        && beanClass == that.beanClass
        && qualifiers.equals(that.qualifiers)
        && stereotypes.equals(that.stereotypes);
  }
}
