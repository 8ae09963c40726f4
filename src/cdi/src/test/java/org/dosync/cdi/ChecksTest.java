package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.interceptor.InterceptorBinding;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.io.Serializable;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dosync.Policy;
import org.dosync.Promise;
import org.dosync.Propagation;
import org.dosync.Ref;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What could not work is told at deployment: all of it, with the place and the mend. */
@Timeout(60)
class ChecksTest {

  private static final String COMBINED =
      "@Dosync and @Transactional can't be combined: what the database does would be done once for"
          + " each try. Put them on two methods, or take TxType.NOT_SUPPORTED";

  private static void assertRefused(Class<?> bean, String... lines) {
    DosyncDeploymentException refusal = refusal(bean);
    assertThat(refusal.problems()).containsExactlyInAnyOrder(lines);
    assertThat(refusal).hasMessageContaining(lines[0]);
  }

  private static DosyncDeploymentException refusal(Class<?> bean) {
    Throwable thrown = catchThrowable(() -> start(bean));
    while (thrown != null && !(thrown instanceof DosyncDeploymentException)) {
      thrown = thrown.getCause();
    }
    assertThat(thrown).as(bean.getSimpleName()).isNotNull();
    return (DosyncDeploymentException) thrown;
  }

  private static void start(Class<?>... beans) {
    try (SeContainer container = Containers.start(beans)) {
      assertThat(container.isRunning()).isTrue();
    }
  }

  private static String place(Class<?> bean, String method) {
    return bean.getName() + "." + method + ": ";
  }

  @ApplicationScoped
  static class Uninterceptable {
    @Dosync
    private void hidden() {}

    @Async
    static void shared(int number, String text) {}

    void use() {
      hidden();
    }
  }

  @Test
  void methodThatNoContainerIntercepts() {
    assertRefused(
        Uninterceptable.class,
        "DOSYNC-001 "
            + place(Uninterceptable.class, "hidden()")
            + "@Dosync has no effect on a private method, which no container intercepts: drop"
            + " \"private\", or weave the class",
        "DOSYNC-001 "
            + place(Uninterceptable.class, "shared(int, String)")
            + "@Async has no effect on a static method, which no container intercepts: drop"
            + " \"static\"");
  }

  @ApplicationScoped
  static class AsyncValue {
    @Async
    int value() {
      return 1;
    }
  }

  @Test
  void asyncMethodThatReturnsAValue() {
    assertRefused(
        AsyncValue.class,
        "DOSYNC-002 "
            + place(AsyncValue.class, "value()")
            + "an @Async method can't return int, which is not there yet when the caller goes on:"
            + " return void, a Promise, a CompletionStage, a CompletableFuture or a Future");
  }

  @Dosync
  @ApplicationScoped
  static class LateTransaction {
    CompletionStage<Integer> later() {
      return CompletableFuture.completedFuture(1);
    }

    Promise<Integer> promise() {
      return new Promise<>();
    }
  }

  @Test
  void transactionThatReturnsAPromise() {
    assertRefused(
        LateTransaction.class,
        "DOSYNC-003 "
            + place(LateTransaction.class, "later()")
            + "a @Dosync method returns when it has committed, so it can't return a"
            + " CompletionStage: return the value, or add @Async",
        "DOSYNC-003 "
            + place(LateTransaction.class, "promise()")
            + "a @Dosync method returns when it has committed, so it can't return a Promise: return"
            + " the value, or add @Async");
  }

  @ApplicationScoped
  @Transactional(TxType.NOT_SUPPORTED)
  static class WithDatabase {
    @Dosync
    @Transactional
    void change() {}

    @Dosync
    @Transactional(TxType.SUPPORTS)
    void perhaps() {}

    @Dosync
    void fromTheClass() {}

    @Dosync
    @Transactional(TxType.NEVER)
    void never() {}
  }

  @Test
  void transactionOfADatabaseAroundOurs() {
    assertRefused(
        WithDatabase.class,
        "DOSYNC-004 " + place(WithDatabase.class, "change()") + COMBINED,
        "DOSYNC-004 " + place(WithDatabase.class, "perhaps()") + COMBINED);
  }

