package org.dosync.containers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** An application of a server, as its clients see it. */
record Http(Supplier<URI> application) {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  String get(String path) {
    return call("GET", path);
  }

  String post(String path) {
    return call("POST", path);
  }

  String put(String path) {
    return call("PUT", path);
  }

  Map<String, String> facts(String path) {
    return facts("GET", path);
  }

  Map<String, String> facts(String method, String path) {
    return call(method, path)
        .lines()
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(fact -> fact[0], fact -> fact[1]));
  }

  private String call(String method, String path) {
    HttpResponse<String> answer = send(method, path);
    if (answer.statusCode() >= 300) {
      throw new AssertionError(
          "%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
    }
    return answer.body();
  }

  int status(String path) {
    return send("GET", path).statusCode();
  }

  private HttpResponse<String> send(String method, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(application.get() + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, BodyPublishers.noBody())
            .build();
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(method + " " + path, e);
    }
  }
}
