package org.dosync.examples.reservation.load;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** The API, as its clients call it. */
final class Client {

  /** Made once: these look for the provider on the class path. */
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

  /** What came back. */
  record Answer(int status, String body) {

    JsonObject json() {
      try (JsonReader reader = READERS.createReader(new StringReader(body))) {
        return reader.readObject();
      }
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI api;

  /**
   * Makes one.
   *
   * @param page the address of the page; the API is below it
   */
  Client(URI page) {
    if (!page.getHost().equals("127.0.0.1") && !page.getHost().equals("localhost")) {
      throw new IllegalArgumentException(
          page + " is not this machine. The load is for a server at 127.0.0.1");
    }
    this.api = page.resolve("api/");
  }

  Answer hold(BookingRequest request) throws IOException, InterruptedException {
    JsonArrayBuilder legs = BUILDERS.createArrayBuilder();
    request
        .legs()
        .forEach(
            leg ->
                legs.add(
                    BUILDERS
                        .createObjectBuilder()
                        .add("flight", leg.flight())
                        .add("seat", leg.seat())));
    JsonObject body =
        BUILDERS
            .createObjectBuilder()
            .add("passenger", request.passenger())
            .add("fare", request.fare().name())
            .add("legs", legs)
            .build();
    return call("POST", "holds", body.toString());
  }

  Answer confirm(String id) throws IOException, InterruptedException {
    return call("POST", "holds/" + id + "/confirmation", "");
  }

  Answer cancel(String id) throws IOException, InterruptedException {
    return call("DELETE", "holds/" + id, "");
  }

  JsonObject books() throws IOException, InterruptedException {
    Answer answer = call("GET", "books", "");
    if (answer.status() != 200) {
      throw new IOException("The books can't be read: the server has answered " + answer);
    }
    return answer.json();
  }

  private Answer call(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve(path))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }
}
