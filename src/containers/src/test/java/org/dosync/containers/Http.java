package org.dosync.containers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** An application of a server, as its clients see it. */
record Http(Supplier<URI> application, List<String> headers) {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Http(Supplier<URI> application) {
    this(application, List.of());
  }

  /** By somebody who says his name twice: his password is no secret. */
  Http as(String caller) {
    byte[] said = (caller + ":" + caller).getBytes(StandardCharsets.UTF_8);
    return new Http(
        application, List.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(said)));
  }

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
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(application.get() + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, BodyPublishers.noBody());
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(method + " " + path, e);
    }
  }
}