  @Transactional
  @Stereotype
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface Repository {}

  @Transactional
  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @interface Database {}

  @Repository
  @ApplicationScoped
  static class OfTheDatabase {
    @Dosync
    void byStereotype() {}

    @Dosync
    @Transactional(TxType.NEVER)
    void never() {}
  }

  @ApplicationScoped
  static class BoundToTheDatabase {
    @Dosync
    @Database
    void byBinding() {}
  }

  @Test
  void transactionOfADatabaseByAnAnnotationOfOnesOwn() {
    assertRefused(
        OfTheDatabase.class,
        "DOSYNC-004 " + place(OfTheDatabase.class, "byStereotype()") + COMBINED);
    assertRefused(
        BoundToTheDatabase.class,
        "DOSYNC-004 " + place(BoundToTheDatabase.class, "byBinding()") + COMBINED);
  }

  @ApplicationScoped
  static class Mistaken {
    @Async
    int value() {
      return 1;
    }
  }

  @Specializes
  @ApplicationScoped
  static class Mended extends Mistaken {
    @Override
    int value() {
      return 2;
    }
  }

  @Test
  void mistakesOfABeanThatAnotherSpecializesAreNone() {
    start(Mistaken.class, Mended.class);
  }

  @AgentState
  static class AsyncAgent {
    @Async
    void twice() {}
  }

  @Test
  void asyncMethodOfAnAgentBean() {
    assertRefused(
        AsyncAgent.class,
        "DOSYNC-005 "
            + place(AsyncAgent.class, "twice()")
            + "a method of an @AgentState bean is asynchronous: drop @Async");
  }

  @ApplicationScoped
  static class NoAgent {
    @SendOff
    void write() {}
  }

  @Test
  void sendOutsideAnAgentBean() {
    assertRefused(
        NoAgent.class,
        "DOSYNC-006 "
            + place(NoAgent.class, "write()")
            + "@SendOff is for methods of an @AgentState bean: annotate NoAgent with it, or take"
            + " @Async");
  }

  @AgentState(capacity = 0)
  static class Undecided {
    @Send
    @SendOff
    void both() {}
  }

  @Test
  void membersThatMakeNoSense() {
    assertRefused(
        Undecided.class,
        "DOSYNC-008 "
            + Undecided.class.getName()
            + ": @AgentState: capacity must be 1 or more, not 0",
        "DOSYNC-007 "
            + place(Undecided.class, "both()")
            + "@Send and @SendOff exclude each other: drop one of them");
  }

  @ApplicationScoped
  static class NoNumbers {
    @Dosync(timeout = "soon")
    void timeout() {}

    @Dosync(timeout = "9999999999999999d")
    void far() {}

    @Dosync(timeout = "9999999999999999999s")
    void farther() {}

    @Dosync(maxRetries = -1)
    void retries() {}
  }

  @Test
  void numbersThatAreNone() {
    assertRefused(
        NoNumbers.class,
        "DOSYNC-008 "
            + place(NoNumbers.class, "timeout()")
            + "@Dosync: \"soon\" is no length of time: write 500ms, 2s, 1m, 1h, 1d or PT1.5S",
        "DOSYNC-008 "
            + place(NoNumbers.class, "far()")
            + "@Dosync: \"9999999999999999d\" is no length of time: write 500ms, 2s, 1m, 1h, 1d or"
            + " PT1.5S",
        "DOSYNC-008 "
            + place(NoNumbers.class, "farther()")
            + "@Dosync: \"9999999999999999999s\" is no length of time: write 500ms, 2s, 1m, 1h, 1d"
            + " or PT1.5S",
        "DOSYNC-008 "
            + place(NoNumbers.class, "retries()")
            + "@Dosync: maxRetries must be 0 or more, not -1");
  }

  @ApplicationScoped
  static class Never {
    @Every("0s")
    void run() {}

    @Every("10s")
    void argument(int number) {}

    @Every("10s")
    final void last() {}
  }

