package org.dosync.probe;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.dosync.SideEffectInTransactionException;
import org.dosync.Transaction;
import org.slf4j.LoggerFactory;

/** Writes the first line of a log ever, and another, in transactions; to the console and a file. */
public final class Logs {

  private Logs() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[1]);
    if (arguments[0].equals("logback")) {
      told(() -> logback(file));
      told(() -> LoggerFactory.getLogger("a").info("two"));
    } else {
      System.setProperty("log4j2.configurationFile", log4j(file).toUri().toString());
      told(() -> LogManager.getLogger("a").info("one"));
      told(() -> LogManager.getLogger("a").info("two"));
    }
    System.out.println(Files.readString(file));
  }

  private static void told(Rows.Op op) throws Exception {
    try {
      Transaction.dosync(op::run);
    } catch (SideEffectInTransactionException e) {
      System.out.println("refused: " + e.effect() + " " + e.callSite());
    }
  }

  private static void logback(Path file) throws Exception {
    String pattern = "<encoder><pattern>%msg to %logger%n</pattern></encoder></appender>";
    String configuration =
        "<configuration>"
            + "<appender name='C' class='ch.qos.logback.core.ConsoleAppender'>"
            + pattern
            + "<appender name='F' class='ch.qos.logback.core.FileAppender'><file>"
            + file
            + "</file>"
            + pattern
            + "<root level='INFO'><appender-ref ref='C'/><appender-ref ref='F'/></root>"
            + "</configuration>";
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        new ByteArrayInputStream(configuration.getBytes(StandardCharsets.UTF_8)));
    LoggerFactory.getLogger("a").info("one");
  }

  private static Path log4j(Path file) throws Exception {
    String layout = "<PatternLayout pattern='%msg to %logger%n'/>";
    return Files.writeString(
        file.resolveSibling("log4j2.xml"),
        "<Configuration><Appenders><Console name='C'>"
            + layout
            + "</Console><File name='F' fileName='"
            + file
            + "'>"
            + layout
            + "</File></Appenders><Loggers><Root level='info'><AppenderRef ref='C'/>"
            + "<AppenderRef ref='F'/></Root></Loggers></Configuration>");
  }
}
