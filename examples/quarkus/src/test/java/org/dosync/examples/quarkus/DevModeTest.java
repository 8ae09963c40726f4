package org.dosync.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusDevModeTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In dev mode a change of the source makes a new application. */
@Tag("once") // it compiles and starts three times
@Timeout(120)
class DevModeTest {

  private static final int PORT = freePort();

  @RegisterExtension
  static final QuarkusDevModeTest DEV_MODE =
      new QuarkusDevModeTest()
          .withApplicationRoot(
              archive ->
                  archive
                      .addClasses(Hits.class, Hits.Log.class)
                      .addAsResource(
                          new StringAsset("quarkus.http.host=127.0.0.1\nquarkus.http.port=" + PORT),
                          "application.properties"));

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void beansBeginAgainAndWhatRanBeforeHasEnded() throws Exception {
    assertThat(get("hits")).isEqualTo("hits: 1");
    assertThat(get("hits")).isEqualTo("hits: 2");
    assertThat(get("hits/beats")).isEqualTo("beats, and lines: 2");

    for (String word : List.of("times", "clicks")) {
      DEV_MODE.modifySourceFile(
          Hits.class,
          source -> source.replaceFirst("\"\\w+: \" \\+ hits", "\"" + word + ": \" + hits"));
      assertThat(get("hits")).isEqualTo(word + ": 1");
      assertThat(get("hits/beats")).isEqualTo("beats, and lines: 1");
    }
    assertThat(schedulers()).isEqualTo(1);
  }

  private static String get(String path) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + PORT + "/" + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
        .body();
  }

  private static long schedulers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("dosync-scheduler"))
        .count();
  }
}
