package org.dosync.probe;

import static org.dosync.probe.Rows.allowed;
import static org.dosync.probe.Rows.buffer;
import static org.dosync.probe.Rows.bytes;
import static org.dosync.probe.Rows.channel;
import static org.dosync.probe.Rows.of;
import static org.dosync.probe.Rows.row;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.Channels;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import org.dosync.Effect;

/** The {@link Rows} of what goes over a network. */
public final class NetworkRows {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final InetSocketAddress GROUP = new InetSocketAddress("224.0.0.251", 0);

  private NetworkRows() {}

  static void all() throws Exception {
    network();
    adaptors();
    ports();
    http();
    webSocket();
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
    row(
        "Socket.sendUrgentData",
        "NETWORK",
        () -> of(new Socket(HERE, server.getLocalPort()), s -> s.sendUrgentData(1)));
    row("InetAddress.isReachable", "NETWORK", () -> of(HERE, a -> a.isReachable(1000)));
    row("ServerSocket.bind", "NETWORK", () -> of(new ServerSocket(), s -> s.bind(anyPort())));
    row("new ServerSocket", "NETWORK", () -> () -> new ServerSocket(0));
    row(
        "SocketFactory.createSocket",
        "NETWORK",
        () -> () -> SocketFactory.getDefault().createSocket(HERE, server.getLocalPort()));
    row(
        "ServerSocketFactory.createServerSocket",
        "NETWORK",
        () -> () -> ServerSocketFactory.getDefault().createServerSocket(0));
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
    row(
        "FileChannel.transferTo a socket",
        "NETWORK",
        () -> {
          SocketChannel socket = open(server);
          return of(channel(), c -> allowed(Effect.FILE_READ, () -> c.transferTo(0, 1, socket)));
        });
    row(
        "FileChannel.transferFrom a socket",
        "NETWORK",
        () -> {
          SocketChannel socket = answeredChannel();
          return of(channel(), c -> allowed(Effect.FILE_WRITE, () -> c.transferFrom(socket, 0, 1)));
        });
    row(
        "ServerSocketChannel.bind",
        "NETWORK",
        () -> of(ServerSocketChannel.open(), c -> c.bind(anyPort())));
    row("ServerSocketChannel.accept", "NETWORK", () -> of(bound(), ServerSocketChannel::accept));
    row(
        "DatagramChannel.send",
        "NETWORK",
        () -> of(datagrams(), c -> c.send(buffer(), c.getLocalAddress())));
    row("DatagramChannel.receive", "NETWORK", () -> of(datagrams(), c -> c.receive(buffer())));
    row("DatagramChannel.write", "NETWORK", () -> of(connectedDatagrams(), c -> c.write(buffer())));
    row("DatagramChannel.read", "NETWORK", () -> of(connectedDatagrams(), c -> c.read(buffer())));
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
                AsynchronousServerSocketChannel.open().bind(anyPort()),
                AsynchronousServerSocketChannel::accept));
    row(
        "AsynchronousServerSocketChannel.bind",
        "NETWORK",
        () -> of(AsynchronousServerSocketChannel.open(), c -> c.bind(anyPort())));
    row(
        "HttpURLConnection",
        "NETWORK",
        () ->
            of(
                Answering.once(),
                uri -> uri.toURL().openConnection().getInputStream().readAllBytes()));
  }

  /** Sockets and streams that are channels behind. */
  private static void adaptors() throws Exception {
    ServerSocket server = new ServerSocket(0, 1000, HERE);
    row(
        "connect of a channel's socket",
        "NETWORK",
        () -> of(SocketChannel.open().socket(), s -> s.connect(server.getLocalSocketAddress())));
    row(
        "bind of a channel's socket",
        "NETWORK",
        () -> of(SocketChannel.open().socket(), s -> s.bind(anyPort())));
    row(
        "write to a channel's socket",
        "NETWORK",
        () -> of(open(server).socket(), s -> s.getOutputStream().write(1)));
    row(
        "read from a channel's socket",
        "NETWORK",
        () -> of(answeredChannel().socket(), s -> s.getInputStream().read()));
    row(
        "urgent data of a channel's socket",
        "NETWORK",
        () -> of(open(server).socket(), s -> s.sendUrgentData(1)));
    row(
        "accept of a channel's socket",
        "NETWORK",
        () -> of(calledChannel().socket(), ServerSocket::accept));
    row(
        "accept of a channel's socket, with a timeout",
        "NETWORK",
        () ->
            of(
                calledChannel().socket(),
                s -> {
                  s.setSoTimeout(10_000);
                  s.accept();
                }));
    row(
        "send of a channel's socket",
        "NETWORK",
        () ->
            of(
                DatagramChannel.open().bind(anyPort()).socket(),
                s -> s.send(new DatagramPacket(bytes(), 1, HERE, s.getLocalPort()))));
    row(
        "receive of a channel's socket",
        "NETWORK",
        () ->
            of(
                sentTo(DatagramChannel.open().bind(anyPort()).socket()),
                s -> s.receive(new DatagramPacket(new byte[1], 1))));
    row(
        "Channels.newOutputStream",
        "NETWORK",
        () -> of(Channels.newOutputStream(open(server)), o -> o.write(1)));
    row(
        "Channels.newInputStream",
        "NETWORK",
        () -> of(Channels.newInputStream(answeredChannel()), i -> i.read()));
  }

  private static void ports() throws Exception {
    row("Socket.bind", "NETWORK", () -> of(new Socket(), s -> s.bind(anyPort())));
    row("SocketChannel.bind", "NETWORK", () -> of(SocketChannel.open(), c -> c.bind(anyPort())));
    row(
        "AsynchronousSocketChannel.bind",
        "NETWORK",
        () -> of(AsynchronousSocketChannel.open(), c -> c.bind(anyPort())));
    row("new DatagramSocket", "NETWORK", () -> () -> new DatagramSocket(0));
    row("new MulticastSocket", "NETWORK", () -> () -> new MulticastSocket(0));
    row(
        "DatagramSocket.bind",
        "NETWORK",
        () -> of(new DatagramSocket(null), s -> s.bind(anyPort())));
    row(
        "DatagramSocket.connect",
        "NETWORK",
        () -> of(new DatagramSocket(0, HERE), s -> s.connect(HERE, s.getLocalPort())));
    row(
        "MulticastSocket.joinGroup",
        "NETWORK",
        () -> of(new MulticastSocket(0), s -> s.joinGroup(GROUP, loopback())));
    row(
        "DatagramChannel.bind",
        "NETWORK",
        () -> of(DatagramChannel.open(), c -> c.bind(anyPort())));
    row(
        "DatagramChannel.connect",
        "NETWORK",
        () -> of(datagrams(), c -> c.connect(c.getLocalAddress())));
    row(
        "DatagramChannel.join",
        "NETWORK",
        () ->
            of(
                DatagramChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress(0)),
                c -> c.join(GROUP.getAddress(), loopback())));
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

  private static void webSocket() throws Exception {
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    row(
        "WebSocket.Builder.buildAsync",
        "HTTP",
        () ->
            of(
                Answering.webSocket(),
                uri -> builder.buildAsync(uri, new WebSocket.Listener() {}).join()));
    row(
        "WebSocket.sendText",
        "HTTP",
        () -> of(webSocket(builder), w -> w.sendText("x", true).join()));
    row(
        "WebSocket.sendBinary",
        "HTTP",
        () -> of(webSocket(builder), w -> w.sendBinary(buffer(), true).join()));
    row(
        "WebSocket.sendPing",
        "HTTP",
        () -> of(webSocket(builder), w -> w.sendPing(buffer()).join()));
    row(
        "WebSocket.sendPong",
        "HTTP",
        () -> of(webSocket(builder), w -> w.sendPong(buffer()).join()));
    row(
        "WebSocket.sendClose",
        "HTTP",
        () -> of(webSocket(builder), w -> w.sendClose(WebSocket.NORMAL_CLOSURE, "").join()));
  }

  // ---- what they need

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(HERE, 0);
  }

  private static WebSocket webSocket(WebSocket.Builder builder) throws Exception {
    return builder.buildAsync(Answering.webSocket(), new WebSocket.Listener() {}).join();
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
    return sentTo(new DatagramSocket(0, HERE));
  }

  private static DatagramSocket sentTo(DatagramSocket socket) throws Exception {
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

  private static ServerSocketChannel calledChannel() throws Exception {
    ServerSocketChannel server = ServerSocketChannel.open().bind(anyPort());
    SocketChannel.open(server.getLocalAddress());
    return server;
  }

  private static NetworkInterface loopback() throws Exception {
    return NetworkInterface.getByInetAddress(HERE);
  }

  private static SocketChannel answeredChannel() throws Exception {
    ServerSocketChannel server = ServerSocketChannel.open().bind(anyPort());
    SocketChannel channel = SocketChannel.open(server.getLocalAddress());
    server.accept().write(buffer());
    return channel;
  }

  private static ServerSocketChannel bound() throws Exception {
    ServerSocketChannel channel = ServerSocketChannel.open().bind(anyPort());
    channel.configureBlocking(false);
    return channel;
  }

  private static DatagramChannel datagrams() throws Exception {
    DatagramChannel channel = DatagramChannel.open().bind(anyPort());
    channel.configureBlocking(false);
    return channel;
  }

  private static DatagramChannel connectedDatagrams() throws Exception {
    DatagramChannel channel = datagrams();
    return channel.connect(channel.getLocalAddress());
  }
}
