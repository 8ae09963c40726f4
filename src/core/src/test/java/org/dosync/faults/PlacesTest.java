package org.dosync.faults;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.dosync.faults.Injector.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No place where users' code is called is forgotten. */
@Timeout(120)
class PlacesTest {

  /**
   * What users hand to the public classes, and where that comes to be called. Each parameter whose
   * type is an interface counts: its methods are users' code, those of a collection as well.
   */
  private static final Map<String, Place> HANDED_IN =
      Map.ofEntries(
          Map.entry("Agent Action", Place.ACTION),
          Map.entry("Agent BiConsumer", Place.ERROR_HANDLER),
          Map.entry("Agent Executor", Place.EXECUTOR),
          Map.entry("Agent$Builder BiConsumer", Place.ERROR_HANDLER),
          Map.entry("Atom UnaryOperator", Place.SWAP),
          Map.entry("Delay Supplier", Place.DELAY),
          Map.entry("DosyncRuntime Callable", Place.FUTURE),
          Map.entry("DosyncRuntime Collection", Place.COLLECTION),
          Map.entry("DosyncRuntime Function", Place.FUTURE),
          Map.entry("DosyncRuntime$Builder ContextCapture", Place.CAPTURE),
          Map.entry("DosyncRuntime$Builder Executor", Place.EXECUTOR),
          Map.entry("DosyncRuntime$Builder SchedulerClock", Place.CLOCK),
          Map.entry("Failures Consumer", Place.FAILURE_HANDLER),
          Map.entry("Futures Callable", Place.FUTURE),
          Map.entry("Futures Collection", Place.COLLECTION),
          Map.entry("Futures Function", Place.FUTURE),
          Map.entry("History InstantSource", Place.HISTORY_CLOCK),
          Map.entry("JobOptions Consumer", Place.JOB_ERROR_HANDLER),
          Map.entry("LongRef LongUnaryOperator", Place.ALTER),
          Map.entry("Ref UnaryOperator", Place.ALTER),
          Map.entry("Reference Map", Place.COLLECTION),
          Map.entry("Reference Predicate", Place.VALIDATOR),
          Map.entry("Reference UnaryOperator", Place.META),
          Map.entry("Reference Watch", Place.WATCH),
          Map.entry("Reference$Builder Map", Place.COLLECTION),
          Map.entry("Reference$Builder Predicate", Place.VALIDATOR),
          Map.entry("Scheduler UnaryOperator", Place.JOB_TIMES),
          Map.entry("Scheduler VoidBody", Place.JOB),
          Map.entry("Transaction Body", Place.BODY),
          Map.entry("Transaction Runnable", Place.ON_COMMIT),
          Map.entry("Transaction Set", Place.COLLECTION),
          Map.entry("Transaction VoidBody", Place.BODY),
          Map.entry("TransactionOptions Body", Place.BODY),
          Map.entry("TransactionOptions VoidBody", Place.BODY));

  private static final List<JavaCodeUnit> TAKING_FUNCTIONS =
      new ClassFileImporter()
              .withImportOption(new ImportOption.DoNotIncludeTests())
              .importPackages("org.dosync")
              .stream()
              .filter(type -> type.getPackageName().equals("org.dosync"))
              .filter(type -> isPublic(type) && !type.isInterface() && !type.isRecord())
              .flatMap(type -> type.getCodeUnits().stream())
              .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
              .filter(unit -> !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
              .filter(unit -> functions(unit).findAny().isPresent())
              .filter(unit -> !isHandedOn(unit))
              .toList();

  /** A new one belongs into {@link #HANDED_IN}, and its calls into a program. */
  @Test
  void eachFunctionThatThePublicApiTakesHasItsPlace() {
    Set<String> taken = new TreeSet<>();
    for (JavaCodeUnit unit : TAKING_FUNCTIONS) {
      functions(unit).forEach(type -> taken.add(owner(unit) + " " + type.getSimpleName()));
    }
    assertThat(taken).containsExactlyInAnyOrderElementsOf(HANDED_IN.keySet());
  }

  /** Each overload, too: it may take another way to the same function. */
  @Test
  void eachMethodThatTakesAFunctionIsCalledByAProgram() {
    Set<String> called =
        new ClassFileImporter()
            .importPackages("org.dosync.faults").stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .map(access -> access.getTarget())
                .filter(CodeUnitAccessTarget.class::isInstance)
                .flatMap(target -> ((CodeUnitAccessTarget) target).resolveMember().stream())
                .map(JavaCodeUnit::getFullName)
                .collect(toCollection(TreeSet::new));
    assertThat(TAKING_FUNCTIONS).extracting(JavaCodeUnit::getFullName).isSubsetOf(called);
  }

  /** What becomes of a function that a stage of the JDK takes is the JDK's. */
  private static boolean isHandedOn(JavaCodeUnit unit) {
    return unit.getOwner().isAssignableTo(CompletableFuture.class)
        && Stream.of(CompletableFuture.class.getMethods())
            .filter(method -> method.getName().equals(unit.getName()))
            .anyMatch(
                method ->
                    unit.getRawParameterTypes().stream()
                        .map(JavaClass::getName)
                        .toList()
                        .equals(
                            Stream.of(method.getParameterTypes()).map(Class::getName).toList()));
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(PlacesTest::isPublic).orElse(true);
  }

  private static String owner(JavaCodeUnit unit) {
    return unit.getOwner().getName().substring("org.dosync.".length());
  }

  private static Stream<JavaClass> functions(JavaCodeUnit unit) {
    return unit.getRawParameterTypes().stream()
        .map(JavaClass::getBaseComponentType)
        .filter(JavaClass::isInterface);
  }

  @Test
  void eachPlaceIsReachedByAProgram() {
    Set<Place> reached = EnumSet.noneOf(Place.class);
    Program.all()
        .forEach(
            (name, program) ->
                new FaultCheck(name, program, false, 0)
                    .quiet().passed().stream().map(Point::place).forEach(reached::add));
    assertThat(reached).containsExactlyInAnyOrder(Place.values());
  }
}
