package org.dosync.benchmarks;

import io.smallrye.config.inject.ConfigExtension;
import io.smallrye.faulttolerance.FaultToleranceExtension;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dosync.Agent;
import org.dosync.cdi.DosyncExtension;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One call of a bean in Weld SE, of each kind. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Calls {

  private static final int SENDS = 1000;

  private WeldContainer container;
  private CallBeans.ByHand byHand;
  private CallBeans.Plain plain;
  private CallBeans.Empty empty;
  private CallBeans.Transactional transactional;
  private Runnable woven;
  private Runnable wovenBean;
  private CallBeans.Synchronized synchronizedBean;
  private CallBeans.Locked locked;
  private CallBeans.Serial serial;
  private CallBeans.Elsewhere elsewhere;
  private CallBeans.TolerantElsewhere tolerantElsewhere;

  @Setup
  public void start() throws ReflectiveOperationException {
    Class<? extends Runnable> wovenClass = Weaver.weave(WovenBean.class);
    container =
        new Weld()
            .disableDiscovery()
            .addExtensions(
                new DosyncExtension(), new ConfigExtension(), new FaultToleranceExtension())
            .addBeanClasses(CallBeans.ALL)
            .addBeanClass(wovenClass)
            .initialize();
    byHand = new CallBeans.ByHand();
    plain = bean(CallBeans.Plain.class);
    empty = bean(CallBeans.Empty.class);
    transactional = bean(CallBeans.Transactional.class);
    woven = wovenClass.getConstructor().newInstance();
    wovenBean = bean(wovenClass);
    synchronizedBean = bean(CallBeans.Synchronized.class);
    locked = bean(CallBeans.Locked.class);
    serial = bean(CallBeans.Serial.class);
    elsewhere = bean(CallBeans.Elsewhere.class);
    tolerantElsewhere = bean(CallBeans.TolerantElsewhere.class);
  }

  private <T> T bean(Class<T> type) {
    return container.select(type).get();
  }

  @TearDown
  public void end() {
    container.close();
  }

  @Benchmark
  public void byHand() {
    byHand.add();
  }

  @Benchmark
  public void plain() {
    plain.add();
  }

  @Benchmark
  public void empty() {
    empty.add();
  }

  @Benchmark
  public void dosync() {
    transactional.add();
  }

  @Benchmark
  public void woven() {
    woven.run();
  }

  @Benchmark
  public void wovenBean() {
    wovenBean.run();
  }

  @Benchmark
  public void synchronizedBean() {
    synchronizedBean.add();
  }

  @Benchmark
  public void lock() {
    locked.add();
  }

  @Benchmark
  public long async() {
    return elsewhere.one(1).toCompletableFuture().join();
  }

  @Benchmark
  public long faultTolerance() {
    return tolerantElsewhere.one(1).toCompletableFuture().join();
  }

  /** An agent that is busy while others send: what is measured is the sender alone. */
  @State(Scope.Benchmark)
  public static class BusyAgent {
    private final Agent<Long> agent = Agent.of(1000L);
    private CountDownLatch end;

    @Setup(Level.Invocation)
    public void hold() {
      CountDownLatch hold = new CountDownLatch(1);
      end = hold;
      agent.sendOff(
          n -> {
            Agents.await(hold);
            return n;
          });
    }

    @TearDown(Level.Invocation)
    public void release() {
      end.countDown();
      Agent.await(agent);
    }
  }

  @Benchmark
  @OperationsPerInvocation(SENDS)
  public void agentSend(BusyAgent busy) {
    for (int i = 0; i < SENDS; i++) {
      busy.agent.send(n -> n + 1);
    }
  }

  /** The same with a bean. */
  @State(Scope.Benchmark)
  public static class BusyBean {
    private CallBeans.Serial bean;
    private CountDownLatch end;

    @Setup
    public void find(Calls calls) {
      bean = calls.serial;
    }

    @Setup(Level.Invocation)
    public void hold() {
      end = new CountDownLatch(1);
      bean.hold(end);
    }

    @TearDown(Level.Invocation)
    public void release() {
      end.countDown();
      bean.count();
    }
  }

  @Benchmark
  @OperationsPerInvocation(SENDS)
  public void agentState(BusyBean busy) {
    for (int i = 0; i < SENDS; i++) {
      busy.bean.add();
    }
  }
}
