package org.dosync.guard;

import static org.dosync.Effect.CONSOLE;
import static org.dosync.Effect.CUSTOM;
import static org.dosync.Effect.EXIT;
import static org.dosync.Effect.FILE_READ;
import static org.dosync.Effect.FILE_WRITE;
import static org.dosync.Effect.HTTP;
import static org.dosync.Effect.JDBC;
import static org.dosync.Effect.LOGGING;
import static org.dosync.Effect.NETWORK;
import static org.dosync.Effect.PROCESS;
import static org.dosync.Effect.THREAD;

import java.util.List;
import java.util.stream.Stream;
import org.dosync.Effect;
import org.dosync.guard.Row.Weave;

/**
 * The part of the table of {@link EntryPoints} that only the scan needs: what an application calls
 * to get to the entry points. The agent sees those themselves.
 */
final class Surface {

  static final List<Row> ROWS =
      List.of(
          row("java.io.FileOutputStream", FILE_WRITE, "<init>"),
          row("java.io.FileWriter", FILE_WRITE, "<init>"),
          row("java.io.PrintWriter", FILE_WRITE, ofFile(), ofFileName()),
          row("java.io.PrintStream", FILE_WRITE, ofFile(), ofFileName()),
          row("java.util.Formatter", FILE_WRITE, ofFile(), ofFileName()),
          row("java.io.File", FILE_WRITE, "mkdirs"),
          row("java.io.RandomAccessFile", FILE_WRITE, Weave.MODE, "<init>"),
          row(
              "java.nio.file.Files",
              FILE_WRITE,
              "write*",
              "newBufferedWriter",
              "newOutputStream",
              "create*",
              "delete*",
              "move",
              "set*",
              "copy(Ljava/nio/file/Path;Ljava/nio/file/Path;*",
              "copy(Ljava/io/InputStream;*"),
          row("java.nio.file.Files", FILE_WRITE, Weave.OPTIONS, "newByteChannel"),
          row("java.nio.file.Files", FILE_WRITE, Weave.OPTIONS, "newInputStream"),
          row("java.nio.file.SecureDirectoryStream", FILE_WRITE, "delete*", "move"),
          row("java.nio.file.SecureDirectoryStream", FILE_WRITE, Weave.OPTIONS, "newByteChannel"),
          attributes("BasicFileAttributeView", "setTimes"),
          attributes("DosFileAttributeView", "set*"),
          attributes("FileOwnerAttributeView", "setOwner"),
          attributes("PosixFileAttributeView", "setGroup", "setPermissions"),
          attributes("AclFileAttributeView", "setAcl"),
          attributes("UserDefinedFileAttributeView", "write", "delete"),
          row("java.nio.channels.FileChannel", FILE_WRITE, "write", "truncate", "transferFrom"),
          row("java.nio.channels.FileChannel", FILE_WRITE, Weave.OPTIONS, "open"),
          row("java.nio.channels.FileChannel", FILE_WRITE, Weave.MAP, "map"),
          row("java.nio.channels.AsynchronousFileChannel", FILE_WRITE, "write", "truncate"),
          row("java.nio.channels.AsynchronousFileChannel", FILE_WRITE, Weave.OPTIONS, "open"),
          row("java.io.FileInputStream", FILE_READ, "<init>"),
          row("java.io.FileReader", FILE_READ, "<init>"),
          row(
              "java.nio.file.Files",
              FILE_READ,
              "read*",
              "lines",
              "newBufferedReader",
              "newInputStream"),
          row("java.nio.channels.FileChannel", FILE_READ, "read", "transferTo"),
          row("java.nio.channels.AsynchronousFileChannel", FILE_READ, "read"),
          row("java.lang.Throwable", CONSOLE, "printStackTrace()V"),
          row("java.lang.Thread", CONSOLE, "dumpStack"),
          row("java.io.Console", CONSOLE, "format", "printf"),
          row("java.lang.IO", CONSOLE, "print*"),
          row(
              "java.net.Socket",
              NETWORK,
              "<init>(Ljava/lang/String;I*",
              "<init>(Ljava/net/InetAddress;I*",
              "getInputStream",
              "getOutputStream"),
          row("java.net.ServerSocket", NETWORK, "<init>(I*"),
          row("java.net.DatagramSocket", NETWORK, "<init>()V", "<init>(I*"),
          row("java.net.DatagramSocket", NETWORK, "bind", "connect", "joinGroup"),
          row(
              "javax.net.SocketFactory",
              NETWORK,
              "createSocket(Ljava/lang/String;*",
              "createSocket(Ljava/net/InetAddress;*"),
          row("javax.net.ServerSocketFactory", NETWORK, "createServerSocket(I*"),
          row("java.net.URL", NETWORK, "openStream", "getContent"),
          row("java.net.URLConnection", NETWORK, "connect", "getContent*"),
          row("java.net.URLConnection", NETWORK, "getInputStream", "getOutputStream"),
          row("java.net.HttpURLConnection", NETWORK, "getResponse*", "getErrorStream"),
          row("java.nio.channels.NetworkChannel", NETWORK, "bind"),
          row("java.nio.channels.MulticastChannel", NETWORK, "join"),
          row("java.nio.channels.DatagramChannel", NETWORK, "connect"),
          row("java.nio.channels.SocketChannel", NETWORK, "open(Ljava/net/SocketAddress;*"),
          row("java.nio.channels.SocketChannel", NETWORK, "connect", "read", "write"),
          row("java.nio.channels.ServerSocketChannel", NETWORK, "bind", "accept"),
          row(
              "java.nio.channels.DatagramChannel",
              NETWORK,
              "bind",
              "send",
              "receive",
              "read",
              "write"),
          row("java.nio.channels.AsynchronousSocketChannel", NETWORK, "connect", "read", "write"),
          row("java.nio.channels.AsynchronousServerSocketChannel", NETWORK, "bind", "accept"),
          row("jakarta.mail.Transport", NETWORK, "send*"),
          row("java.net.http.HttpClient", HTTP, "send", "sendAsync"),
          row("java.net.http.WebSocket", HTTP, "send*"),
          row("java.net.http.WebSocket$Builder", HTTP, "buildAsync"),
          row(
              "jakarta.ws.rs.client.SyncInvoker",
              HTTP,
              "get",
              "put",
              "post",
              "delete",
              "head",
              "options",
              "trace",
              "method"),
          row("jakarta.ws.rs.client.Invocation", HTTP, "invoke", "submit"),
          row("java.sql.DriverManager", JDBC, "getConnection"),
          row(
              "jakarta.persistence.EntityManager",
              JDBC,
              "persist",
              "merge",
              "remove",
              "find",
              "flush",
              "lock",
              "refresh"),
          row("jakarta.persistence.Query", JDBC, "getResult*", "getSingleResult*", "executeUpdate"),
          row("java.lang.Runtime", PROCESS, "exec"),
          row("java.lang.ProcessBuilder", PROCESS, "startPipeline"),
          row("java.lang.Process", PROCESS, "destroy*"),
          row("java.lang.ProcessHandle", PROCESS, "destroy*"),
          row("java.lang.System", EXIT, "exit"),
          row("java.lang.Thread", THREAD, "startVirtualThread"),
          row("java.lang.Thread$Builder", THREAD, "start"),
          row("java.util.Timer", THREAD, "<init>"),
          row("java.util.concurrent.Executor", THREAD, "execute"),
          row("java.util.concurrent.ExecutorService", THREAD, "submit", "invoke*"),
          row("java.util.concurrent.ScheduledExecutorService", THREAD, "schedule*"),
          row("java.util.concurrent.CompletionService", THREAD, "submit"),
          row(
              "java.util.concurrent.CompletableFuture",
              THREAD,
              "supplyAsync",
              "runAsync",
              "completeAsync",
              "orTimeout",
              "completeOnTimeout"),
          row(
              "java.util.concurrent.CompletionStage",
              THREAD,
              "thenRunAsync",
              "thenAcceptAsync",
              "thenApplyAsync",
              "thenComposeAsync",
              "thenCombineAsync",
              "thenAcceptBothAsync",
              "runAfterBothAsync",
              "runAfterEitherAsync",
              "acceptEitherAsync",
              "applyToEitherAsync",
              "exceptionallyAsync",
              "exceptionallyComposeAsync",
              "whenCompleteAsync",
              "handleAsync"),
          row("java.util.Collection", THREAD, "parallelStream"),
          row("java.util.stream.BaseStream", THREAD, "parallel"),
          row("java.util.Arrays", THREAD, "parallel*"),
          row(
              "java.util.logging.Logger",
              LOGGING,
              "severe",
              "warning",
              "info",
              "config",
              "fine*",
              "log*"),
          row("java.lang.System$Logger", LOGGING, "log"),
          row("org.slf4j.Logger", LOGGING, levels()),
          row("org.apache.logging.log4j.Logger", LOGGING, levels("fatal", "log*")),
          row("org.jboss.logging.BasicLogger", LOGGING, levels("fatal*", "log*")),
          row("org.dosync.Transaction", CUSTOM, "io"));

  private Surface() {}

  private static Row row(String type, Effect effect, String... methods) {
    return row(type, effect, Weave.HIT, methods);
  }

  private static Row row(String type, Effect effect, Weave weave, String... methods) {
    return new Row(type, List.of(methods), effect, weave);
  }

  private static Row attributes(String view, String... methods) {
    return row("java.nio.file.attribute." + view, FILE_WRITE, methods);
  }

  private static String ofFile() {
    return "<init>(Ljava/io/File;*";
  }

  private static String ofFileName() {
    return "<init>(Ljava/lang/String;*";
  }

  private static String[] levels(String... more) {
    return Stream.concat(Stream.of("trace*", "debug*", "info*", "warn*", "error*"), Stream.of(more))
        .toArray(String[]::new);
  }
}
