package org.dosync.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.dosync.probe.Databases;
import org.dosync.probe.Forbidden;
import org.h2.Driver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods of the application, or of a driver, that are an effect themselves. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class ForbiddenTest {

  private static final String PLACE = "org.dosync.probe.Forbidden";

  private static List<String> run(String forbidden) throws IOException, InterruptedException {
    return Forked.guarded("policy.console=allow,forbid=" + forbidden).run(Forbidden.class);
  }

  @Test
  void placeOfAMethodThatIsNamedIsItsCaller() throws Exception {
    String mail = "CUSTOM " + PLACE + "$Mail.send in " + PLACE;
    assertThat(run(PLACE + "$Mail#send"))
        .anyMatch(line -> line.startsWith(mail + ".first(Forbidden.java:"))
        .anyMatch(line -> line.startsWith(mail + ".second(Forbidden.java:"))
        .anyMatch(line -> line.startsWith("count: CUSTOM " + PLACE + ".first("))
        .anyMatch(line -> line.startsWith("count: CUSTOM " + PLACE + ".second("));
  }

  @Test
  void placeOfADriversMethodIsItsCaller() throws Exception {
    assertThat(Forked.guarded("").library(Driver.class).run(Databases.class, "places"))
        .anyMatch(line -> line.matches("JDBC org.h2.jdbc.JdbcStatement.execute in .*Databases.*"))
        .anyMatch(line -> line.matches("JDBC org.h2.Driver.connect in .*Databases.*"));
  }

  @Test
  void constructorThatIsNamedIsRefusedInTransactionsAlone() throws Exception {
    assertThat(run(PLACE + "$Mail#<init>"))
        .anyMatch(
            line -> line.startsWith("CUSTOM " + PLACE + "$Mail.<init> in " + PLACE + ".first("))
        .anyMatch(
            line -> line.startsWith("CUSTOM " + PLACE + "$Mail.<init> in " + PLACE + "$SubMail"))
        .contains("not refused")
        .noneMatch(line -> line.contains("WARNING"));
  }

  @Test
  void methodOfTheTableThatIsNamedIsOfTheKindOfThoseThatAre() throws Exception {
    assertThat(run("java.io.PrintStream#println:java.io.PrintStream#format"))
        .anyMatch(line -> line.startsWith("CUSTOM java.io.PrintStream.println in " + PLACE))
        .noneMatch(line -> line.contains("WARNING"));
  }

  @Test
  void methodThatDosyncCallsIsForbiddenToo() throws Exception {
    assertThat(run(PLACE + "$Plus#apply"))
        .anyMatch(line -> line.startsWith("CUSTOM " + PLACE + "$Plus.apply in "));
  }

  /** A mistake in the name, one that a superclass has, one that others implement. */
  @ParameterizedTest
  @ValueSource(strings = {"Mail#sned", "SubMail#send", "Sender#send"})
  void methodWithoutCodeOfItsOwnIsToldWhenItsClassIsLoaded(String named) throws Exception {
    String told = "WARNING: Not forbidden: " + PLACE + "$" + named.replace('#', '.');
    assertThat(run(PLACE + "$" + named))
        .anyMatch(line -> line.startsWith(told))
        .noneMatch(line -> line.contains("this JDK"));
  }
}
