package org.dosync.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page of a report: from results that are written here, and from some that are measured. */
@Timeout(60)
class PageTest {
  @TempDir private Path directory;

  @BeforeAll
  static void needFonts() {
    assumeTrue(Svg.hasFonts(), "this JDK finds no font to paint charts with");
  }

  @BeforeAll
  static void measureNothing() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  /** As JMH writes it. */
  private static String result(String workload, int threads, String system, double rate) {
    return result(workload, threads, system, rate, "G1");
  }

  private static String result(
      String workload, int threads, String system, double rate, String collector) {
    return """
        {"benchmark": "org.dosync.benchmarks.%s.run", "mode": "thrpt", "threads": %d,
         "jvmArgs": ["-XX:+AlwaysPreTouch", "-XX:+Use%sGC"], "jdkVersion": "17.0.1",
         "params": {"system": "%s"},
         "primaryMetric": {"rawData": [[%s, %s, "NaN"]], "scorePercentiles": {"50.0": 1.0}},
         "secondaryMetrics": {
           "gc.alloc.rate.norm": {"rawData": [[48.0, 48.0]]},
           "cpuNanos": {"rawData": [[10.0, 10.0]]},
           "cpuOperations": {"rawData": [[%s, %s]]}}}
        """
        .formatted(workload, threads, collector, system, rate, rate, rate, rate);
  }

  private Saved saved(String... results) throws Exception {
    return Saved.read(Files.writeString(file("jmh"), List.of(results).toString()));
  }

  private Path file(String name) {
    return directory.resolve(name + ".json");
  }

  private static String page(Saved... runs) {
    return new Page(List.of(runs), new Html()).toString();
  }

  private static Document parsed(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }

