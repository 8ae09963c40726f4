package org.dosync.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Has each transaction of a test run more than once, as it would if others got in its way, and
 * fails the test if that showed. On a test class or a test method, beside {@code @Test}; where both
 * have it, that of the method counts, with all its elements. It works with Weld JUnit too.
 *
 * <pre>{@code
 * @DosyncTest
 * class BookingsTest {
 *   @Test
 *   void aBookingTakesASeat() { ... }
 * }
 * }</pre>
 *
 * <p>A try that could commit is given up, its changes of refs are undone and its {@code onAbort}
 * hooks run; then the body runs again. The test fails, after it has ended, if
 *
 * <ul>
 *   <li>the try that was given up has changed what no abort undoes: a field, a collection, an array
 *       or an atom of an object that the body uses;
 *   <li>the next try had another result, would leave another value in a ref, or holds back other
 *       effects, though no transaction has committed meanwhile.
 * </ul>
 *
 * <p>Looked at are the variables that the body captures (for a bean's method: the bean and the
 * arguments), the objects that they refer to, and the static fields of their classes; up to 10,000
 * objects for a try, texts and numbers not counted. Fields that are {@code transient} are not: what
 * they hold is a cache. Nor is the inside of classes of the JDK other than collections and atomic
 * variables, of containers, and of objects behind a container's proxies.
 *
 * <p>A side effect in a transaction is refused, if dosync-guard is on the class path: {@link
 * #guard}.
 *
 * <p>A failure that nobody has read fails the test as well: what an agent's action or a job has
 * thrown without an error handler, a future without anybody who asked for it, a watch or a hook.
 * {@link Probe#failures} reads them.
 *
 * <p>A test with this annotation runs alone, also where others run in parallel: what it changes is
 * of the whole process.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(DosyncTestExtension.class)
@ResourceLock(Resources.GLOBAL)
public @interface DosyncTest {

  /**
   * How many tries of each transaction are given up.
   *
   * @return zero for none, or more
   */
  int retries() default 1;

  /**
   * Whether runtimes that are made during a test, and are given no clock, go by {@link
   * Probe#clock}, which a test moves by hand. To be said on the class if a container is started for
   * the test. The shared runtime goes by the computer's clock all the same: it is older than the
   * test.
   *
   * @return false by default
   */
  boolean manualClock() default false;

  /**
   * Whether the side-effect guard of dosync-guard watches the transactions of a test. It is brought
   * into the JVM before the first such test, if it is on the class path; where a JVM is started
   * with it, it watches all transactions, whatever is said here. What it does is set by its system
   * properties, {@code dosync.guard.*}.
   *
   * @return true by default
   */
  boolean guard() default true;
}
