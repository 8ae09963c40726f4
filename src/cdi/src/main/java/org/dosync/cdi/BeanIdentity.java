package org.dosync.cdi;

import jakarta.enterprise.inject.spi.Bean;
import java.lang.annotation.Annotation;
import java.util.Set;

/**
 * What tells a bean from others of its class: extensions make several of one class, and what a
 * producer makes has the class of the producer's bean. Not the bean itself, which some containers
 * wrap when they hand it out.
 */
record BeanIdentity(
    Class<?> beanClass, Set<Annotation> qualifiers, Set<Class<? extends Annotation>> stereotypes) {

  static BeanIdentity of(Bean<?> bean) {
    return new BeanIdentity(bean.getBeanClass(), bean.getQualifiers(), bean.getStereotypes());
  }
}
