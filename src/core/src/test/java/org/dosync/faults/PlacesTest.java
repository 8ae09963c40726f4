package org.dosync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.dosync.faults.Injector.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No place where users' code is called is forgotten. */
@Timeout(120)
class PlacesTest {

  /** What users hand to the public classes, and where that comes to be called. */
  private static final Map<String, Place> HANDED_IN =
      Map.ofEntries(
          Map.entry("Agent Action", Place.ACTION),
          Map.entry("Agent BiConsumer", Place.ERROR_HANDLER),
          Map.entry("Agent Executor", Place.EXECUTOR),
          Map.entry("Agent$Builder BiConsumer", Place.ERROR_HANDLER),
          Map.entry("Atom UnaryOperator", Place.SWAP),
          Map.entry("Delay Supplier", Place.DELAY),
          Map.entry("DosyncRuntime Callable", Place.FUTURE),
          Map.entry("DosyncRuntime Function", Place.FUTURE),
          Map.entry("DosyncRuntime$Builder ContextCapture", Place.CAPTURE),
          Map.entry("DosyncRuntime$Builder Executor", Place.EXECUTOR),
          Map.entry("DosyncRuntime$Builder SchedulerClock", Place.CLOCK),
          Map.entry("Failures Consumer", Place.FAILURE_HANDLER),
          Map.entry("Futures Callable", Place.FUTURE),
          Map.entry("Futures Function", Place.FUTURE),
          Map.entry("History InstantSource", Place.HISTORY_CLOCK),
          Map.entry("JobOptions Consumer", Place.JOB_ERROR_HANDLER),
          Map.entry("Ref UnaryOperator", Place.ALTER),
          Map.entry("Reference Predicate", Place.VALIDATOR),
          Map.entry("Reference UnaryOperator", Place.META),
          Map.entry("Reference Watch", Place.WATCH),
          Map.entry("Reference$Builder Predicate", Place.VALIDATOR),
          Map.entry("Scheduler UnaryOperator", Place.JOB_TIMES),
          Map.entry("Scheduler VoidBody", Place.JOB),
          Map.entry("Transaction Body", Place.BODY),
          Map.entry("Transaction Runnable", Place.ON_COMMIT),
          Map.entry("Transaction VoidBody", Place.BODY),
          Map.entry("TransactionOptions Body", Place.BODY),
          Map.entry("TransactionOptions VoidBody", Place.BODY));

  /** A new one belongs into {@link #HANDED_IN}, and its calls into a program. */
  @Test
  void eachFunctionThatThePublicApiTakesHasItsPlace() {
    Set<String> taken = new TreeSet<>();
    new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.dosync")
            .stream()
            .filter(type -> type.getPackageName().equals("org.dosync"))
            .filter(type -> isPublic(type) && !type.isInterface())
            .forEach(type -> addFunctions(type, taken));
    assertThat(taken).containsExactlyInAnyOrderElementsOf(HANDED_IN.keySet());
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(PlacesTest::isPublic).orElse(true);
  }

  private static void addFunctions(JavaClass type, Set<String> taken) {
    String name = type.getName().substring("org.dosync.".length());
    type.getCodeUnits().stream()
        .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(unit -> !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
        .flatMap(unit -> unit.getRawParameterTypes().stream())
        .filter(PlacesTest::isFunction)
        .forEach(parameter -> taken.add(name + " " + parameter.getSimpleName()));
  }

  private static boolean isFunction(JavaClass parameter) {
    return parameter.isInterface()
        && !parameter.isAssignableTo(Collection.class)
        && !parameter.isAssignableTo(Map.class);
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
