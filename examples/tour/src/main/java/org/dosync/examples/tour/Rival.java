package org.dosync.examples.tour;

/** Another thread that gets in a transaction's way, once, so that its first try is lost. */
final class Rival {

  private boolean came;

  void comesFirst(Workers.Task transaction) throws Exception {
    if (!came) {
      came = true;
      Workers workers = new Workers();
      workers.start(transaction);
      workers.join();
    }
  }
}
