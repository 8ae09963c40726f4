package org.dosync.examples.reservation.se;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.dosync.examples.reservation.Office;
import org.dosync.examples.reservation.Sales;
import org.dosync.examples.reservation.rest.Api;
import org.dosync.examples.reservation.rest.Audience;
import org.glassfish.grizzly.http.server.CLStaticHttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpContainer;
import org.glassfish.jersey.server.ContainerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** A container with the beans, and an HTTP server on the loopback interface that calls them. */
public final class Server implements AutoCloseable {

  private static final long GRACE_SECONDS = 10;

  /** Held on to, so that their levels stay. */
  private static final Logger[] TALKATIVE = {
    Logger.getLogger("org.jboss.weld"),
    Logger.getLogger("org.glassfish.grizzly"),
    Logger.getLogger("org.dosync")
  };

  private final SeContainer container;
  private final HttpServer http;

  private Server(SeContainer container, HttpServer http) {
    this.container = container;
    this.http = http;
  }

  /**
   * Starts both.
   *
   * @param port zero for any that is free
   */
  public static Server start(int port) throws IOException {
    for (Logger logger : TALKATIVE) {
      logger.setLevel(Level.WARNING);
    }
    SeContainer container =
        SeContainerInitializer.newInstance()
            .addProperty("org.jboss.weld.se.shutdownHook", false) // the server ends before it
            .initialize();
    try {
      HttpServer http = http(port);
      http.start();
      return new Server(container, http);
    } catch (IOException | RuntimeException e) {
      container.close();
      throw e;
    }
  }

  private static HttpServer http(int port) {
    ResourceConfig api =
        ResourceConfig.forApplication(new Api())
            .property(ServerProperties.WADL_FEATURE_DISABLE, true);
    ClassLoader loader = Server.class.getClassLoader();
    HttpServer http = new HttpServer();
    http.addListener(new NetworkListener("reservation", "127.0.0.1", port));
    http.getServerConfiguration()
        .addHttpHandler(
            ContainerFactory.createContainer(GrizzlyHttpContainer.class, api), "/api/*");
    http.getServerConfiguration()
        .addHttpHandler(new CLStaticHttpHandler(loader, "META-INF/resources/"), "/");
    return http;
  }

  /** Where the page is. */
  public URI address() {
    NetworkListener listener = http.getListeners().iterator().next();
    return URI.create("http://127.0.0.1:" + listener.getPort() + "/");
  }

  public Office office() {
    return container.select(Office.class).get();
  }

  /**
   * Ends all: requests that have begun are answered, what is held is released.
   *
   * @return how many holds were released
   */
  public int stop() {
    office().setSales(new Sales(false, "the server is shutting down"));
    container.select(Audience.class).get().leave();
    awaitLastAnswers();
    return office().close();
  }

  private void awaitLastAnswers() {
    try {
      http.shutdown(GRACE_SECONDS, TimeUnit.SECONDS).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The server has not ended in " + GRACE_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      http.shutdownNow();
    }
  }

  /** Ends the container too, after {@link #stop}. */
  @Override
  public void close() {
    http.shutdownNow();
    container.close();
  }
}