  @Test
  void jobsThatCannotRun() {
    assertRefused(
        Never.class,
        "DOSYNC-008 "
            + place(Never.class, "run()")
            + "@Every: the time must be more than zero, or off for no runs, not 0s",
        "DOSYNC-010 "
            + place(Never.class, "argument(int)")
            + "a method with @Every can't have parameters: nobody would give it arguments",
        "DOSYNC-010 "
            + place(Never.class, "last()")
            + "a method with @Every can't be final: drop \"final\"");
  }

  @ApplicationScoped
  static class Later {
    @Every("1h")
    @Async
    void twice() {}

    @Every("1h")
    CompletionStage<Integer> promise() {
      return CompletableFuture.completedFuture(1);
    }
  }

  @Test
  void jobsThatEndBeforeTheyHaveRun() {
    assertRefused(
        Later.class,
        "DOSYNC-005 "
            + place(Later.class, "twice()")
            + "a job runs on a thread of its own, and with @Async its runs would overlap: drop"
            + " @Async",
        "DOSYNC-010 "
            + place(Later.class, "promise()")
            + "a method with @Every has run when it returns, and nobody asks for a CompletionStage:"
            + " wait for it, and return void");
  }

  @AgentState
  static class LaterInAnAgent {
    @Every("1h")
    Future<Integer> promise() {
      return CompletableFuture.completedFuture(1);
    }
  }

  @Test
  void jobOfAnAgentThatReturnsAPromise() {
    assertRefused(
        LaterInAnAgent.class,
        "DOSYNC-010 "
            + place(LaterInAnAgent.class, "promise()")
            + "a method with @Every has run when it returns, and nobody asks for a Future: wait for"
            + " it, and return void");
  }

  @ApplicationScoped
  static class Joining {
    @Async
    @Dosync(propagation = Propagation.MANDATORY)
    void later() {}

    @Every("1h")
    @Dosync(propagation = Propagation.MANDATORY)
    void each() {}

    @Dosync(propagation = Propagation.MANDATORY)
    void right() {}
  }

  @Test
  void transactionThatIsNeverThereToBeJoined() {
    String text =
        "a @Dosync method with Propagation.MANDATORY joins the transaction of its caller, and never"
            + " finds one on a thread that runs nothing else: take Propagation.REQUIRED";
    assertRefused(
        Joining.class,
        "DOSYNC-026 " + place(Joining.class, "later()") + text,
        "DOSYNC-026 " + place(Joining.class, "each()") + text);
  }

  @ApplicationScoped
  static class WrongShared {
    @Inject
    @Shared("text")
    String text;

    @Inject
    @Shared(value = "number", initial = "many")
    Ref<Integer> number;
  }

  @Test
  void sharedReferencesThatAreNone() {
    assertRefused(
        WrongShared.class,
        "DOSYNC-011 "
            + place(WrongShared.class, "text")
            + "@Shared is for a Ref, an Atom, an Agent or a Promise, with the type of its value, or"
            + " for a LongRef, not for String",
        "DOSYNC-011 "
            + place(WrongShared.class, "number")
            + "@Shared(\"number\"): \"many\" is no Integer");
  }

  @ApplicationScoped
  static class TwoTypes {
    @Inject
    @Shared("salary")
    Ref<Integer> salary;

    @Inject
    void also(@Shared("salary") Ref<Long> other) {}
  }

  @Test
  void sharedReferencesThatDiffer() {
    DosyncDeploymentException refusal = refusal(TwoTypes.class);
    assertThat(refusal.problems()).hasSize(1);
    assertThat(refusal)
        .hasMessageContaining("DOSYNC-012")
        .hasMessageContaining(" a Ref<Integer> ")
        .hasMessageContaining(" a Ref<Long> ");
  }

  @Typed(Runnable.class)
  @ApplicationScoped
  static class ByAnotherType implements Runnable {
    @Every("1h")
    @Override
    public void run() {}
  }

  @Test
  void jobOfABeanThatIsNotGivenOutAsItself() {
    assertRefused(
        ByAnotherType.class,
        "DOSYNC-010 "
            + place(ByAnotherType.class, "run()")
            + "a method with @Every is called on a ByAnotherType, which @Typed leaves out of the types of"
            + " the bean: add it");
  }

  @Dependent
  @AgentState
  static class Own {}

  @RequestScoped
  @AgentState
  static class Brief {}

