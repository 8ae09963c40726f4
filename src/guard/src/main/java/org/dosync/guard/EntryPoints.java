package org.dosync.guard;

import static org.dosync.Effect.BLOCKING;
import static org.dosync.Effect.CONSOLE;
import static org.dosync.Effect.EXIT;
import static org.dosync.Effect.FILE_READ;
import static org.dosync.Effect.FILE_WRITE;
import static org.dosync.Effect.HTTP;
import static org.dosync.Effect.LOGGING;
import static org.dosync.Effect.NETWORK;
import static org.dosync.Effect.PROCESS;
import static org.dosync.Effect.THREAD;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dosync.Effect;
import org.dosync.guard.Row.Weave;

/** The methods that are guarded by name. A new JDK may have other names: each needs a look. */
final class EntryPoints {

  /** In every JDK from 17 on: that one of these is not there is told. */
  static final List<Row> OF_THE_JDK =
      List.of(
          row("java.io.FileOutputStream", FILE_WRITE, "open"),
          row("java.io.FileOutputStream", FILE_WRITE, Weave.FILE, "write"),
          row("java.io.FileInputStream", FILE_READ, "open", "read*", "skip"),
          row("java.io.RandomAccessFile", FILE_WRITE, Weave.MODE, "open"),
          row("java.io.RandomAccessFile", FILE_WRITE, "write*", "setLength"),
          row("java.io.RandomAccessFile", FILE_READ, "read"),
          row(
              "java.io.File",
              FILE_WRITE,
              "createNewFile",
              "createTempFile",
              "delete",
              "deleteOnExit",
              "mkdir",
              "renameTo",
              "setExecutable",
              "setLastModified",
              "setReadOnly",
              "setReadable",
              "setWritable"),
          row("sun.nio.ch.FileChannelImpl", FILE_WRITE, "write", "truncate"),
          row("sun.nio.ch.FileChannelImpl", FILE_WRITE, Weave.TRANSFER, "transferFrom"),
          row("sun.nio.ch.FileChannelImpl", FILE_WRITE, Weave.MAP, "map"),
          row("sun.nio.ch.FileChannelImpl", FILE_READ, "read"),
          row("sun.nio.ch.FileChannelImpl", FILE_READ, Weave.TRANSFER, "transferTo"),
          row("sun.nio.ch.SimpleAsynchronousFileChannelImpl", FILE_WRITE, "implWrite", "truncate"),
          row("sun.nio.ch.SimpleAsynchronousFileChannelImpl", FILE_READ, "implRead"),
          row("sun.nio.fs.AbstractFileSystemProvider", FILE_WRITE, "delete*", "setAttribute"),
          row("java.io.PrintStream", CONSOLE, Weave.CONSOLE, "write"),
          once("java.net.InetAddress", "isReachable"),
          once("java.net.Socket", "connect"),
          row("java.net.Socket", NETWORK, "bind", "sendUrgentData"),
          once("java.net.Socket$SocketInputStream", "read"),
          once("java.net.Socket$SocketOutputStream", "write"),
          once("java.net.ServerSocket", "bind"),
          row("java.net.ServerSocket", NETWORK, "accept"),
          once("java.net.DatagramSocket", "send", "receive"),
          once("sun.nio.ch.SocketChannelImpl", "bind"),
          row(
              "sun.nio.ch.SocketChannelImpl",
              NETWORK,
              "connect",
              "read",
              "write",
              "blockingConnect",
              "blockingRead",
              "blockingWriteFully",
              "sendOutOfBandData"),
          row("sun.nio.ch.ServerSocketChannelImpl", NETWORK, "bind", "accept", "blockingAccept"),
          once("sun.nio.ch.DatagramChannelImpl", "bind", "connect", "send", "receive"),
          row("sun.nio.ch.DatagramChannelImpl", NETWORK, "join", "read", "write"),
          once("sun.nio.ch.AsynchronousSocketChannelImpl", "bind"),
          row("sun.nio.ch.AsynchronousSocketChannelImpl", NETWORK, "connect", "read", "write"),
          row("sun.nio.ch.AsynchronousServerSocketChannelImpl", NETWORK, "bind", "accept"),
          row("java.lang.ProcessBuilder", PROCESS, Weave.WHOLE, "start"),
          row("java.lang.ProcessHandleImpl", PROCESS, "destroyProcess"),
          row("java.lang.Runtime", EXIT, "exit", "halt"),
          row("java.lang.Thread", THREAD, "start"),
          row("java.lang.Thread", BLOCKING, "sleep"),
          row("java.util.concurrent.TimeUnit", BLOCKING, "sleep"),
          row("java.util.concurrent.ThreadPoolExecutor", THREAD, "execute"),
          row("java.util.concurrent.ScheduledThreadPoolExecutor", THREAD, "schedule*"),
          row("java.util.concurrent.ForkJoinPool", THREAD, "execute", "invoke*", "submit*"),
          row("java.util.concurrent.ForkJoinTask", THREAD, "fork"),
          row("java.util.Timer", THREAD, "schedule*"));

  /** Those that came with a JDK after 17. */
  private static final Map<Integer, Row> SINCE =
      Map.of(
          19, row("java.util.concurrent.ForkJoinPool", THREAD, "lazySubmit"),
          20, row("java.util.concurrent.ForkJoinPool", THREAD, "externalSubmit"),
          25, row("java.util.concurrent.ForkJoinPool", THREAD, "schedule*"));

