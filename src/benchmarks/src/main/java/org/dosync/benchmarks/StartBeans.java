package org.dosync.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Classes of an application: services that call each other, one in a hundred with annotations. */
final class StartBeans {

  private static final String PLAIN =
      """
      package beans;

      @jakarta.enterprise.context.ApplicationScoped
      public class Bean%1$d {
        @jakarta.inject.Inject Bean%2$d next;
        private final java.util.Map<String, Integer> counts = new java.util.HashMap<>();

        public void add(String name, int number) {
          counts.merge(name, number, Integer::sum);
        }

        public int count(String name) {
          return counts.getOrDefault(name, 0);
        }

        public java.util.List<String> names() {
          return java.util.List.copyOf(counts.keySet());
        }

        public int all() {
          return counts.values().stream().mapToInt(n -> n).sum() + next.own();
        }

        protected int own() {
          return counts.size();
        }
      }
      """;

  private static final String SCOPE = "@jakarta.enterprise.context.ApplicationScoped";
  private static final String METHOD = "public void add";

  private StartBeans() {}

  static String name(int number) {
    return "beans.Bean" + number;
  }

  /** Writes the sources, and the classes beside them. */
  static void compile(Path directory, int count) throws IOException {
    Path sources = Files.createDirectories(directory.resolve("beans"));
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String source = annotated(PLAIN.formatted(i, (i + 1) % count), i);
      files.add(Files.writeString(sources.resolve("Bean" + i + ".java"), source));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options = List.of("-proc:none", "-nowarn", "-d", directory.toString());
      if (!compiler
          .getTask(null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
          .call()) {
        throw new IOException("The beans in " + directory + " can't be compiled");
      }
    }
  }

  /** Each hundredth, in turn one of four annotations. */
  private static String annotated(String plain, int number) {
    if (number % 100 != 0) {
      return plain;
    }
    return switch (number / 100 % 4) {
      case 0 -> plain.replace(METHOD, "@org.dosync.cdi.Dosync " + METHOD);
      case 1 -> plain.replace(SCOPE, "@org.dosync.cdi.AgentState");
      case 2 -> plain.replace(METHOD, "@org.dosync.cdi.Async " + METHOD);
      default ->
          plain.replace(METHOD, "@org.dosync.cdi.Every(\"1h\") public void sweep() {}\n" + METHOD);
    };
  }
}
