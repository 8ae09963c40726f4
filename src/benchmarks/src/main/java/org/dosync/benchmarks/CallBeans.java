package org.dosync.benchmarks;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.dosync.cdi.AgentState;
import org.dosync.cdi.Async;
import org.dosync.cdi.Dosync;
import org.dosync.cdi.SendOff;
import org.eclipse.microprofile.faulttolerance.Asynchronous;

/**
 * The beans whose calls are measured: all of them count. They are public, since Weld calls others
 * by reflection.
 */
public final class CallBeans {

  static final Class<?>[] ALL = {
    Plain.class,
    Empty.class,
    EmptyInterceptor.class,
    Transactional.class,
    Synchronized.class,
    Locked.class,
    LockInterceptor.class,
    Serial.class,
    Elsewhere.class,
    TolerantElsewhere.class
  };

  private CallBeans() {}

  /** The transaction by hand, in a class that no container knows. */
  static final class ByHand {
    private final Ref<Long> count = Ref.of(1000L);

    void add() {
      Transaction.dosync(() -> count.alter(n -> n + 1));
    }
  }

  @ApplicationScoped
  public static class Plain {
    private long count;

    public void add() {
      count++;
    }
  }

  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Intercepted {}

  @Intercepted
  @Interceptor
  @Priority(Interceptor.Priority.APPLICATION)
  public static class EmptyInterceptor {
    @AroundInvoke
    public Object around(InvocationContext call) throws Exception {
      return call.proceed();
    }
  }

  @ApplicationScoped
  public static class Empty {
    private long count;

    @Intercepted
    public void add() {
      count++;
    }
  }

  @ApplicationScoped
  public static class Transactional {
    private final Ref<Long> count = Ref.of(1000L);

    @Dosync
    public void add() {
      count.alter(n -> n + 1);
    }
  }

  @ApplicationScoped
  public static class Synchronized {
    private long count;

    public synchronized void add() {
      count++;
    }
  }

  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface WriteLock {}

  /** As ArC's {@code @Lock} and the singletons of Jakarta Enterprise Beans do it. */
  @WriteLock
  @Interceptor
  @Priority(Interceptor.Priority.PLATFORM_BEFORE)
  public static class LockInterceptor {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    @AroundInvoke
    public Object around(InvocationContext call) throws Exception {
      lock.writeLock().lock();
      try {
        return call.proceed();
      } finally {
        lock.writeLock().unlock();
      }
    }
  }

  @ApplicationScoped
  public static class Locked {
    private long count;

    @WriteLock
    public void add() {
      count++;
    }
  }

  @AgentState
  public static class Serial {
    private long count;

    @SendOff
    public void hold(CountDownLatch end) {
      Agents.await(end);
    }

    public void add() {
      count++;
    }

    public long count() {
      return count;
    }
  }

  @ApplicationScoped
  public static class Elsewhere {
    @Async
    public CompletionStage<Long> one(long number) {
      return CompletableFuture.completedFuture(number);
    }
  }

  @ApplicationScoped
  public static class TolerantElsewhere {
    @Asynchronous
    public CompletionStage<Long> one(long number) {
      return CompletableFuture.completedFuture(number);
    }
  }
}
