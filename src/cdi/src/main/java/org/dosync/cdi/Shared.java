package org.dosync.cdi;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A reference by its name: all who inject it get the same one.
 *
 * <pre>{@code
 * @Inject @Shared("salary") Ref<Integer> salary;
 * }</pre>
 *
 * <p>It may be a {@link org.dosync.Ref}, {@link org.dosync.Atom}, {@link org.dosync.Agent} or
 * {@link org.dosync.Promise}, of a type with its arguments, or a {@link org.dosync.LongRef}. It is
 * made at its first injection, bears its name in messages, and lives as long as the container; a
 * promise that nobody has delivered by then is cancelled. Injection points of one name that differ
 * in their types, or in their initial values, are refused at deployment.
 *
 * <p>On a producer without a scope it gives the first value, where that is more than a text:
 *
 * <pre>{@code
 * @Produces @Shared("salary") Integer first(Tariff tariff) { return tariff.lowest(); }
 * }</pre>
 *
 * <p>Constraints of Jakarta Validation on an injected field are those of the value:
 * {@code @Shared("guests") @Max(9) Ref<Integer>}. They act as the {@linkplain
 * org.dosync.Reference#setValidator validator}: a value that violates one of any injection point of
 * the name is refused with {@link org.dosync.InvalidStateException}, whose message has the
 * constraint's. {@code initial}, or what is there without it, is checked at deployment, what a
 * producer returns at the first injection.
 *
 * <p>On an observer it chooses whose changes are told: see {@link Changed}.
 */
@Documented
@Qualifier
@Retention(RUNTIME)
@Target({FIELD, PARAMETER, METHOD})
public @interface Shared {

  /**
   * The name.
   *
   * @return any text
   */
  String value();

  /**
   * The first value, as text: for a {@link String}, a wrapper class, an enum, {@link
   * java.math.BigDecimal}, {@link java.math.BigInteger}, or any class with a static {@code
   * valueOf(String)} or {@code parse(CharSequence)}, such as those of {@code java.time}. Where one
   * injection point has it, the others of the name need not; nor may there be a producer then.
   *
   * @return empty, for null, or for 0 in a {@link org.dosync.LongRef}, by default
   */
  @Nonbinding
  String initial() default "";

  /** The annotation as an object, to ask {@code Instance.select} for a reference. */
  final class Literal extends AnnotationLiteral<Shared> implements Shared {

    private static final long serialVersionUID = 1L;
    private final String value;

    private Literal(String value) {
      this.value = value;
    }

    /**
     * The annotation with a name.
     *
     * @param name the name
     * @return {@code @Shared("name")}
     */
    public static Literal of(String name) {
      return new Literal(name);
    }

    @Override
    public String value() {
      return value;
    }

    @Override
    public String initial() {
      return "";
    }
  }
}
