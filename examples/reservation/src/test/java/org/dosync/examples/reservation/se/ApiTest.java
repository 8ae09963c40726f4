package org.dosync.examples.reservation.se;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over a real socket, to one server: each test has seats of its own. */
@Timeout(60)
class ApiTest {

  private static ReservationServer server;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    server = ReservationServer.start(0);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private HttpResponse<String> call(String method, String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(server.address().resolve(path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonObject json(HttpResponse<String> response) {
    return Json.createReader(new StringReader(response.body())).readObject();
  }

  private HttpResponse<String> hold(String flight, String seat) throws Exception {
    return call("POST", "api/holds", body(flight, seat));
  }

  private static String body(String flight, String seat) {
    return "{\"passenger\":\"Ada\",\"fare\":\"FULL\",\"legs\":[{\"flight\":\"%s\",\"seat\":\"%s\"}]}"
        .formatted(flight, seat);
  }

  private static void assertProblem(HttpResponse<String> response, int status, String detail) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(response).getInt("status")).isEqualTo(status);
    assertThat(json(response).getString("title")).isNotBlank();
    assertThat(json(response).getString("detail")).contains(detail);
  }

  @Test
  void aHoldIsConfirmedAndCanBeLookedAt() throws Exception {
    HttpResponse<String> held = hold("AU101", "1A");
    assertThat(held.statusCode()).isEqualTo(201);
    String id = json(held).getString("id");
    URI location = URI.create(held.headers().firstValue("Location").orElseThrow());
    assertThat(location).isEqualTo(server.address().resolve("api/itineraries/" + id));
    HttpResponse<String> booked = call("POST", "api/holds/" + id + "/confirmation", "");
    assertThat(booked.statusCode()).isEqualTo(200);
    assertThat(json(booked).getString("status")).isEqualTo("BOOKED");
    assertThat(json(call("GET", location.getPath(), ""))).isEqualTo(json(booked));
    JsonObject books = json(call("GET", "api/books", ""));
    assertThat(books.getJsonObject("counts").getInt("booked")).isEqualTo(1); // the others hold
    assertThat(books.getJsonArray("confirmations").getString(0)).isEqualTo(id);
  }

  @Test
  void aHoldIsCancelled() throws Exception {
    String id = json(hold("AU101", "2A")).getString("id");
    assertThat(call("DELETE", "api/holds/" + id, "").statusCode()).isEqualTo(204);
    assertProblem(call("GET", "api/itineraries/" + id, ""), 404, "There is no itinerary " + id);
    assertThat(hold("AU101", "2A").statusCode()).isEqualTo(201);
  }

  @Test
  void aSeatThatIsTakenIsAConflict() throws Exception {
    hold("AU101", "3A");
    HttpResponse<String> refused = hold("AU101", "3A");
    assertProblem(refused, 409, "Seat AU101/3A is taken. Choose another");
    assertThat(json(refused).getString("type")).isEqualTo("urn:dosync:reservation:seat-taken");
  }

  @Test
  void whatThereIsNotIsNotFound() throws Exception {
    assertProblem(hold("XX1", "1A"), 404, "There is no flight XX1");
    assertProblem(
        hold("AU101", "99Z"), 404, "Flight AU101 has no seat 99Z. They are from 1A to 30F");
    assertProblem(call("GET", "api/nothing", ""), 404, "GET api/nothing was refused");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|The body is no JSON object: it is empty",
        "{\"passenger|The body is no JSON object: {\"passenger",
        "[]|The body is no JSON object: []",
        "{\"passenger\":7}|\"passenger\" should be a text, but it is 7",
        "{\"passenger\":\"Ada\",\"fare\":\"FIRST\"}|\"fare\" should be one of [FULL, SAVER], but it is \"FIRST\"",
        "{\"passenger\":\"Ada\",\"fare\":\"FULL\"}|\"legs\" should be a list of one object or more, but it is missing",
        "{\"passenger\":\"Ada\",\"fare\":\"FULL\",\"legs\":[]}|\"legs\" should be a list of one object or more, but it is []",
        "{\"passenger\":\"Ada\",\"fare\":\"FULL\",\"legs\":[{\"flight\":\"AU101\"}]}|\"seat\" should be a text, but it is missing",
      })
  void aBodyThatCannotBeUnderstoodIsABadRequest(String body, String detail) throws Exception {
    HttpResponse<String> response = call("POST", "api/holds", body);
    assertProblem(response, 400, detail);
    assertThat(json(response).getString("detail")).contains(". Send, for example, {");
  }

  @Test
  void theSalesAreClosedAndOpened() throws Exception {
    HttpResponse<String> closed =
        call("PUT", "api/sales", "{\"open\":false,\"reason\":\"stocktaking\"}");
    assertThat(closed.statusCode()).isEqualTo(200);
    assertProblem(hold("AU101", "4A"), 503, "No seats are sold now: stocktaking");
    assertThat(call("PUT", "api/sales", "{\"open\":true}").statusCode()).isEqualTo(200);
    assertThat(hold("AU101", "4A").statusCode()).isEqualTo(201);
  }

  @Test
  void salesCloseWithAReasonOnly() throws Exception {
    assertProblem(call("PUT", "api/sales", "{\"open\":false}"), 422, "refused Sales[open=false");
    assertThat(json(call("GET", "api/sales", "")).getBoolean("open")).isTrue();
  }

  @Test
  void whatTheServerItselfRefusesIsAProblemToo() throws Exception {
    assertProblem(call("PUT", "api/books", "{}"), 405, "PUT api/books was refused");
  }

  @Test
  void theStreamShowsASeatThatIsTaken() throws Exception {
    HttpResponse<InputStream> stream =
        http.send(
            HttpRequest.newBuilder(server.address().resolve("api/events")).build(),
            BodyHandlers.ofInputStream());
    assertThat(stream.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      JsonObject first = nextBooks(lines);
      assertThat(first.getJsonObject("flights")).hasSize(120);
      hold("BO114", "1B");
      JsonObject change = nextBooks(lines);
      while (change.getInt("held") == first.getInt("held")) {
        change = nextBooks(lines);
      }
      assertThat(change.getJsonObject("flights")).containsOnlyKeys("BO114");
      assertThat(change.getJsonObject("flights").getString("BO114")).startsWith(".h....");
    }
  }

  private static JsonObject nextBooks(BufferedReader lines) throws Exception {
    String line = lines.readLine();
    while (!line.startsWith("data: ")) {
      line = lines.readLine();
    }
    return Json.createReader(new StringReader(line.substring(6))).readObject();
  }

  @Test
  void thePageIsThere() throws Exception {
    assertThat(call("GET", "", "").body()).contains("<title>Seats, live</title>");
  }
}
