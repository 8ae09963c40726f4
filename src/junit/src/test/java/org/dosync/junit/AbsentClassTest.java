package org.dosync.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.dosync.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bean may have a field for a library that is not there. */
@DosyncTest
class AbsentClassTest {

  @TempDir Path directory;

  @Test
  void objectWhoseFieldsCannotBeReadIsLeftAlone() throws Exception {
    Path source =
        Files.writeString(
            directory.resolve("Bean.java"),
            "class Library {} public class Bean { Library field; }");
    ToolProvider compiler = ToolProvider.findFirst("javac").orElseThrow();
    assertThat(compiler.run(System.out, System.err, source.toString())).isZero();
    Files.delete(directory.resolve("Library.class"));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
      Object bean = loader.loadClass("Bean").getConstructor().newInstance();
      assertThatThrownBy(() -> bean.getClass().getDeclaredFields())
          .isInstanceOf(NoClassDefFoundError.class);
      assertThat(Transaction.<Boolean, RuntimeException>dosync(() -> bean.equals(bean))).isTrue();
    }
  }
}