  private static List<Element> all(Document page, String name) {
    NodeList nodes = page.getElementsByTagName(name);
    List<Element> all = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      all.add((Element) nodes.item(i));
    }
    return all;
  }

  private static List<String> texts(Document page, String name) {
    return all(page, name).stream().map(element -> element.getTextContent().strip()).toList();
  }

  private static List<String> lines(String page) throws Exception {
    return all(parsed(page), "tr").stream()
        .map(line -> line.getTextContent().strip().replaceAll("\\s*\n\\s*", "|"))
        .toList();
  }

  private static String line(String... cells) {
    return String.join("", cells);
  }

  @Test
  void eachRowIsInTheTable() throws Exception {
    String page =
        page(
            saved(
                result("BankTransfer", 1, "Dosync", 3000),
                result("BankTransfer", 1, "Clojure", 2000),
                result("BankTransfer", 16, "Dosync", 4_000_000)));
    assertEquals(
        List.of(
            line("bank transfer", "1", "Dosync", "3.00 k", "48"),
            line(
                "bank transfer",
                "1",
                "Clojure",
                "2.00 k",
                "1.50",
                "1.50",
                "1.50",
                "1.50",
                "4.00 MISSED",
                "48"),
            line("bank transfer", "16", "Dosync", "4.00 M", "48")),
        lines(page).stream().skip(1).toList());
  }

  @Test
  void processThatCountsTriesTellsNoRate() throws Exception {
    String counting =
        result("SharedCounter", 2, "Dosync", 10)
            .replace(
                "\"cpuNanos\"",
                "\"tries\": {\"rawData\": [[30, 0]]}, \"commits\": {\"rawData\": [[15, 5]]},"
                    + " \"cpuNanos\"");
    String page = page(saved(result("SharedCounter", 2, "Dosync", 3000), counting));
    assertEquals(line("shared counter", "2", "Dosync", "3.00 k", "48", "1.50"), lines(page).get(1));
  }

  @Test
  void whereAnotherIsAheadItSaysWhy() throws Exception {
    Document page =
        parsed(
            page(
                saved(
                    result("BankTransfer", 1, "Dosync", 1000),
                    result("BankTransfer", 1, "Lock", 2000),
                    result("BankTransfer", 2, "Dosync", 1000),
                    result("BankTransfer", 2, "Lock", 3000),
                    result("BankTransfer", 1, "Clojure", 4000),
                    result("BankTransfer", 1, "Multiverse", 500))));
    List<String> ahead = texts(page, "li").stream().filter(item -> item.contains("fast")).toList();
    assertEquals(2, ahead.size(), ahead::toString);
    assertEquals(
        "bank transfer, Clojure: by 1 thread 4.00 times as fast as Dosync. No reason is known.",
        ahead.get(0).replace("\n", " "));
    assertTrue(ahead.get(1).contains("by 1 thread 2.00 times, by 2 threads 3.00 times as fast"));
    assertTrue(ahead.get(1).contains("under locks"), ahead::toString);
  }

  @Test
  void eachReasonIsOfARowOrASystem() {
    List<String> known = Row.ALL.stream().flatMap(PageTest::keys).toList();
    assertTrue(known.containsAll(Reasons.all()), Reasons.all()::toString);
  }

  private static Stream<String> keys(Row row) {
    Kind kind = row.trial().kind();
    return Stream.concat(kind.systems().stream(), Stream.of("StampedLock"))
        .filter(kind::has)
        .flatMap(system -> Stream.of(kind + ", " + system, row.name() + ", " + system));
  }

  @Test
  void collectorsHavePartsOfTheirOwn() throws Exception {
    Saved first = saved(result("Commute", 1, "Dosync", 1), result("Commute", 1, "Lock", 2));
    Saved second =
        saved(
            result("Commute", 1, "Dosync", 2, "Parallel"),
            result("Commute", 1, "Lock", 1, "Parallel"));
    Document page = parsed(page(first, second));
    assertEquals(
        List.of("The machine", "JDK 17.0.1, G1", "JDK 17.0.1, Parallel"), texts(page, "h2"));
    assertEquals(2, all(page, "svg").size());
    assertTrue(texts(page, "p").contains("Nowhere."));
  }

  @Test
  void rowsAreChartsWithoutAnythingFromElsewhere() throws Exception {
    String text =
        page(
            saved(
                result("Commute", 1, "Dosync", 1),
                result("Commute", 2, "Dosync", 1),
                result("Commute", 4, "Dosync", 1),
                result("Commute", 4, "Clojure", 1)));
    Document page = parsed(text);
    assertEquals(2, all(page, "svg").size());
    List<String> ids =
        all(page, "clipPath").stream().map(element -> element.getAttribute("id")).toList();
    assertEquals(ids.size(), new HashSet<>(ids).size());
    ids.forEach(id -> assertTrue(text.contains("url(#" + id + ")"), id));
    assertTrue(Stream.of("<script", "<link", "<img", "src=").noneMatch(text::contains));
  }

  @Test
  void curvesSayHowCostGrows() throws Exception {
    Document page =
        parsed(
            page(
                saved(
                    point("read", 1, 50),
                    point("read", 10, 100),
                    point("read", 100, 1999),
                    point("write", 1, 10),
                    point("write", 10, 100),
                    point("write", 100, 6000),
                    point("readPast", 10, 100))));
    assertEquals(
        List.of(
            "From 10 to 100 the cost of all grows like n^1.30; n log n would be n^1.30. No cliff.",
            "From 10 to 100 the cost of all grows like n^1.78; n log n would be n^1.30."
                + " Worse than n log n. A cliff before 100."),
        texts(page, "figcaption"));
  }

  private static String point(String method, int size, double nanos) {
    return """
        {"benchmark": "org.dosync.benchmarks.Growth.%s", "mode": "avgt", "threads": 1,
         "jvmArgs": ["-XX:+UseG1GC"], "jdkVersion": "17.0.1", "params": {"size": "%d"},
         "primaryMetric": {"rawData": [[%s]], "scorePercentiles": {}}, "secondaryMetrics": {}}
        """
        .formatted(method, size, nanos);
  }

  @Test
  void measuredResultsAreSavedAndRead() throws Exception {
    Saved.write(
        file("own"), Map.of("processors", "2 & more"), List.of("something < failed"), measured());
    String page = page(Saved.read(file("own")));
    assertTrue(texts(parsed(page), "li").contains("processors: 2 & more"));
    assertTrue(texts(parsed(page), "li").contains("something < failed"));
    String dosync = lines(page).stream().filter(line -> line.contains("Dosync")).toList().get(0);
    assertTrue(dosync.matches("commute2Dosync[\\d.]+ [kM][\\d,]+\\d\\.\\d\\d[\\d,]+"), dosync);
    assertFalse(Files.readString(file("own")).contains("Histogram"));
  }

  private static List<RunResult> measured() throws RunnerException {
    return List.of(
        measure("Dosync", brief()),
        measure("Lock", brief()),
        measure("Dosync", brief().mode(Mode.SampleTime)),
        measure("Dosync", brief().addProfiler(TriesProfiler.class)));
  }

  private static RunResult measure(String system, ChainedOptionsBuilder options)
      throws RunnerException {
    return Runs.run(Trial.of(Commute.class, 2), system, options);
  }

  private static ChainedOptionsBuilder brief() {
    return new OptionsBuilder()
        .forks(0)
        .warmupIterations(0)
        .measurementIterations(2)
        .measurementTime(TimeValue.milliseconds(20))
        .addProfiler("gc")
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
  }

  @Test
  void busyMachineIsSaid() {
    assertEquals("unknown.", Machine.load(-1));
    assertEquals("4 % of the processors.", Machine.load(0.042));
    assertTrue(Machine.load(0.3).startsWith("30 % of the processors. Other programs"));
  }

  @Test
  void docsHaveThePicturesAsFilesOfTheirOwn() throws Exception {
    Path folder = directory.resolve("pictures");
    Saved run =
        saved(
            result("Commute", 1, "Dosync", 2),
            result("Commute", 1, "Lock", 4),
            point("write", 10, 9));
    String page = new Page(List.of(run), new Markdown(folder)).toString();
    assertTrue(page.startsWith("# Dosync beside others\n\nMade by "), page);
    assertTrue(
        page.contains("\n- **commute, Lock:** by 1 thread 2.00 times as fast as Dosync. "), page);
    assertTrue(page.contains("\n| commute | 1 | Lock | 0.00 k | 0.50 |"), page);
    assertTrue(page.contains("\n![ratio commute](pictures/ratio-commute.svg)\n"), page);
    String svg = Files.readString(folder.resolve("ratio-commute.svg"));
    assertEquals("svg", parsed(svg).getDocumentElement().getTagName());
    assertFalse(svg.contains("rgb(1,2,3)"));
  }

  @Test
  void commandMakesThePageOfSavedFiles() throws Exception {
    Files.writeString(file("a"), List.of(result("Commute", 1, "Dosync", 1)).toString());
    Files.writeString(file("b"), List.of(result("Commute", 1, "Lock", 1)).toString());
    Path page = directory.resolve("report.html");
    ReportPage.write(List.of(file("a"), file("b")), page, new Html());
    assertEquals(
        List.of("Dosync", "Lock"),
        lines(Files.readString(page)).stream()
            .skip(1)
            .map(line -> line.replaceAll("commute1(\\p{Alpha}+).*", "$1"))
            .collect(Collectors.toList()));
  }
}
