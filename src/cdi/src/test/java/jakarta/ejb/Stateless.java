package jakarta.ejb;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** As Jakarta's, which servers have. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Stateless {}
