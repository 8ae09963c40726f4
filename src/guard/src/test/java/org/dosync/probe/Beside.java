package org.dosync.probe;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.dosync.SideEffectInTransactionException;
import org.dosync.Transaction;

/** What the guard sees, and what another agent does, in one JVM. */
public final class Beside {

  private Beside() {}

  public static void main(String[] arguments) throws Exception {
    refused(() -> new File(arguments[1], "made").mkdir());
    refused(() -> new Socket().connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
    refused(() -> new Thread(() -> {}).start());
    switch (arguments[0]) {
      case "mockito" -> Mocks.play();
      case "request" -> request();
      default -> System.out.println("nothing else");
    }
    refused(() -> Path.of(arguments[1], "made").toFile().mkdir());
    System.exit(0);
  }

  private static void refused(Rows.Op op) throws Exception {
    try {
      Transaction.dosync(op::run);
      System.out.println("not seen");
    } catch (SideEffectInTransactionException e) {
      System.out.println("refused: " + e.effect() + " " + e.operation());
    }
  }

  /** Classes of the application and of the JDK, one of which is guarded. */
  private static final class Mocks {

    static void play() {
      Last last = mock();
      when(last.answer()).thenReturn(42);
      File file = mock();
      when(file.delete()).thenReturn(true);
      System.out.println(
          "mocked: " + last.answer() + " " + file.delete() + " " + new File("").delete());
    }
  }

  static final class Last {
    int answer() {
      return 1;
    }
  }

  private static void request() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
    server.start();
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/asked");
    HttpResponse<Void> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
    System.out.println("answer: " + answer.statusCode());
  }
}