  @Test
  void agentBeanThatIsNotShared() {
    for (Class<?> bean : new Class<?>[] {Own.class, Brief.class}) {
      String scope = bean == Own.class ? "Dependent" : "RequestScoped";
      assertRefused(
          bean,
          "DOSYNC-009 "
              + bean.getName()
              + ": an @AgentState bean is shared by threads, and may not be @"
              + scope
              + ": drop that, and it is @ApplicationScoped");
    }
  }

  @SessionScoped
  @AgentState
  static class OfASession implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  @SessionScoped
  static class JobOfASession implements Serializable {
    private static final long serialVersionUID = 1L;

    @Every("1h")
    void run() {}
  }

  @Test
  void sessionsAreNotForAgentsAndJobs() {
    assertRefused(
        OfASession.class,
        "DOSYNC-009 "
            + OfASession.class.getName()
            + ": what an @AgentState bean has in its queue can't be put away and taken out again, as"
            + " what is @SessionScoped can: drop that, so that it is @ApplicationScoped, and give"
            + " it an @AgentKey");
    assertRefused(
        JobOfASession.class,
        "DOSYNC-010 "
            + place(JobOfASession.class, "run()")
            + "a method with @Every runs without a session, and can't be in a bean that is"
            + " @SessionScoped");
  }

  @AgentState(capacity = 0)
  static class Roomless {}

  @AgentState(maxInstances = 0)
  static class Countless {}

  @AgentState(idleTimeout = "soon")
  static class Sometime {}

  @AgentState(idleTimeout = "0s")
  static class Timeless {}

  @Test
  void membersOfAnAgentBeanThatMakeNoSense() {
    assertSenseless(Roomless.class, "capacity must be 1 or more, not 0");
    assertSenseless(Countless.class, "maxInstances must be 1 or more, not 0");
    assertSenseless(Timeless.class, "idleTimeout must be more than zero, not 0s");
    assertSenseless(
        Sometime.class, "\"soon\" is no length of time: write 500ms, 2s, 1m, 1h, 1d or PT1.5S");
  }

  private static void assertSenseless(Class<?> bean, String text) {
    assertRefused(bean, "DOSYNC-008 " + bean.getName() + ": @AgentState: " + text);
  }

  @AgentState
  static class HalfKeyed {
    @Inject
    void use(BeanManager beans) {}

    @PostConstruct
    void open() {}

    void deposit(@AgentKey String number) {}

    @SendOff
    void print() {}

    void close(@AgentKey Integer number) {}

    @Override
    public String toString() {
      return help();
    }

    private String help() {
      return "";
    }
  }

  @AgentState
  static class WronglyKeyed {
    void twice(@AgentKey String one, @AgentKey String other) {}

    private void hidden(@AgentKey String number) {}

    void use(@AgentKey String number) {
      hidden(number);
    }
  }

  @AgentState
  static class Boxed {
    void one(@AgentKey int number) {}

    void other(@AgentKey Integer number) {}
  }

  @Test
  void keyMayBeBoxed() {
    start(Boxed.class);
  }

  static class KeyedByAnything<K> {
    void one(@AgentKey K key) {}

    void other(@AgentKey List<K> keys) {}
  }

  static class KeyedByItself<K> extends KeyedByAnything<K> {
    @Override
    void other(@AgentKey List<K> keys) {}
  }

  @AgentState
  static class KeyedByTypeVariable extends KeyedByItself<List<String>> {
    void use(@AgentKey List<String> key) {}
  }

  @Test
  void keyMayBeOfATypeVariable() {
    start(KeyedByTypeVariable.class);
  }

  @AgentState
  static class KeyedByArray {
    void use(@AgentKey byte[] number) {}
  }

  @ApplicationScoped
  static class NotRestarted {
    @Restart
    void restart(@AgentKey String number) {}
  }

  @AgentState
  static class NeverFails {
    @Restart
    void restart() {}
  }

