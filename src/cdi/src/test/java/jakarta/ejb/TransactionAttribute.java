package jakarta.ejb;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** As Jakarta's, which servers have. */
@Retention(RetentionPolicy.RUNTIME)
public @interface TransactionAttribute {

  /** What of it matters here. */
  enum Type {
    REQUIRED,
    NOT_SUPPORTED
  }

  /** The type. */
  Type value() default Type.REQUIRED;
}
