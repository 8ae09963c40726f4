package org.dosync.examples.photobackup;

import com.robothy.s3.rest.LocalS3;
import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server in this process, and a client for it. With Amazon's server, only the client. */
@ApplicationScoped
class Storage {

  static final String BUCKET = "user-images";

  private final LocalS3 server = LocalS3.builder().port(-1).mode(LocalS3Mode.IN_MEMORY).build();
  private final Outage outage = new Outage();

  @PostConstruct
  void start() {
    server.start();
  }

  @Produces
  @ApplicationScoped
  S3Client client() {
    S3Client client =
        S3Client.builder()
            .endpointOverride(URI.create("http://localhost:" + server.getPort()))
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .forcePathStyle(true)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(c -> c.addExecutionInterceptor(outage))
            .build();
    client.createBucket(bucket -> bucket.bucket(BUCKET));
    return client;
  }

  void close(@Disposes S3Client client) {
    client.close();
  }

  @PreDestroy
  void stop() {
    server.shutdown();
  }

  Outage outage() {
    return outage;
  }
}
