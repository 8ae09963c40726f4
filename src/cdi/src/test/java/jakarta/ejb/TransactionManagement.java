package jakarta.ejb;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** As Jakarta's, which servers have. */
@Retention(RetentionPolicy.RUNTIME)
public @interface TransactionManagement {

  /** What of it matters here. */
  enum Type {
    CONTAINER,
    BEAN
  }

  /** The type. */
  Type value() default Type.CONTAINER;
}
