package org.dosync.containers.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** What the server is, as the application sees it. */
@ApplicationScoped
@Path("environment")
@Produces(MediaType.TEXT_PLAIN)
public class EnvironmentResource {

  @Inject BeanManager beans;

  @GET
  public String look() {
    return Text.of(
        Map.of(
            "cdi", cdi(),
            "implementation", implementation(),
            "java", System.getProperty("java.specification.version"),
            "executor", Place.find("java:comp/DefaultManagedExecutorService") != null));
  }

  /** By the classes that each version has brought. */
  private static String cdi() {
    if (isThere("jakarta.enterprise.invoke.Invoker")) {
      return "4.1";
    }
    return isThere("jakarta.enterprise.event.Startup") ? "4.0" : "3.0";
  }

  private static boolean isThere(String name) {
    try {
      Class.forName(name, false, ContextNotActiveException.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private String implementation() {
    String name = beans.getClass().getName();
    return name.contains("weld") ? "Weld" : name.contains("webbeans") ? "OpenWebBeans" : name;
  }
}
