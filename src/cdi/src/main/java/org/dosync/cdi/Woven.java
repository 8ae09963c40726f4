package org.dosync.cdi;

import static java.lang.invoke.MethodType.methodType;
import static java.util.Objects.requireNonNull;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;

/**
 * What classes call that dosync-weave has rewritten, and what it asks itself; nothing for other
 * programs.
 */
public final class Woven {

  private static final Configuration NOTHING =
      new Configuration(new SystemSource(new Properties(), Map.of()));

  private static final MethodHandle RUN;
  private static final MethodHandle CALLABLE;

  static {
    try {
      MethodHandles.Lookup ours = MethodHandles.lookup();
      MethodType run = methodType(Object.class, Callable.class, Object.class);
      RUN = ours.findVirtual(WovenMethod.class, "run", run);
      MethodType callable = methodType(Callable.class, Runnable.class);
      CALLABLE = ours.findStatic(WovenMethod.class, "callable", callable);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private Woven() {}

  /**
   * Links a method whose body was moved: its calls run the body as its annotations say.
   *
   * @param caller the class that was woven
   * @param name the name of the method
   * @param type its type, with the class before its parameters unless it is static
   * @param body the private method that has the body now
   * @return runs the body
   * @throws ReflectiveOperationException if there is no such method
   * @throws LambdaConversionException never, for a class that was woven
   */
  public static CallSite bootstrap(
      MethodHandles.Lookup caller, String name, MethodType type, MethodHandle body)
      throws ReflectiveOperationException, LambdaConversionException {
    requireNonNull(caller, "caller");
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(body, "body");
    boolean isStatic =
        caller.revealDirect(body).getReferenceKind() == MethodHandleInfo.REF_invokeStatic;
    Method method =
        caller
            .lookupClass()
            .getDeclaredMethod(
                name, (isStatic ? type : type.dropParameterTypes(0, 1)).parameterArray());
    MethodHandle run = RUN.bindTo(new WovenMethod(method));
    MethodHandle entry = isStatic ? ofClass(run, type) : ofObject(run, type);
    return new ConstantCallSite(
        MethodHandles.foldArguments(entry, bodies(caller, type, body)).asType(type));
  }

  private static MethodHandle ofClass(MethodHandle run, MethodType type) {
    return MethodHandles.dropArguments(
        MethodHandles.insertArguments(run, 1, (Object) null), 1, type.parameterList());
  }

  private static MethodHandle ofObject(MethodHandle run, MethodType type) {
    return MethodHandles.dropArguments(
        run.asType(run.type().changeParameterType(1, type.parameterType(0))),
        2,
        type.dropParameterTypes(0, 1).parameterList());
  }

  /** What makes, of the arguments of a call, the body that each try runs: as a lambda would. */
  private static MethodHandle bodies(
      MethodHandles.Lookup caller, MethodType type, MethodHandle body)
      throws LambdaConversionException {
    if (type.returnType() == void.class) {
      return MethodHandles.filterReturnValue(
          lambda(
              caller, "run", type.changeReturnType(Runnable.class), body, methodType(void.class)),
          CALLABLE);
    }
    return lambda(
        caller,
        "call",
        type.changeReturnType(Callable.class),
        body,
        methodType(type.wrap().returnType()));
  }

  private static MethodHandle lambda(
      MethodHandles.Lookup caller,
      String name,
      MethodType captured,
      MethodHandle body,
      MethodType result)
      throws LambdaConversionException {
    return LambdaMetafactory.metafactory(caller, name, captured, result.erase(), body, result)
        .getTarget();
  }

  /**
   * Refuses members that make no sense; what only the configuration knows is left out.
   *
   * @param annotation as it is written
   * @throws IllegalArgumentException if one does not
   */
  public static void check(Dosync annotation) {
    requireNonNull(annotation, "annotation");
    Configured<Dosync> filled = new Configured<>(annotation, List.of(), NOTHING);
    if (filled.problems().isEmpty()) {
      TransactionPlan.options(filled.annotation(), annotation.name());
    }
  }
}
