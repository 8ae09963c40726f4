package org.dosync.cdi;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.lang.reflect.Member;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dosync.Atom;
import org.dosync.InvalidStateException;
import org.dosync.Reference;
import org.jspecify.annotations.Nullable;

/** The constraints of injected fields. Only here is Jakarta Validation needed. */
final class Constraints implements AutoCloseable {

  private final ValidatorFactory factory;
  private final Validator validator;

  /**
   * Looks for a validator.
   *
   * @throws jakarta.validation.ValidationException if there is none
   */
  Constraints() {
    this.factory = Validation.buildDefaultValidatorFactory();
    this.validator =
        factory.usingContext().addValueExtractor(new ReferenceValueExtractor()).getValidator();
  }

  /** A validator of a reference that refuses what violates a constraint of any of the places. */
  Predicate<@Nullable Object> validator(Reference<?> reference, List<InjectionPoint> points) {
    return candidate -> {
      Set<ConstraintViolation<?>> violations = violations(points, candidate);
      if (!violations.isEmpty()) {
        throw new InvalidStateException(
            reference,
            candidate,
            new ConstraintViolationException(messages(violations), violations));
      }
      return true;
    };
  }

  /** What is wrong with a value, in words; empty if nothing is. */
  String messages(List<InjectionPoint> points, @Nullable Object candidate) {
    return messages(violations(points, candidate));
  }

  private static String messages(Set<ConstraintViolation<?>> violations) {
    return violations.stream()
        .map(ConstraintViolation::getMessage)
        .distinct()
        .sorted()
        .collect(joining(", "));
  }

  private Set<ConstraintViolation<?>> violations(
      List<InjectionPoint> points, @Nullable Object candidate) {
    return points.stream().flatMap(point -> violations(point, candidate)).collect(toSet());
  }

  /** The candidate is shown in an atom, which can be read in a transaction and leaves no trace. */
  @SuppressWarnings("NullAway") // null is a legal value; see nullaway.jspecify-mode in the pom
  private Stream<? extends ConstraintViolation<?>> violations(
      InjectionPoint point, @Nullable Object candidate) {
    Member field = point.getMember();
    return validator
        .validateValue(field.getDeclaringClass(), field.getName(), Atom.of(candidate))
        .stream();
  }

  @Override
  public void close() {
    factory.close();
  }
}
