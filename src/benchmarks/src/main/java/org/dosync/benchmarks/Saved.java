package org.dosync.benchmarks;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/**
 * A run in a file: what JMH writes as JSON, and the machine. A file of JMH's own will do; then
 * nobody knows the machine.
 *
 * @param machine what was said of it at the time of the run
 * @param failures what went wrong
 */
record Saved(Map<String, String> machine, List<String> failures, List<Measured> measured) {
  private static final String MACHINE = "machine";
  private static final String FAILURES = "failures";
  private static final String RESULTS = "results";

  /** Each single time of an operation: very many, and the percentiles are enough. */
  private static final String TIMES = "rawDataHistogram";

  static void write(
      Path file, Map<String, String> machine, List<String> failures, Collection<RunResult> raw)
      throws IOException {
    JsonObjectBuilder facts = Json.createObjectBuilder();
    machine.forEach(facts::add);
    JsonObject run =
        Json.createObjectBuilder()
            .add(MACHINE, facts)
            .add(FAILURES, Json.createArrayBuilder(failures))
            .add(RESULTS, results(raw))
            .build();
    try (OutputStream out = Files.newOutputStream(file);
        JsonWriter writer = Json.createWriter(out)) {
      writer.write(run);
    }
  }

  private static JsonArrayBuilder results(Collection<RunResult> raw) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(json, false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(raw);
    }
    JsonArrayBuilder results = Json.createArrayBuilder();
    read(new ByteArrayInputStream(json.toByteArray()))
        .asJsonArray()
        .forEach(result -> results.add(withoutTimes(result.asJsonObject())));
    return results;
  }

  private static JsonObjectBuilder withoutTimes(JsonObject result) {
    JsonObject metric = result.getJsonObject("primaryMetric");
    return Json.createObjectBuilder(result)
        .add("primaryMetric", Json.createObjectBuilder(metric).remove(TIMES));
  }

  static Saved read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(read(in));
    }
  }

  private static JsonStructure read(InputStream in) {
    try (JsonReader reader = Json.createReader(in)) {
      return reader.read();
    }
  }

  private static Saved of(JsonStructure json) {
    if (json.getValueType() == JsonValue.ValueType.ARRAY) {
      return new Saved(Map.of("machine", "not known"), List.of(), measured(json.asJsonArray()));
    }
    JsonObject run = json.asJsonObject();
    Map<String, String> machine = new LinkedHashMap<>();
    run.getJsonObject(MACHINE).keySet().forEach(fact -> machine.put(fact, text(run, fact)));
    return new Saved(
        machine,
        run.getJsonArray(FAILURES).getValuesAs(JsonString::getString),
        measured(run.getJsonArray(RESULTS)));
  }

  private static String text(JsonObject run, String fact) {
    return run.getJsonObject(MACHINE).getString(fact);
  }

  private static List<Measured> measured(JsonArray results) {
    return results.stream().map(result -> Measured.of(result.asJsonObject())).toList();
  }
}
