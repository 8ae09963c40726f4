package org.dosync.junit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.dosync.Ref;
import org.dosync.cdi.Dosync;
import org.dosync.cdi.DosyncExtension;
import org.jboss.weld.junit5.auto.AddBeanClasses;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Test;

/** Forced retries of the annotated methods of beans, in Weld. */
class WeldTest {

  @ApplicationScoped
  static class Payroll {
    private final Ref<Integer> salary = Ref.of(30_000);
    private int raises;

    @Dosync
    int raise(int by) {
      return salary.alter(s -> s + by);
    }

    @Dosync(name = "counted raise")
    void raiseAndCount(int by) {
      raises++;
      salary.alter(s -> s + by);
    }

    @Dosync
    void raiseAndLog(List<String> changes) {
      changes.add("raise");
      salary.alter(s -> s + 1);
    }
  }

  @Dependent
  static class Personnel {
    private final Payroll payroll;
    private int calls;

    @Inject
    Personnel(Payroll payroll) {
      this.payroll = payroll;
    }

    @Dosync
    void raise() {
      calls++;
      payroll.raise(1);
    }
  }

  @EnableAutoWeld
  @AddExtensions(DosyncExtension.class)
  @AddBeanClasses({Payroll.class, Personnel.class})
  @DosyncTest
  abstract static class Beans {
    @Inject Payroll payroll;
    @Inject Personnel personnel;
  }

  static class Clean extends Beans {
    @Test
    void raise() {
      assertThat(payroll.raise(1_000)).isEqualTo(31_000);
      assertThat(payroll.raise(1_000)).isEqualTo(32_000);
    }
  }

  @Test
  void nothingIsSaidOfACleanBean() {
    assertThat(Tests.failures(Clean.class)).isEmpty();
  }

  static class FieldOfABean extends Beans {
    @Test
    void raise() {
      payroll.raiseAndCount(1);
    }
  }

  @Test
  void aFieldOfABean() {
    assertThat(Tests.failures(FieldOfABean.class))
        .containsExactly(
            Tests.message(
                "\"counted raise\" at WeldTest$FieldOfABean.raise",
                "Payroll.raises was 0 before the try and 1 after it"));
  }

  static class Argument extends Beans {
    @Test
    void raise() {
      payroll.raiseAndLog(new ArrayList<>());
    }
  }

  @Test
  void anArgument() {
    assertThat(Tests.failures(Argument.class))
        .containsExactly(
            Tests.message(
                "\"Payroll.raiseAndLog\" at WeldTest$Argument.raise",
                "the ArrayList it uses was [] before the try and [raise] after it"));
  }

  static class BeanThatCallsABean extends Beans {
    @Test
    void raise() {
      personnel.raise();
    }
  }

  @Test
  void aDependentBeanThatCallsAnother() {
    assertThat(Tests.failures(BeanThatCallsABean.class))
        .containsExactly(
            Tests.message(
                "\"Personnel.raise\" at WeldTest$BeanThatCallsABean.raise",
                "Personnel.calls was 0 before the try and 1 after it"));
  }
}
