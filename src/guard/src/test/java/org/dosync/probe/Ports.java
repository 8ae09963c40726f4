package org.dosync.probe;

import static org.dosync.probe.Rows.of;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.dosync.Transaction;
import org.dosync.guard.Guard;
import org.dosync.probe.Rows.Op;

/**
 * Opens ports and connects in each way there is, once and in a transaction, where that is warned
 * of. Prints how often the guard has met each of them.
 */
public final class Ports {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final InetSocketAddress GROUP = new InetSocketAddress("224.0.0.251", 0);

  public static final int WAYS = 35;

  private Ports() {}

  public static void main(String[] arguments) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1000, HERE);
        DatagramSocket other = new DatagramSocket(0, HERE)) {
      tcp(server.getLocalSocketAddress());
      udp(other.getLocalSocketAddress());
    }
    Guard.status().counts().forEach((place, count) -> System.out.println(place + ": " + count));
    System.exit(0);
  }

  private static void tcp(SocketAddress at) throws Exception {
    way(of(new Socket(), s -> s.bind(anyPort())));
    way(of(new Socket(), s -> s.connect(at)));
    way(of(new Socket(), s -> s.connect(at, 10_000)));
    way(of((InetSocketAddress) at, to -> new Socket(to.getAddress(), to.getPort())));
    way(of(new ServerSocket(), s -> s.bind(anyPort())));
    way(of(new ServerSocket(), s -> s.bind(anyPort(), 10)));
    way(() -> new ServerSocket(0));
    way(of(SocketChannel.open(), c -> c.bind(anyPort())));
    way(of(networkChannel(SocketChannel.open()), c -> c.bind(anyPort())));
    way(of(SocketChannel.open(), c -> c.connect(at)));
    way(() -> SocketChannel.open(at));
    way(of(SocketChannel.open().socket(), s -> s.bind(anyPort())));
    way(of(SocketChannel.open().socket(), s -> s.connect(at)));
    way(of(SocketChannel.open().socket(), s -> s.connect(at, 10_000)));
    way(of(ServerSocketChannel.open(), c -> c.bind(anyPort())));
    way(of(networkChannel(ServerSocketChannel.open()), c -> c.bind(anyPort())));
    way(of(ServerSocketChannel.open().socket(), s -> s.bind(anyPort())));
    way(of(AsynchronousSocketChannel.open(), c -> c.bind(anyPort())));
    way(of(networkChannel(AsynchronousSocketChannel.open()), c -> c.bind(anyPort())));
    way(of(AsynchronousSocketChannel.open(), c -> c.connect(at).get()));
    way(of(AsynchronousServerSocketChannel.open(), c -> c.bind(anyPort())));
    way(of(networkChannel(AsynchronousServerSocketChannel.open()), c -> c.bind(anyPort())));
  }

  private static void udp(SocketAddress at) throws Exception {
    way(() -> new DatagramSocket(0));
    way(() -> new MulticastSocket(0));
    way(of(new DatagramSocket(null), s -> s.bind(anyPort())));
    way(of(new DatagramSocket(null), s -> s.connect(at)));
    way(of(new DatagramSocket(0, HERE), s -> s.connect(at)));
    way(of(new MulticastSocket(0), s -> s.joinGroup(GROUP, loopback())));
    way(of(new DatagramSocket(0), s -> s.joinGroup(GROUP, loopback())));
    way(of(DatagramChannel.open(), c -> c.bind(anyPort())));
    way(of(networkChannel(DatagramChannel.open()), c -> c.bind(anyPort())));
    way(of(DatagramChannel.open(), c -> c.connect(at)));
    way(of(DatagramChannel.open().socket(), s -> s.bind(anyPort())));
    way(of(DatagramChannel.open().socket(), s -> s.connect(at)));
    way(
        of(
            DatagramChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress(0)),
            c -> c.join(GROUP.getAddress(), loopback())));
  }

  /** Each on a line of its own, by which it is counted. */
  private static void way(Op op) throws Exception {
    Transaction.dosync(op::run);
  }

  private static NetworkChannel networkChannel(NetworkChannel channel) {
    return channel;
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(HERE, 0);
  }

  private static NetworkInterface loopback() throws Exception {
    return NetworkInterface.getByInetAddress(HERE);
  }
}
