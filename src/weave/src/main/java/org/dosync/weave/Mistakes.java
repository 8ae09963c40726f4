package org.dosync.weave;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import net.bytebuddy.description.annotation.AnnotationList;
import net.bytebuddy.description.method.MethodDescription.InDefinedShape;
import net.bytebuddy.description.type.TypeDescription;
import org.dosync.Policy;
import org.dosync.Promise;
import org.dosync.cdi.AgentState;
import org.dosync.cdi.Async;
import org.dosync.cdi.Dosync;
import org.dosync.cdi.SideEffect;
import org.dosync.cdi.Woven;

/** What could not work: it fails the build. */
final class Mistakes {

  private static final Set<String> PROMISES =
      Set.of(
          Future.class.getName(),
          CompletionStage.class.getName(),
          CompletableFuture.class.getName(),
          Promise.class.getName());

  private final List<String> found = new ArrayList<>();

  private Mistakes() {}

  /** Each with the class and the method. */
  static List<String> of(TypeDescription type, List<InDefinedShape> methods) {
    Mistakes mistakes = new Mistakes();
    if (type.isInterface() && Annotated.isAnnotated(type)) {
      mistakes.found.add(
          type.getName()
              + ": @Dosync or @SideEffect on an interface is not for the classes that implement it:"
              + " annotate those, or its default methods");
    }
    methods.forEach(mistakes::check);
    return mistakes.found;
  }

  private void check(InDefinedShape method) {
    if (method.isNative()) {
      report(method, "a native method has no body that could be woven: call it from one that has");
    }
    if (!method.isAbstract() && Annotated.hasBody(method) && !Annotated.isWoven(method)) {
      String body = Weaving.PREFIX + method.getInternalName();
      report(method, "its body would go to " + body + ", which is there: rename that");
    }
    Dosync dosync = Annotated.find(Dosync.class, method);
    if (dosync != null) {
      check(dosync, method);
    }
    SideEffect effect = Annotated.find(SideEffect.class, method);
    if (effect != null && effect.value() == Policy.DEFER && !isVoid(method)) {
      report(
          method,
          "a method with @SideEffect(DEFER) runs after its caller has gone on, so it can't return "
              + simpleName(method)
              + ": return void, or take FORBID, WARN or ALLOW");
    }
  }

  private void check(Dosync dosync, InDefinedShape method) {
    try {
      Woven.check(dosync);
    } catch (IllegalArgumentException e) {
      report(method, "@Dosync: " + e.getMessage());
    }
    if (PROMISES.contains(method.getReturnType().asErasure().getName()) && !isElsewhere(method)) {
      report(
          method,
          "a @Dosync method returns when it has committed, so it can't return a "
              + simpleName(method)
              + ": return the value, or add @Async");
    }
  }

  /** Whether the container runs it on another thread, which returns what the caller waits for. */
  private static boolean isElsewhere(InDefinedShape method) {
    AnnotationList onClass = method.getDeclaringType().getInheritedAnnotations();
    return method.getDeclaredAnnotations().isAnnotationPresent(Async.class)
        || onClass.isAnnotationPresent(Async.class)
        || onClass.isAnnotationPresent(AgentState.class)
        || onClass.stream()
            .map(annotation -> annotation.getAnnotationType().getDeclaredAnnotations())
            .anyMatch(
                stereotype ->
                    stereotype.isAnnotationPresent(Async.class)
                        || stereotype.isAnnotationPresent(AgentState.class));
  }

  private static boolean isVoid(InDefinedShape method) {
    return method.getReturnType().represents(void.class);
  }

  private static String simpleName(InDefinedShape method) {
    return method.getReturnType().asErasure().getSimpleName();
  }

  private void report(InDefinedShape method, String text) {
    String parameters =
        method.getParameters().asTypeList().asErasures().stream()
            .map(TypeDescription::getSimpleName)
            .collect(joining(", ", "(", ")"));
    found.add(
        method.getDeclaringType().getTypeName()
            + "."
            + method.getInternalName()
            + parameters
            + ": "
            + text);
  }
}
