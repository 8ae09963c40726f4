package org.dosync.examples.reservation.rest;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.Map;

/**
 * The JSON object that a request brings. Read here, not by the server, since servers differ in what
 * they answer if it is none.
 */
final class Body {

  /** Made once: it looks for the provider on the class path. */
  private static final JsonReaderFactory JSON = Json.createReaderFactory(Map.of());

  private final String expected;
  private final Map<String, JsonValue> members;

  private Body(String expected, Map<String, JsonValue> members) {
    this.expected = expected;
    this.members = members;
  }

  /**
   * Reads it.
   *
   * @param expected how one looks that is right, for messages
   */
  static Body parse(String text, String expected) {
    try (JsonReader reader = JSON.createReader(new StringReader(text))) {
      return new Body(expected, reader.readObject());
    } catch (JsonException e) {
      throw new BadRequest("The body is no JSON object: " + shown(text), expected);
    }
  }

  private static String shown(String text) {
    return text.isBlank() ? "it is empty" : text.substring(0, Math.min(text.length(), 80));
  }

  String text(String name) {
    if (members.get(name) instanceof JsonString text && !text.getString().isBlank()) {
      return text.getString();
    }
    throw wrong(name, "a text");
  }

  String textOr(String name, String otherwise) {
    return members.containsKey(name) ? text(name) : otherwise;
  }

  boolean isTrue(String name) {
    JsonValue value = members.get(name);
    if (JsonValue.TRUE.equals(value) || JsonValue.FALSE.equals(value)) {
      return JsonValue.TRUE.equals(value);
    }
    throw wrong(name, "true or false");
  }

  <E extends Enum<E>> E constant(String name, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text(name))) {
        return constant;
      }
    }
    throw wrong(name, "one of " + List.of(type.getEnumConstants()));
  }

  List<Body> objects(String name) {
    if (members.get(name) instanceof List<?> list
        && !list.isEmpty()
        && list.stream().allMatch(JsonObject.class::isInstance)) {
      return list.stream().map(element -> new Body(expected, (JsonObject) element)).toList();
    }
    throw wrong(name, "a list of one object or more");
  }

  private BadRequest wrong(String name, String should) {
    JsonValue value = members.get(name);
    String found = value == null ? "it is missing" : "it is " + shown(value.toString());
    return new BadRequest("\"%s\" should be %s, but %s".formatted(name, should, found), expected);
  }
}
