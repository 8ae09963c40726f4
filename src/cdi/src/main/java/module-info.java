/**
 * Dosync for Jakarta CDI: transactions, agents and futures by annotation on the beans of an
 * application.
 */
@SuppressWarnings("requires-automatic")
module org.dosync.cdi {
  requires transitive org.dosync;
  requires transitive jakarta.cdi;
  requires static com.cronutils;
  requires static org.eclipse.microprofile.config;
  requires static io.opentelemetry.context;
  requires static java.naming;
  requires static org.jspecify;
  requires static org.slf4j;
  requires jakarta.annotation;
  requires static jakarta.validation;

  exports org.dosync.cdi;

  provides jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension with
      org.dosync.cdi.DosyncBuildExtension;
  provides jakarta.enterprise.inject.spi.Extension with
      org.dosync.cdi.DosyncExtension;
}
