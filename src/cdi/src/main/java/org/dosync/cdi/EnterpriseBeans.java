package org.dosync.cdi;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What differs in beans of Jakarta Enterprise Beans, which an extension is shown as any other. By
 * names: it need not be there.
 */
final class EnterpriseBeans {

  private static final String PACKAGE = "jakarta.ejb.";

  private static final Set<String> KINDS =
      Set.of(PACKAGE + "Stateless", PACKAGE + "Stateful", PACKAGE + "Singleton");

  /** With one of these the container begins no transaction of the database. */
  private static final Set<String> WITHOUT_DATABASE = Set.of("BEAN", "NEVER", "NOT_SUPPORTED");

  private EnterpriseBeans() {}

  static boolean isOne(Class<?> beanClass) {
    return Arrays.stream(beanClass.getAnnotations())
        .map(EnterpriseBeans::name)
        .anyMatch(KINDS::contains);
  }

  /** As all methods do that say nothing else, by themselves or on their class. */
  static boolean usesDatabase(Method method, Annotations annotations) {
    return isOne(annotations.beanClass())
        && Modifier.isPublic(method.getModifiers()) // others may be woven, and are a part of these
        && !isWithoutDatabase("TransactionManagement", annotations.onClass())
        && !isWithoutDatabase("TransactionAttribute", saying(method, annotations));
  }

  /** One on a class is for the methods that the class declares. */
  private static Collection<Annotation> saying(Method method, Annotations annotations) {
    Collection<Annotation> own = annotations.on(method);
    Class<?> declaring = method.getDeclaringClass();
    if (isOn(own)) {
      return own;
    }
    return declaring == annotations.beanClass()
        ? annotations.onClass()
        : List.of(declaring.getAnnotations());
  }

  private static boolean isOn(Collection<Annotation> annotations) {
    return named("TransactionAttribute", annotations).findAny().isPresent();
  }

  private static boolean isWithoutDatabase(String name, Collection<Annotation> annotations) {
    return named(name, annotations).map(Annotations::value).anyMatch(WITHOUT_DATABASE::contains);
  }

  private static Stream<Annotation> named(String name, Collection<Annotation> annotations) {
    return annotations.stream().filter(one -> name(one).equals(PACKAGE + name));
  }

  private static String name(Annotation annotation) {
    return annotation.annotationType().getName();
  }
}
