package org.dosync.faults;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is done in a run. The same calls of users' code each time, as long as nothing happens. */
interface Program {

  void run(Run run) throws Exception;

  /** All of them, by their names. */
  static Map<String, Program> all() {
    Map<String, Program> all = new LinkedHashMap<>();
    TransactionPrograms.addTo(all);
    EffectPrograms.addTo(all);
    ReferencePrograms.addTo(all);
    AgentPrograms.addTo(all);
    ExecutorPrograms.addTo(all);
    FuturePrograms.addTo(all);
    CollectionPrograms.addTo(all);
    JobPrograms.addTo(all);
    FailurePrograms.addTo(all);
    return all;
  }
}
