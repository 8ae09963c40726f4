package org.dosync.weave;

import static net.bytebuddy.matcher.ElementMatchers.isPrivate;
import static net.bytebuddy.matcher.ElementMatchers.isSynthetic;
import static net.bytebuddy.matcher.ElementMatchers.named;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.annotation.AnnotationList;
import net.bytebuddy.description.method.MethodDescription.InDefinedShape;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import org.dosync.cdi.Dosync;
import org.dosync.cdi.SideEffect;
import org.jspecify.annotations.Nullable;

/** Which methods of a class the annotations are for, by the rules of a container. */
final class Annotated {

  private static final List<Class<? extends Annotation>> WOVEN =
      List.of(Dosync.class, SideEffect.class);

  /** What a container calls to make, destroy or call a bean: that passes no interceptor. */
  private static final Set<String> CALLED_BY_CONTAINER =
      Set.of(
          "jakarta.annotation.PostConstruct",
          "jakarta.annotation.PreDestroy",
          "jakarta.inject.Inject",
          "jakarta.interceptor.AroundConstruct",
          "jakarta.interceptor.AroundInvoke");

  private Annotated() {}

  static boolean isAnnotated(TypeDescription type) {
    return isAmong(type.getInheritedAnnotations());
  }

  static List<InDefinedShape> methods(TypeDescription type) {
    return type.getDeclaredMethods().stream().filter(Annotated::isAnnotated).toList();
  }

  /** Compilers copy annotations to bridges, which call what is woven. */
  private static boolean isAnnotated(InDefinedShape method) {
    return method.isMethod()
        && !method.isSynthetic()
        && WOVEN.stream().anyMatch(annotation -> isFor(annotation, method));
  }

  static boolean isByItself(InDefinedShape method) {
    return isAmong(method.getDeclaredAnnotations());
  }

  private static boolean isAmong(AnnotationList annotations) {
    return WOVEN.stream().anyMatch(annotations::isAnnotationPresent);
  }

  private static boolean isFor(Class<? extends Annotation> annotation, InDefinedShape method) {
    return find(annotation, method) != null;
  }

  /** One on the class is for the methods that a container would intercept, and for final ones. */
  static <A extends Annotation> @Nullable A find(Class<A> annotation, InDefinedShape method) {
    AnnotationList own = method.getDeclaredAnnotations();
    boolean isOfClass =
        !method.isPrivate() && !method.isStatic() && own.stream().noneMatch(Annotated::isACall);
    AnnotationList found =
        own.isAnnotationPresent(annotation) || !isOfClass
            ? own
            : method.getDeclaringType().getInheritedAnnotations();
    var description = found.ofType(annotation);
    return description == null ? null : description.load();
  }

  private static boolean isACall(AnnotationDescription annotation) {
    return CALLED_BY_CONTAINER.contains(annotation.getAnnotationType().getName());
  }

  /** Whether the class has a method of the name that the body of another one gets. */
  static boolean hasBody(InDefinedShape method) {
    return !bodies(method).isEmpty();
  }

  /** Nobody can write a method that is synthetic. */
  static boolean isWoven(InDefinedShape method) {
    return !bodies(method).filter(isPrivate().and(isSynthetic())).isEmpty();
  }

  private static MethodList<InDefinedShape> bodies(InDefinedShape method) {
    return method
        .getDeclaringType()
        .getDeclaredMethods()
        .filter(
            named(Weaving.PREFIX + method.getInternalName())
                .and(other -> other.getDescriptor().equals(method.getDescriptor())));
  }
}
