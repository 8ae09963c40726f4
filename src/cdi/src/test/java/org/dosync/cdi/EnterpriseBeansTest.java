package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionManagement;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.se.SeContainer;
import java.util.List;
import java.util.Map;
import org.dosync.Transaction;
import org.junit.jupiter.api.Test;

/** What a server would not do as the annotations say; here these are beans of CDI as well. */
class EnterpriseBeansTest {

  private static final String IN_DATABASE =
      "the methods of an enterprise bean run in a transaction of the database, whose work would be"
          + " done once for each try: put @Dosync into a bean of CDI, or take"
          + " TransactionAttributeType.NOT_SUPPORTED";

  @Dependent
  @Stateless
  @TransactionAttribute(TransactionAttribute.Type.NOT_SUPPORTED)
  static class Till {
    @Dosync
    public void byItsClass() {}

    @Dosync
    @TransactionAttribute
    public void sell() {}
  }

  @Dependent
  @Stateless
  static class Plain {
    @Dosync
    public void sell() {}

    @Dosync
    @TransactionAttribute(TransactionAttribute.Type.NOT_SUPPORTED)
    public boolean look() {
      return Transaction.isRunning();
    }
  }

  @Dependent
  @Stateless
  @TransactionManagement(TransactionManagement.Type.BEAN)
  static class ByItself {
    @Dosync
    public boolean look() {
      return Transaction.isRunning();
    }
  }

  /** What is said of a class is said of its own methods. */
  @TransactionAttribute(TransactionAttribute.Type.NOT_SUPPORTED)
  static class Base {
    @Dosync
    public void look() {}
  }

  @Dependent
  @Stateless
  static class Heir extends Base {}

  @Test
  void transactionsOfTheDatabaseThatTheServerBegins() {
    assertThat(problems(Till.class))
        .containsExactly("DOSYNC-004 " + place(Till.class, "sell") + IN_DATABASE);
    assertThat(problems(Plain.class))
        .containsExactly("DOSYNC-004 " + place(Plain.class, "sell") + IN_DATABASE);
    try (SeContainer container = Containers.start(ByItself.class, Heir.class)) {
      assertThat(container.select(ByItself.class).get().look()).isTrue();
    }
  }

  @Dependent
  @Stateless
  static class Office {
    @Async
    public void write() {}

    @Every("1h")
    void sweep() {}

    @SideEffect
    void send() {}

    @Every("1h")
    public void mop() {}
  }

  @Test
  void whatIsNotForOthersOrGoesOnAfterTheCall() {
    assertThat(problems(Office.class))
        .containsExactlyInAnyOrder(
            "DOSYNC-005 "
                + place(Office.class, "write")
                + "an enterprise bean is for the next caller as soon as the method has returned, and"
                + " @Async would run it then: take jakarta.ejb.Asynchronous, or put @Async into a"
                + " bean of CDI",
            "DOSYNC-010 "
                + place(Office.class, "sweep")
                + "a method with @Every can't be non-public: make it public, as all that is called"
                + " of an enterprise bean",
            "DOSYNC-001 "
                + place(Office.class, "send")
                + "@SideEffect has no effect on a non-public method, which no container intercepts:"
                + " make it public, as all that is called of an enterprise bean, or weave the class");
  }

  private static List<String> problems(Class<?> bean) {
    return Containers.problems(Map.of(), bean);
  }

  private static String place(Class<?> bean, String method) {
    return bean.getName() + "." + method + "(): ";
  }
}
