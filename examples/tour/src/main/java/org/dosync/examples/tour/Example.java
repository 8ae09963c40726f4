package org.dosync.examples.tour;

/** One thing that Dosync does, shown and checked. */
interface Example {

  String title();

  /** Throws if something is not as promised. */
  void run(Page page) throws Exception;
}