  /** Where they are there: on another system, in a later JDK, in another module, in a library. */
  static final List<Row> ELSEWHERE =
      List.of(
          provider("sun.nio.fs.UnixFileSystemProvider"),
          opening("sun.nio.fs.UnixFileSystemProvider"),
          provider("sun.nio.fs.WindowsFileSystemProvider"),
          opening("sun.nio.fs.WindowsFileSystemProvider"),
          row(
              "jdk.nio.zipfs.ZipFileSystemProvider",
              FILE_WRITE,
              "copy",
              "createDirectory",
              "delete",
              "move",
              "newOutputStream",
              "setAttribute"),
          opening("jdk.nio.zipfs.ZipFileSystemProvider"),
          row("sun.nio.fs.UnixFileAttributeViews$Basic", FILE_WRITE, "setTimes"),
          owned("sun.nio.fs.UnixFileAttributeViews$Posix"),
          row("sun.nio.fs.UnixUserDefinedFileAttributeView", FILE_WRITE, "write", "delete"),
          dos("sun.nio.fs.LinuxDosFileAttributeView"),
          row(
              "sun.nio.fs.UnixSecureDirectoryStream",
              FILE_WRITE,
              "deleteFile",
              "deleteDirectory",
              "move"),
          row("sun.nio.fs.UnixSecureDirectoryStream", FILE_WRITE, Weave.OPTIONS, "newByteChannel"),
          row(
              "sun.nio.fs.UnixSecureDirectoryStream$BasicFileAttributeViewImpl",
              FILE_WRITE,
              "setTimes"),
          owned("sun.nio.fs.UnixSecureDirectoryStream$PosixFileAttributeViewImpl"),
          row("sun.nio.fs.WindowsFileAttributeViews$Basic", FILE_WRITE, "setTimes"),
          dos("sun.nio.fs.WindowsFileAttributeViews$Dos"),
          row("sun.nio.fs.WindowsAclFileAttributeView", FILE_WRITE, "setAcl", "setOwner"),
          row("sun.nio.fs.WindowsUserDefinedFileAttributeView", FILE_WRITE, "write", "delete"),
          row("sun.nio.ch.WindowsAsynchronousFileChannelImpl", FILE_WRITE, "implWrite", "truncate"),
          row("sun.nio.ch.WindowsAsynchronousFileChannelImpl", FILE_READ, "implRead"),
          row("jdk.nio.zipfs.ZipFileAttributeView", FILE_WRITE, "setPermissions", "setTimes"),
          row("jdk.nio.zipfs.ZipPosixFileAttributeView", FILE_WRITE, "setGroup", "setOwner"),
          row("java.lang.VirtualThread", THREAD, "start"),
          row("jdk.internal.net.http.HttpClientFacade", HTTP, Weave.WHOLE, "send", "sendAsync"),
          row(
              "jdk.internal.net.http.websocket.WebSocketImpl",
              HTTP,
              Weave.WHOLE,
              "sendBinary",
              "sendClose",
              "sendPing",
              "sendPong",
              "sendText"),
          row(
              "java.util.logging.Logger",
              LOGGING,
              Weave.WHOLE,
              "log(Ljava/util/logging/LogRecord;)V"),
          row("ch.qos.logback.classic.Logger", LOGGING, Weave.WHOLE, "callAppenders"),
          row("org.apache.logging.log4j.core.config.LoggerConfig", LOGGING, Weave.WHOLE, "log"),
          row("org.jboss.logmanager.LoggerNode", LOGGING, Weave.WHOLE, "publish"));

  /** What prints text, which can be kept. */
  private static final Row PRINTING =
      row("java.io.PrintStream", CONSOLE, Weave.CONSOLE, "print*", "format", "append");

  private EntryPoints() {}

  /** What prints text, and whether it may be done later. */
  static Row printing(boolean later) {
    return later ? PRINTING.by(Weave.LATER) : PRINTING;
  }

  /** What a JDK has beyond 17. */
  static List<Row> since17(int jdk) {
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<Integer, Row> newer : SINCE.entrySet()) {
      if (newer.getKey() <= jdk) {
        rows.add(newer.getValue());
      }
    }
    return rows;
  }

  private static Row row(String type, Effect effect, String... methods) {
    return row(type, effect, Weave.HIT, methods);
  }

  private static Row row(String type, Effect effect, Weave weave, String... methods) {
    return new Row(type, List.of(methods), effect, weave);
  }

  /** Of these, one overload calls the other: it is told once. */
  private static Row once(String type, String... methods) {
    return row(type, NETWORK, Weave.WHOLE, methods);
  }

  private static Row provider(String type) {
    return row(
        type, FILE_WRITE, "copy", "createDirectory", "createLink", "createSymbolicLink", "move");
  }

  private static Row owned(String type) {
    return row(type, FILE_WRITE, "setGroup", "setOwner", "setPermissions");
  }

  private static Row dos(String type) {
    return row(type, FILE_WRITE, "setArchive", "setHidden", "setReadOnly", "setSystem");
  }

  private static Row opening(String type) {
    return row(
        type,
        FILE_WRITE,
        Weave.OPTIONS,
        "newByteChannel",
        "newFileChannel",
        "newAsynchronousFileChannel");
  }
}
