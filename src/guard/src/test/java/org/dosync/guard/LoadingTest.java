package org.dosync.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.dosync.probe.Loading;
import org.h2.Driver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Classes are woven while many threads load them: nobody waits for ever, and none is lost. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class LoadingTest {

  @Test
  void threadsLoadTheSameClassesAtOnceAsWithoutTheGuard() throws Exception {
    Path jar = Forked.place(Driver.class);
    List<String> plain = Forked.plain().run(Loading.class, jar.toString());

    assertThat(plain).hasSize(8).allMatch(line -> line.matches("loaded: [0-9]{4}, not: [0-9]+"));
    assertThat(
            Forked.guarded("policy.file-read=forbid,policy.blocking=forbid")
                .run(Loading.class, jar.toString()))
        .isEqualTo(plain);
  }
}
