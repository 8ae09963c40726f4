package org.dosync.examples.reservation.load;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.examples.reservation.load.Client.Answer;

/** Replays requests, so many at a time, and keeps count of the answers. */
public final class Load {

  private static final int SHOWN_FAILURES = 5;

  private final Client client;
  private final List<BookingRequest> requests;
  private final AtomicInteger next = new AtomicInteger();
  private final Set<String> booked = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final List<String> failures = new ArrayList<>();
  private volatile boolean stopped;

  public Load(URI page, RequestFile file) {
    this.client = new Client(page);
    this.requests = file.requests();
  }

  /**
   * Returns when all requests are answered, or it was stopped.
   *
   * @param clients how many requests there are at a time
   */
  public void run(int clients, Progress progress) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      Thread thread = new Thread(() -> requestAll(progress), "client-" + i);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    progress.end(done.get(), requests.size());
  }

  /** Begins no more requests. Those that have begun are brought to their end. */
  public void stop() {
    stopped = true;
  }

  private void requestAll(Progress progress) {
    for (int i = next.getAndIncrement();
        i < requests.size() && !stopped;
        i = next.getAndIncrement()) {
      try {
        book(requests.get(i));
      } catch (IOException | InterruptedException e) {
        fail(requests.get(i) + " has got no answer: " + e);
      }
      progress.show(done.incrementAndGet(), requests.size());
    }
  }

  private void book(BookingRequest request) throws IOException, InterruptedException {
    Answer held = client.hold(request);
    if (held.status() != 201) {
      refused(request, held);
      return;
    }
    String id = held.json().getString("id");
    switch (request.then()) {
      case CONFIRM -> confirm(request, id);
      case CANCEL -> cancel(request, id);
      case LEAVE -> left.incrementAndGet();
    }
  }

  private void confirm(BookingRequest request, String id) throws IOException, InterruptedException {
    Answer answer = client.confirm(id);
    if (answer.status() == 200) {
      booked.add(id);
    } else {
      refused(request, answer);
    }
  }

  private void cancel(BookingRequest request, String id) throws IOException, InterruptedException {
    Answer answer = client.cancel(id);
    if (answer.status() == 204) {
      cancelled.incrementAndGet();
    } else {
      refused(request, answer);
    }
  }

  /** Whether it is a rule's no: then the problem has a type of its own. */
  private void refused(BookingRequest request, Answer answer) {
    if (answer.status() < 600 && answer.body().contains("urn:dosync:reservation:")) {
      refused.incrementAndGet();
    } else {
      fail(request + " was answered with " + answer);
    }
  }

  private void fail(String failure) {
    synchronized (failures) {
      failures.add(failure);
    }
  }

  /** The books of the server, read over HTTP when the load has ended. */
  public JsonObject books() throws IOException, InterruptedException {
    return client.books();
  }

  /** What is wrong with the books, and each answer that was none. */
  public List<String> violations(JsonObject books) {
    List<String> violations = new ArrayList<>(BooksCheck.violations(books, booked));
    synchronized (failures) {
      failures.stream().limit(SHOWN_FAILURES).forEach(violations::add);
      if (failures.size() > SHOWN_FAILURES) {
        violations.add("and " + (failures.size() - SHOWN_FAILURES) + " more failures");
      }
    }
    return violations;
  }

  public int done() {
    return done.get();
  }

  public Set<String> booked() {
    return booked;
  }

  public int refused() {
    return refused.get();
  }

  public int cancelled() {
    return cancelled.get();
  }

  public int left() {
    return left.get();
  }
}