  @Test
  void keysThatMakeNoSense() {
    String withoutKey =
        "other methods of the bean have an @AgentKey, so this one needs it too, to say which"
            + " instance is called";
    assertRefused(
        HalfKeyed.class,
        "DOSYNC-017 " + place(HalfKeyed.class, "print()") + withoutKey,
        differentType());
    assertRefused(
        WronglyKeyed.class,
        "DOSYNC-018 "
            + place(WronglyKeyed.class, "twice(String, String)")
            + "a call is for one instance, and has one @AgentKey: drop the others",
        "DOSYNC-018 "
            + place(WronglyKeyed.class, "hidden(String)")
            + "@AgentKey has no effect but in a call of an @AgentState bean: drop it");
    assertRefused(
        KeyedByArray.class,
        "DOSYNC-019 "
            + place(KeyedByArray.class, "use(byte[])")
            + "an array is equal to itself only, and is no @AgentKey: take a List");
  }

  /** Which of the two is told depends on their order, which Java leaves open. */
  private static String differentType() {
    return refusal(HalfKeyed.class).problems().stream()
        .filter(problem -> problem.startsWith("DOSYNC-019"))
        .filter(problem -> problem.contains("String") && problem.contains("Integer"))
        .filter(problem -> problem.endsWith("those are never equal. Make them one type"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void restartOfWhatNeverNeedsIt() {
    assertRefused(
        NotRestarted.class,
        "DOSYNC-018 "
            + place(NotRestarted.class, "restart(String)")
            + "@AgentKey has no effect but in a call of an @AgentState bean: drop it",
        "DOSYNC-020 "
            + place(NotRestarted.class, "restart(String)")
            + "@Restart is for methods of an @AgentState bean: drop it");
    assertRefused(
        NeverFails.class,
        "DOSYNC-020 "
            + place(NeverFails.class, "restart()")
            + "@Restart is for a bean that stops when it fails: say @AgentState(errorMode ="
            + " ErrorMode.FAIL), or drop it");
  }

  /** docs/mistakes.md has them all, and no other. */
  @Test
  void everyCodeIsDocumented() throws IOException {
    Path root = Path.of(System.getProperty("test.root", "../..")).normalize();
    String sources = "";
    for (String name :
        List.of(
            "Checks",
            "AgentChecks",
            "AroundChecks",
            "PlacementChecks",
            "Sharing",
            "Deployment",
            "DeploymentScan")) {
      sources +=
          Files.readString(root.resolve("src/cdi/src/main/java/org/dosync/cdi/" + name + ".java"));
    }
    String page = Files.readString(root.resolve("docs/mistakes.md"));

    assertThat(codes("(?:report|refuse|problem)\\(\\s*(\\d+),", sources))
        .isEqualTo(codes("DOSYNC-0*(\\d+) \\|", page))
        .hasSize(31);
  }

  @ApplicationScoped
  static class Till {
    @Dosync
    private void audit() {}

    @Async
    int total() {
      return 0;
    }

    void use() {
      audit();
    }
  }

  /** docs/mistakes.md shows what is printed, with a package of its own. */
  @Test
  void theMessageIsAsOnThePage() throws IOException {
    Path root = Path.of(System.getProperty("test.root", "../..")).normalize();
    String printed = refusal(Till.class).getMessage();
    assertThat(Files.readString(root.resolve("docs/mistakes.md")))
        .contains("```text\n" + printed.replace(Till.class.getName(), "com.acme.Till") + "\n```");
  }

  private static Set<String> codes(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ApplicationScoped
  static class DeferredValue {
    @SideEffect(Policy.DEFER)
    int send() {
      return 1;
    }

    @SideEffect(Policy.DEFER)
    void right() {}
  }

  @Test
  void deferredMethodThatReturnsAValue() {
    assertRefused(
        DeferredValue.class,
        "DOSYNC-029 "
            + place(DeferredValue.class, "send()")
            + "a method with @SideEffect(DEFER) runs after its caller has gone on, so it can't"
            + " return int: return void, or take FORBID, WARN or ALLOW");
  }

  @ApplicationScoped
  static class Right {
    @Dosync(timeout = "1m", maxRetries = 0)
    int change() {
      return 1;
    }

    @Async
    @Dosync
    CompletionStage<Integer> both() {
      return CompletableFuture.completedFuture(1);
    }
  }

  @Test
  void whatIsRightIsNotRefused() {
    start(Right.class, AgentStateTest.Small.class);
  }
}
