package org.dosync.examples.tour;

import static org.dosync.Transaction.dosync;
import static org.dosync.Transaction.onAbort;
import static org.dosync.Transaction.onCommit;

import org.dosync.Agent;
import org.dosync.Atom;
import org.dosync.Ref;

final class HowOften implements Example {

  @Override
  public String title() {
    return "How often: what a transaction with two tries does once, and what twice";
  }

  @Override
  public void run(Page page) throws Exception {
    Rival rival = new Rival();
    Agent<Integer> sent = Agent.of(0);
    Atom<Integer> bodies = Atom.of(0);
    Atom<Integer> undone = Atom.of(0);
    Atom<Integer> committed = Atom.of(0);
    // tag::often[]
    Ref<Integer> seats = Ref.of(10);

    dosync(
        () -> {
          bodies.swap(n -> n + 1); // 2: an atom is no part of a transaction, each try changes it
          seats.alter(n -> n - 1); // 1: only the try that commits counts
          sent.send(n -> n + 1); // 1: after the commit
          onCommit(() -> committed.swap(n -> n + 1)); // 1: after the commit
          onAbort(() -> undone.swap(n -> n + 1)); // 1: for the try that is lost
          rival.comesFirst(() -> dosync(() -> seats.alter(n -> n - 1)));
        });
    // end::often[]
    Agent.await(sent);
    page.show("changes of the atom", bodies.deref(), 2);
    page.show("seats: this booking and the rival's", seats.deref(), 8);
    page.show("actions of the agent", sent.deref(), 1);
    page.show("onCommit", committed.deref(), 1);
    page.show("onAbort", undone.deref(), 1);
  }
}
