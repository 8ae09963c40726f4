package org.dosync.examples.reservation.se;

import static java.lang.System.Logger.Level.DEBUG;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.net.URI;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.dosync.examples.reservation.Office;
import org.dosync.examples.reservation.Sales;
import org.dosync.examples.reservation.rest.Api;
import org.dosync.examples.reservation.rest.Audience;
import org.eclipse.jetty.http.pathmap.PathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.PathMappingsHandler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.glassfish.jersey.jetty.JettyHttpContainer;
import org.glassfish.jersey.server.ContainerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** A container with the beans, and an HTTP server on the loopback interface that calls them. */
public final class ReservationServer implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(3);

  private static final System.Logger LOGGER =
      System.getLogger(ReservationServer.class.getPackageName());

  /** Held on to, so that their levels stay. */
  private static final Logger[] TALKATIVE = {
    Logger.getLogger("org.jboss.weld"),
    Logger.getLogger("org.eclipse.jetty"),
    Logger.getLogger("org.dosync")
  };

  private final SeContainer container;
  private final Server http;

  private ReservationServer(SeContainer container, Server http) {
    this.container = container;
    this.http = http;
  }

  /**
   * Starts both.
   *
   * @param port zero for any that is free
   */
  public static ReservationServer start(int port) {
    for (Logger logger : TALKATIVE) {
      logger.setLevel(Level.WARNING);
    }
    SeContainer container =
        SeContainerInitializer.newInstance()
            .addProperty("org.jboss.weld.se.shutdownHook", false) // the server ends before it
            .initialize();
    try {
      Server http = http(port);
      LifeCycle.start(http);
      return new ReservationServer(container, http);
    } catch (RuntimeException e) {
      container.close();
      throw e;
    }
  }

  private static Server http(int port) {
    Server http = new Server();
    ServerConnector loopback = new ServerConnector(http);
    loopback.setHost("127.0.0.1");
    loopback.setPort(port);
    http.addConnector(loopback);
    http.setHandler(new GracefulHandler(handler()));
    http.setStopTimeout(GRACE.toMillis());
    return http;
  }

  private static Handler handler() {
    PathMappingsHandler paths = new PathMappingsHandler();
    paths.addMapping(PathSpec.from("/api/*"), api());
    paths.addMapping(PathSpec.from("/*"), page());
    return paths;
  }

  private static Handler api() {
    ResourceConfig api =
        new ResourceConfig(new Api().getClasses())
            .register(BelowApi.class)
            .property(ServerProperties.WADL_FEATURE_DISABLE, true);
    return ContainerFactory.createContainer(JettyHttpContainer.class, api);
  }

  private static Handler page() {
    ResourceHandler page = new ResourceHandler();
    page.setBaseResource(ResourceFactory.of(page).newClassLoaderResource("META-INF/resources/"));
    return page;
  }

  /** Where the page is. */
  public URI address() {
    return URI.create(
        "http://127.0.0.1:" + ((ServerConnector) http.getConnectors()[0]).getLocalPort() + "/");
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
    stopHttp();
    return office().close();
  }

  private void stopHttp() {
    container.select(Audience.class).get().leave();
    try {
      http.stop();
    } catch (Exception e) {
      // The stream of a client that has gone without a word: nothing else takes so long.
      LOGGER.log(DEBUG, "Requests were open after " + GRACE, e);
    }
  }

  /** Ends the container too. The beans can be asked until then. */
  @Override
  public void close() {
    if (http.isStarted()) {
      stopHttp();
    }
    container.close();
  }
}
