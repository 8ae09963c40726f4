package org.dosync.examples.tour;

import java.util.ArrayList;
import java.util.List;
import org.dosync.Atom;
import org.dosync.Failure;
import org.dosync.Failures;

final class Watched implements Example {

  @Override
  public String title() {
    return "Watches are told of each change, even beside one that fails";
  }

  @Override
  public void run(Page page) {
    List<String> log = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    Failures.setHandler(failures::add);
    try {
      change(log);
    } finally {
      Failures.setHandler(null);
    }
    page.show("what the good watch was told", log, List.of("20 -> 21", "21 -> 19"));
    page.show("failures of the bad one, all reported", failures.size(), 2);
    page.require(failures.get(0).cause() instanceof BadWatchException, "the cause is reported");
  }

  private static void change(List<String> log) {
    // tag::watch[]
    Atom<Integer> degrees = Atom.of(20);

    degrees.addWatch(
        "bad",
        (key, reference, oldValue, newValue) -> {
          throw new BadWatchException();
        });
    degrees.addWatch(
        "log", (key, reference, oldValue, newValue) -> log.add(oldValue + " -> " + newValue));

    degrees.swap(n -> n + 1);
    degrees.reset(19);
    // end::watch[]
  }

  private static final class BadWatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
