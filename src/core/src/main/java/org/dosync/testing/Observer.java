package org.dosync.testing;

import org.jspecify.annotations.Nullable;

/** Is told what happens in the process. Called by any thread, outside any transaction. */
public interface Observer {

  /**
   * A transaction begins; not one that joins another.
   *
   * @param name its name, or null
   * @param body the function, as it was given
   * @return whom to tell about its tries, or null
   */
  @Nullable Tries begins(@Nullable String name, Object body);
}
