package org.dosync.probe;

import static java.util.concurrent.TimeUnit.DAYS;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.dosync.SideEffectInTransactionException;
import org.dosync.Transaction;

/**
 * Does everything that is guarded, once in a transaction and once outside, and prints what came of
 * it: a line for each. Runs in a JVM of its own, with the guard, where all effects are forbidden.
 */
public final class Rows {

  private static final PrintStream RESULTS =
      new PrintStream(new FileOutputStream(java.io.FileDescriptor.out), true);
  private static final int JDK = Runtime.version().feature();
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private static Path directory;
  private static int number;

  interface Op {
    void run() throws Exception;
  }

  /** Makes what an operation needs; not a part of it. */
  interface Preparation {
    Op prepare() throws Exception;
  }

  private Rows() {}

  public static void main(String[] arguments) throws Exception {
    directory = Path.of(arguments[0]);
    System.setOut(new PrintStream(new ByteArrayOutputStream(), true));
    System.setErr(new PrintStream(new ByteArrayOutputStream(), true));
    Logger.getLogger("probe").setUseParentHandlers(false);
    if (arguments.length > 1) {
      inAVirtualThread(Rows::all);
    } else {
      all();
    }
    RESULTS.println("end");
    System.exit(0);
  }

  private static void inAVirtualThread(Op op) throws Exception {
    Runnable body =
        () -> {
          try {
            op.run();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        };
    Thread thread =
        (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, body);
    thread.join();
  }

  private static void all() throws Exception {
    files();
    paths();
    channels();
    reads();
    console();
    network();
    http();
    processes();
    threads();
    others();
  }

  private static File fresh() {
    return directory.resolve("file" + ++number).toFile();
  }

  private static File existing() throws Exception {
    File file = fresh();
    Files.writeString(file.toPath(), "some text");
    return file;
  }

  private static void files() throws Exception {
    row("FileOutputStream", "FILE_WRITE", () -> of(fresh(), FileOutputStream::new));
    row("FileOutputStream.write int", "FILE_WRITE", () -> of(stream(), out -> out.write(1)));
    row("FileOutputStream.write bytes", "FILE_WRITE", () -> of(stream(), o -> o.write(bytes())));
    row("FileWriter", "FILE_WRITE", () -> of(fresh(), FileWriter::new));
    row(
        "PrintStream on a file",
        "FILE_WRITE",
        () ->
            of(
                new PrintStream(stream(), true),
                o -> {
                  o.println("x");
                }));
    row("RandomAccessFile rw", "FILE_WRITE", () -> of(fresh(), f -> new RandomAccessFile(f, "rw")));
    row("RandomAccessFile.write", "FILE_WRITE", () -> of(random(), f -> f.write(bytes())));
    row("RandomAccessFile.writeInt", "FILE_WRITE", () -> of(random(), f -> f.writeInt(1)));
    row("RandomAccessFile.writeUTF", "FILE_WRITE", () -> of(random(), f -> f.writeUTF("x")));
    row("RandomAccessFile.writeBytes", "FILE_WRITE", () -> of(random(), f -> f.writeBytes("x")));
    row("RandomAccessFile.writeChars", "FILE_WRITE", () -> of(random(), f -> f.writeChars("x")));
    if (JDK >= 18) {
      row("RandomAccessFile.setLength", "FILE_WRITE", () -> of(random(), f -> f.setLength(1)));
    }
    row("File.createNewFile", "FILE_WRITE", () -> of(fresh(), File::createNewFile));
    row("File.delete", "FILE_WRITE", () -> of(existing(), File::delete));
    row("File.mkdir", "FILE_WRITE", () -> of(fresh(), File::mkdir));
    row("File.mkdirs", "FILE_WRITE", () -> of(new File(fresh(), "a/b"), File::mkdirs));
    row("File.renameTo", "FILE_WRITE", () -> of(existing(), f -> f.renameTo(fresh())));
    row("File.setReadOnly", "FILE_WRITE", () -> of(existing(), File::setReadOnly));
    row("File.setWritable", "FILE_WRITE", () -> of(existing(), f -> f.setWritable(true)));
    row("File.setReadable", "FILE_WRITE", () -> of(existing(), f -> f.setReadable(true)));
    row("File.setExecutable", "FILE_WRITE", () -> of(existing(), f -> f.setExecutable(true)));
    row("File.setLastModified", "FILE_WRITE", () -> of(existing(), f -> f.setLastModified(1)));
    row("File.createTempFile", "FILE_WRITE", () -> () -> File.createTempFile("xyz", "y", dir()));
    row("File.exists", "NONE", () -> of(existing(), File::exists));
  }

  private static void paths() throws Exception {
    row("Files.write", "FILE_WRITE", () -> of(path(), p -> Files.write(p, bytes())));
    row("Files.writeString", "FILE_WRITE", () -> of(path(), p -> Files.writeString(p, "x")));
    row("Files.newBufferedWriter", "FILE_WRITE", () -> of(path(), Files::newBufferedWriter));
    row("Files.newOutputStream", "FILE_WRITE", () -> of(path(), Files::newOutputStream));
    row("Files.createFile", "FILE_WRITE", () -> of(path(), Files::createFile));
    row("Files.createDirectory", "FILE_WRITE", () -> of(path(), Files::createDirectory));
    row("Files.createDirectories", "FILE_WRITE", () -> of(path(), Files::createDirectories));
    row("Files.createTempFile", "FILE_WRITE", () -> () -> Files.createTempFile("x", "y"));
    row("Files.delete", "FILE_WRITE", () -> of(there(), Files::delete));
    row("Files.deleteIfExists", "FILE_WRITE", () -> of(there(), Files::deleteIfExists));
    row("Files.copy", "FILE_WRITE", () -> of(there(), p -> Files.copy(p, path())));
    row("Files.move", "FILE_WRITE", () -> of(there(), p -> Files.move(p, path())));
    row("Files.createLink", "FILE_WRITE", () -> of(there(), p -> Files.createLink(path(), p)));
    row(
        "Files.createSymbolicLink",
        "FILE_WRITE",
        () -> of(there(), p -> Files.createSymbolicLink(path(), p)));
    row(
        "Files.setAttribute",
        "FILE_WRITE",
        () -> of(there(), p -> Files.setAttribute(p, "lastModifiedTime", FileTime.fromMillis(1))));
    row(
        "Files.setLastModifiedTime",
        "FILE_WRITE",
        () -> of(there(), p -> Files.setLastModifiedTime(p, FileTime.fromMillis(1))));
    row(
        "Files.setPosixFilePermissions",
        "FILE_WRITE",
        () ->
            of(
                there(),
                p ->
                    Files.setPosixFilePermissions(
                        p, PosixFilePermissions.fromString("rw-------"))));
    row(
        "Files.write in a zip",
        "FILE_WRITE",
        () -> of(zip(), z -> Files.writeString(z.getPath("/new" + ++number), "x")));
    row(
        "Files.delete in a zip",
        "FILE_WRITE",
        () -> of(zip(), z -> Files.delete(z.getPath("/entry"))));
    row(
        "Files.createDirectory in a zip",
        "FILE_WRITE",
        () -> of(zip(), z -> Files.createDirectory(z.getPath("/new" + ++number))));
    row("Files.exists", "NONE", () -> of(there(), Files::exists));
  }

  private static void channels() throws Exception {
    row(
        "FileChannel.open to write",
        "FILE_WRITE",
        () ->
            of(
                path(),
                p -> FileChannel.open(p, StandardOpenOption.CREATE, StandardOpenOption.WRITE)));
    row(
        "FileChannel.open to append",
        "FILE_WRITE",
        () ->
            of(
                path(),
                p -> FileChannel.open(p, StandardOpenOption.CREATE, StandardOpenOption.APPEND)));
    row("FileChannel.write", "FILE_WRITE", () -> of(channel(), c -> c.write(buffer())));
    row("FileChannel.write at", "FILE_WRITE", () -> of(channel(), c -> c.write(buffer(), 1)));
    row("FileChannel.truncate", "FILE_WRITE", () -> of(channel(), c -> c.truncate(1)));
    row(
        "FileChannel.transferFrom",
        "FILE_WRITE",
        () -> of(channel(), c -> c.transferFrom(channel(), 0, 1)));
    row(
        "FileChannel.map to write",
        "FILE_WRITE",
        () -> of(channel(), c -> c.map(FileChannel.MapMode.READ_WRITE, 0, 1)));
    row(
        "FileChannel.map to read",
        "NONE",
        () -> of(channel(), c -> c.map(FileChannel.MapMode.READ_ONLY, 0, 1)));
    row(
        "AsynchronousFileChannel.open",
        "FILE_WRITE",
        () ->
            of(
                path(),
                p ->
                    AsynchronousFileChannel.open(
                        p, StandardOpenOption.CREATE, StandardOpenOption.WRITE)));
    row(
        "AsynchronousFileChannel.write",
        "FILE_WRITE",
        () -> of(asynchronous(), c -> c.write(buffer(), 0).get()));
    row(
        "AsynchronousFileChannel.truncate",
        "FILE_WRITE",
        () -> of(asynchronous(), c -> c.truncate(1)));
  }

  private static void reads() throws Exception {
    row("FileInputStream", "FILE_READ", () -> of(existing(), FileInputStream::new));
    row(
        "FileInputStream.read",
        "FILE_READ",
        () -> of(new FileInputStream(existing()), in -> in.read()));
    row(
        "FileInputStream.read bytes",
        "FILE_READ",
        () -> of(new FileInputStream(existing()), in -> in.read(bytes())));
    row("RandomAccessFile.read", "FILE_READ", () -> of(random(), f -> f.read()));
    row("Files.readString", "FILE_READ", () -> of(there(), Files::readString));
    row("FileChannel.read", "FILE_READ", () -> of(channel(), c -> c.read(buffer())));
  }

  private static void console() throws Exception {
    row("System.out.print", "CONSOLE", () -> () -> System.out.print(1));
    row("System.out.println", "CONSOLE", () -> () -> System.out.println("x"));
    row("System.out.printf", "CONSOLE", () -> () -> System.out.printf("%s", "x"));
    row("System.out.append", "CONSOLE", () -> () -> System.out.append("x"));
    row("System.out.write", "CONSOLE", () -> () -> System.out.write(bytes()));
    row("System.err.println", "CONSOLE", () -> () -> System.err.println("x"));
    row("printStackTrace", "CONSOLE", () -> () -> new Exception("x").printStackTrace());
    row(
        "standard output itself",
        "CONSOLE",
        () -> () -> new FileOutputStream(java.io.FileDescriptor.err).write(new byte[0]));
    row(
        "PrintStream in memory",
        "NONE",
        () -> of(new PrintStream(new ByteArrayOutputStream()), o -> o.println("x")));
  }

  private static void network() throws Exception {
    ServerSocket server = new ServerSocket(0, 1000, HERE);
    row(
        "Socket.connect",
        "NETWORK",
        () -> of(new Socket(), s -> s.connect(server.getLocalSocketAddress())));
    row("new Socket", "NETWORK", () -> () -> new Socket(HERE, server.getLocalPort()));
    row(
        "Socket write",
        "NETWORK",
        () -> of(new Socket(HERE, server.getLocalPort()), s -> s.getOutputStream().write(1)));
    row("Socket read", "NETWORK", () -> of(answered(), s -> s.getInputStream().read()));
    row("ServerSocket.accept", "NETWORK", () -> of(called(), ServerSocket::accept));
    row(
        "DatagramSocket.send",
        "NETWORK",
        () ->
            of(
                new DatagramSocket(0, HERE),
                s -> s.send(new DatagramPacket(bytes(), 1, HERE, s.getLocalPort()))));
    row(
        "DatagramSocket.receive",
        "NETWORK",
        () -> of(sentTo(), s -> s.receive(new DatagramPacket(new byte[1], 1))));
    row(
        "SocketChannel.connect",
        "NETWORK",
        () -> of(SocketChannel.open(), c -> c.connect(server.getLocalSocketAddress())));
    row("SocketChannel.write", "NETWORK", () -> of(open(server), c -> c.write(buffer())));
    row(
        "SocketChannel.read",
        "NETWORK",
        () ->
            of(
                open(server),
                c -> {
                  c.configureBlocking(false);
                  c.read(buffer());
                }));
    row("ServerSocketChannel.accept", "NETWORK", () -> of(bound(), ServerSocketChannel::accept));
    row(
        "DatagramChannel.send",
        "NETWORK",
        () -> of(datagrams(), c -> c.send(buffer(), c.getLocalAddress())));
    row("DatagramChannel.receive", "NETWORK", () -> of(datagrams(), c -> c.receive(buffer())));
    row(
        "AsynchronousSocketChannel.connect",
        "NETWORK",
        () ->
            of(
                AsynchronousSocketChannel.open(),
                c -> c.connect(server.getLocalSocketAddress()).get()));
    row(
        "AsynchronousSocketChannel.write",
        "NETWORK",
        () -> of(connected(server), c -> c.write(buffer()).get()));
    row(
        "AsynchronousSocketChannel.read",
        "NETWORK",
        () -> of(connected(server), c -> c.read(buffer())));
    row(
        "AsynchronousServerSocketChannel.accept",
        "NETWORK",
        () ->
            of(
                AsynchronousServerSocketChannel.open().bind(new InetSocketAddress(HERE, 0)),
                AsynchronousServerSocketChannel::accept));
    row(
        "HttpURLConnection",
        "NETWORK",
        () ->
            of(
                Answering.once(),
                uri -> uri.toURL().openConnection().getInputStream().readAllBytes()));
  }

  private static void http() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    row(
        "HttpClient.send",
        "HTTP",
        () ->
            of(
                Answering.once(),
                uri -> client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())));
    row(
        "HttpClient.sendAsync",
        "HTTP",
        () ->
            of(
                Answering.once(),
                uri ->
                    client
                        .sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                        .get()));
  }

  private static void processes() throws Exception {
    row(
        "ProcessBuilder.start",
        "PROCESS",
        () -> of(new ProcessBuilder("true"), ProcessBuilder::start));
    row(
        "Runtime.exec",
        "PROCESS",
        () -> () -> Runtime.getRuntime().exec(new String[] {"true"}).waitFor());
    insideOnly("System.exit", "EXIT", () -> System.exit(3));
    insideOnly("Runtime.halt", "EXIT", () -> Runtime.getRuntime().halt(3));
  }

  private static void threads() throws Exception {
    row("Thread.start", "THREAD", () -> of(new Thread(() -> {}), Thread::start));
    row("ExecutorService.submit", "THREAD", () -> of(pool(), p -> p.submit(() -> {})));
    row("ExecutorService.execute", "THREAD", () -> of(pool(), p -> p.execute(() -> {})));
    row(
        "ExecutorService.invokeAll",
        "THREAD",
        () -> of(pool(), p -> p.invokeAll(java.util.List.of(() -> 1))));
    row("a pool that runs already", "THREAD", () -> of(runningPool(), p -> p.submit(() -> {})));
    row(
        "schedule",
        "THREAD",
        () -> of(scheduler(), p -> p.schedule(() -> {}, 0, TimeUnit.SECONDS)));
    row(
        "scheduleAtFixedRate",
        "THREAD",
        () -> of(scheduler(), p -> p.scheduleAtFixedRate(() -> {}, 0, 1, DAYS)));
    row("CompletableFuture.runAsync", "THREAD", () -> () -> CompletableFuture.runAsync(() -> {}));
    row(
        "CompletableFuture.supplyAsync",
        "THREAD",
        () -> () -> CompletableFuture.supplyAsync(() -> 1));
    row(
        "ForkJoinPool.submit",
        "THREAD",
        () -> of(ForkJoinPool.commonPool(), p -> p.submit(() -> {})));
    row(
        "CompletableFuture.orTimeout",
        "THREAD",
        () -> of(new CompletableFuture<String>(), f -> f.orTimeout(1, DAYS)));
    row(
        "CompletableFuture.completeOnTimeout",
        "THREAD",
        () -> of(new CompletableFuture<>(), f -> f.completeOnTimeout("x", 1, DAYS)));
    row(
        "CompletableFuture.delayedExecutor",
        "THREAD",
        () -> of(CompletableFuture.delayedExecutor(1, DAYS), later -> later.execute(() -> {})));
    row("parallel stream", "THREAD", () -> () -> IntStream.range(0, 1000).parallel().sum());
    row("Timer", "THREAD", () -> () -> new Timer(true));
    row("Timer.schedule", "THREAD", () -> of(new Timer(true), t -> t.schedule(nothing(), 1)));
    row(
        "Timer.scheduleAtFixedRate",
        "THREAD",
        () -> of(new Timer(true), t -> t.scheduleAtFixedRate(nothing(), 1, 1)));
    if (JDK >= 19) {
      row("ForkJoinPool.lazySubmit", "THREAD", () -> () -> lazySubmit());
    }
    if (JDK >= 25) {
      row(
          "ForkJoinPool.schedule",
          "THREAD",
          () -> of(scheduler(ForkJoinPool.commonPool()), p -> p.schedule(() -> 1, 1, DAYS)));
      row(
          "ForkJoinPool.scheduleWithFixedDelay",
          "THREAD",
          () ->
              of(
                  scheduler(ForkJoinPool.commonPool()),
                  p -> p.scheduleWithFixedDelay(() -> {}, 1, 1, DAYS)));
      row("ForkJoinPool.submitWithTimeout", "THREAD", () -> () -> submitWithTimeout());
    }
    if (JDK >= 21) {
      row("Thread.startVirtualThread", "THREAD", () -> () -> inAVirtualThread(() -> {}));
      row(
          "virtual threads of an executor",
          "THREAD",
          () -> of(virtualPool(), p -> p.submit(() -> {})));
    }
  }

  private static void others() throws Exception {
    row("TimeUnit.sleep", "BLOCKING", () -> () -> TimeUnit.MILLISECONDS.sleep(1));
    if (JDK >= 19) {
      row("Thread.sleep", "BLOCKING", () -> () -> Thread.sleep(1));
    }
    row("Logger.info", "LOGGING", () -> of(Logger.getLogger("probe"), l -> l.info("x")));
    row("Logger.fine", "NONE", () -> of(Logger.getLogger("probe"), l -> l.fine("x")));
    row("a method that is named in the settings", "CUSTOM", () -> () -> Named.sends());
    row("a method that is not named", "NONE", () -> () -> Named.computes());
    row("nothing", "NONE", () -> () -> {});
  }

  // ---- what they need

  private static File dir() {
    return directory.toFile();
  }

  private static Path path() {
    return fresh().toPath();
  }

  private static Path there() throws Exception {
    return existing().toPath();
  }

  private static byte[] bytes() {
    return new byte[] {1};
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocate(1);
  }

  private static FileOutputStream stream() throws Exception {
    return new FileOutputStream(fresh());
  }

  private static RandomAccessFile random() throws Exception {
    return new RandomAccessFile(existing(), "rw");
  }

  private static FileChannel channel() throws Exception {
    return FileChannel.open(there(), StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static AsynchronousFileChannel asynchronous() throws Exception {
    return AsynchronousFileChannel.open(there(), StandardOpenOption.WRITE);
  }

  private static FileSystem zip() throws Exception {
    FileSystem zip = FileSystems.newFileSystem(path(), Map.of("create", "true"));
    Files.writeString(zip.getPath("/entry"), "x");
    return zip;
  }

  private static Socket answered() throws Exception {
    ServerSocket server = new ServerSocket(0, 1, HERE);
    Socket socket = new Socket(HERE, server.getLocalPort());
    server.accept().getOutputStream().write(1);
    return socket;
  }

  private static ServerSocket called() throws Exception {
    ServerSocket server = new ServerSocket(0, 1, HERE);
    new Socket(HERE, server.getLocalPort());
    return server;
  }

  private static DatagramSocket sentTo() throws Exception {
    DatagramSocket socket = new DatagramSocket(0, HERE);
    socket.send(new DatagramPacket(bytes(), 1, HERE, socket.getLocalPort()));
    return socket;
  }

  private static SocketChannel open(ServerSocket server) throws Exception {
    return SocketChannel.open(server.getLocalSocketAddress());
  }

  private static AsynchronousSocketChannel connected(ServerSocket server) throws Exception {
    AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
    channel.connect(server.getLocalSocketAddress()).get();
    return channel;
  }

  private static ServerSocketChannel bound() throws Exception {
    ServerSocketChannel channel = ServerSocketChannel.open().bind(new InetSocketAddress(HERE, 0));
    channel.configureBlocking(false);
    return channel;
  }

  private static DatagramChannel datagrams() throws Exception {
    DatagramChannel channel = DatagramChannel.open().bind(new InetSocketAddress(HERE, 0));
    channel.configureBlocking(false);
    return channel;
  }

  private static TimerTask nothing() {
    return new TimerTask() {
      @Override
      public void run() {}
    };
  }

  private static ExecutorService pool() {
    return Executors.newCachedThreadPool();
  }

  private static ExecutorService runningPool() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    pool.submit(() -> {}).get();
    return pool;
  }

  private static ScheduledExecutorService scheduler() {
    return Executors.newScheduledThreadPool(1);
  }

  /** From 25 on it is one. */
  private static ScheduledExecutorService scheduler(ForkJoinPool pool) {
    return (ScheduledExecutorService) (ExecutorService) pool;
  }

  private static void lazySubmit() throws Exception {
    ForkJoinPool.class
        .getMethod("lazySubmit", ForkJoinTask.class)
        .invoke(ForkJoinPool.commonPool(), ForkJoinTask.adapt(() -> {}));
  }

  private static void submitWithTimeout() throws Exception {
    Callable<Integer> task = () -> 1;
    ForkJoinPool.class
        .getMethod("submitWithTimeout", Callable.class, long.class, TimeUnit.class, Consumer.class)
        .invoke(ForkJoinPool.commonPool(), task, 1L, DAYS, null);
  }

  private static ExecutorService virtualPool() throws Exception {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  // ---- rows

  interface Use<T> {
    void with(T thing) throws Exception;
  }

  static <T> Op of(T thing, Use<T> use) {
    return () -> use.with(thing);
  }

  static void row(String name, String effect, Preparation preparation) throws Exception {
    print(name, effect, inside(preparation.prepare()), outside(preparation.prepare()));
  }

  private static void insideOnly(String name, String effect, Op op) {
    print(name, effect, inside(op), "NONE");
  }

  private static void print(String name, String effect, String inside, String outside) {
    RESULTS.println(String.join("\t", name, effect, inside, outside));
  }

  private static String inside(Op op) {
    try {
      Transaction.dosync(op::run);
      return "NONE";
    } catch (SideEffectInTransactionException e) {
      return e.effect().name();
    } catch (Throwable thrown) {
      return thrown.toString();
    }
  }

  private static String outside(Op op) {
    try {
      op.run();
      return "NONE";
    } catch (Throwable thrown) {
      return thrown.toString();
    }
  }
}
