package org.dosync.examples.reservation.se;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.dosync.examples.reservation.load.Load;
import org.dosync.examples.reservation.load.Progress;
import org.dosync.examples.reservation.load.RequestFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The page in headless Chromium, where there is one. It is not brought: see README.md. */
@Tag("once")
@Timeout(300)
class PageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private ReservationServer server;
  private ChromeDriver browser;

  @BeforeEach
  void open() {
    Optional<Path> driver = find("CHROMEDRIVER", "chromedriver");
    Optional<Path> chromium = find("CHROMIUM", "chromium", "chromium-browser", "google-chrome");
    assumeTrue(
        driver.isPresent() && chromium.isPresent(),
        "No Chromium and chromedriver on the PATH, nor named by CHROMIUM and CHROMEDRIVER: the page"
            + " is not tested. On Debian: apt-get install chromium chromium-driver");
    server = ReservationServer.start(0);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.get().toFile());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
    options.setCapability("goog:loggingPrefs", logs);
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.get().toFile())
                .usingAnyFreePort()
                .build(),
            options);
    browser.manage().window().setSize(new Dimension(1280, 1000));
  }

  private static Optional<Path> find(String variable, String... names) {
    String named = System.getenv(variable);
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    return Stream.of(names)
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(directory -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.quit();
    }
    if (server != null) {
      server.close();
    }
  }

  private int count(String id) {
    String text = browser.findElement(By.id(id)).getText().replace(",", "");
    return text.equals("–") ? -1 : Integer.parseInt(text);
  }

  private void keepPicture(String name) throws Exception {
    Path target = Path.of("target", "page-" + name + ".png");
    Files.createDirectories(target.getParent());
    Files.write(target, browser.getScreenshotAs(OutputType.BYTES));
  }

  private void assertConsoleIsQuiet() {
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
  }

  @Test
  void theCountsChangeDuringALoadAndEndRight() throws Exception {
    browser.get(server.address().toString());
    await().atMost(PATIENCE).until(() -> count("seatsFree") == 21_600);
    Load load =
        new Load(
            server.address(),
            new RequestFile(RequestFile.shipped().requests().subList(0, 5_000), List.of()));
    Thread running = new Thread(() -> run(load));
    running.start();
    await().atMost(PATIENCE).until(() -> count("booked") > 0);
    int before = count("booked");
    await().atMost(PATIENCE).until(() -> count("booked") > before);
    keepPicture("desktop");
    running.join();
    await().atMost(PATIENCE).until(() -> count("booked") == load.booked().size());
    await().atMost(PATIENCE).until(() -> count("confirmations") == load.booked().size());
    assertThat(count("refused")).isEqualTo(load.refused());
    assertThat(count("oversold")).isZero();
    assertThat(count("half")).isZero();
    assertConsoleIsQuiet();
  }

  private static void run(Load load) {
    try {
      load.run(16, new Progress(new PrintStream(new ByteArrayOutputStream()), false));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void itIsReadableOnAPhone() throws Exception {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
    browser.get(server.address().toString());
    await().atMost(PATIENCE).until(() -> count("seatsFree") == 21_600);
    assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
        .isEqualTo(390);
    assertThat((Boolean) browser.executeScript(SMALLEST_TEXT)).isTrue();
    keepPicture("phone");
    assertConsoleIsQuiet();
  }

  private static final String SMALLEST_TEXT =
      "return [...document.querySelectorAll('body *')]"
          + ".every(e => parseFloat(getComputedStyle(e).fontSize) >= 12)";

  @Test
  void aLostStreamIsSaidAndComesBack() throws Exception {
    URI address = server.address();
    browser.get(address.toString());
    await().atMost(PATIENCE).until(() -> stream().equals("Live"));
    server.close();
    await().atMost(PATIENCE).until(() -> stream().startsWith("Stream lost"));
    keepPicture("lost");
    server = ReservationServer.start(address.getPort());
    await().atMost(PATIENCE).until(() -> stream().equals("Live"));
  }

  private String stream() {
    return browser.findElement(By.id("stream")).getText();
  }
}
