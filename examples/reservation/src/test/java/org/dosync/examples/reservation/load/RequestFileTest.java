package org.dosync.examples.reservation.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RequestFileTest {

  private static RequestFile read(String... rows) throws IOException {
    return RequestFile.read(
        new StringReader(RequestFile.HEADER + "\n" + String.join("\n", rows) + "\n"));
  }

  @Test
  void theShippedFileHasFiftyThousandRequestsAndNoError() throws IOException {
    RequestFile file = RequestFile.shipped();
    assertThat(file.requests()).hasSize(50_000);
    assertThat(file.errors()).isEmpty();
  }

  @Test
  void theGeneratorMakesTheShippedFileAgain() throws IOException {
    StringWriter made = new StringWriter();
    new RequestGenerator(2009).write(50_000, new PrintWriter(made));
    byte[] shipped =
        Objects.requireNonNull(RequestFile.class.getResourceAsStream("requests.csv"))
            .readAllBytes();
    assertThat(new String(shipped, StandardCharsets.UTF_8).equals(made.toString())).isTrue();
  }

  @Test
  void aMalformedRowIsToldWithItsLineAndCostsNoOther() throws IOException {
    RequestFile file =
        read(
            "Ada,full,AU101/12C BO102/3A,confirm",
            "Bob,full,AU101/12D",
            "\"Cleo,full,AU101/12E,confirm",
            ",full,AU101/12E,confirm",
            "Dora,first,AU101/12E,confirm",
            "Emil,full,AU101,confirm",
            "Fay,full,AU101/12F,sleep",
            "",
            "\"Gus, the Great\",saver,AU101/13A,leave");
    assertThat(file.requests())
        .extracting(BookingRequest::passenger)
        .containsExactly("Ada", "Gus, the Great");
    assertThat(file.errors()).hasSize(7);
    assertThat(file.errors().get(0))
        .isEqualTo("Line 3: a row has four fields, passenger,fare,legs,then: Bob,full,AU101/12D");
    assertThat(file.errors().get(1)).startsWith("Line 4: ");
    assertThat(file.errors().get(2)).startsWith("Line 5: the passenger has no name");
    assertThat(file.errors().get(3))
        .startsWith("Line 6: fare is one of [FULL, SAVER] in lower case, not \"first\"");
    assertThat(file.errors().get(4))
        .startsWith("Line 7: a leg is a flight and a seat, AU101/12C, not \"AU101\"");
    assertThat(file.errors().get(5)).startsWith("Line 8: then is one of");
    assertThat(file.errors().get(6)).startsWith("Line 9: a row has four fields");
  }

  @Test
  void aWrongHeaderIsTold() throws IOException {
    RequestFile file =
        RequestFile.read(new StringReader("name,price\nAda,full,AU101/1A,confirm\n"));
    assertThat(file.errors())
        .containsExactly(
            "Line 1: the header is name,price, and should be passenger,fare,legs,then");
    assertThat(file.requests()).hasSize(1);
  }
}
