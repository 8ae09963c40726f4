package org.dosync.examples.photobackup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.dosync.examples.photobackup.Uploader.Receipt;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

// tag::backup[]
/** Brings to the store what is not there yet: so a run takes up what an earlier one left. */
@ApplicationScoped
class Backup {

  @Inject S3Client s3;
  @Inject Uploader uploader;
  @Inject ProgressBar progress;

  /** Returns what has failed, with the reasons. */
  Map<String, String> run(Map<String, BufferedImage> images) throws IOException {
    Set<String> there = stored();
    progress.begin(there.size(), images.size());
    Map<String, CompletionStage<Receipt>> uploads = new TreeMap<>();
    for (String name : images.keySet()) {
      if (!there.contains(name)) {
        uploads.put(name, uploader.upload(name, images.get(name)));
      }
    }
    Map<String, String> failures = failuresOf(uploads);
    progress.end();
    return failures;
  }

  Set<String> stored() {
    return s3.listObjectsV2Paginator(list -> list.bucket(Storage.BUCKET)).contents().stream()
        .map(S3Object::key)
        .collect(Collectors.toSet());
  }

  private static Map<String, String> failuresOf(Map<String, CompletionStage<Receipt>> uploads) {
    Map<String, String> failures = new TreeMap<>();
    uploads.forEach(
        (name, upload) -> {
          try {
            upload.toCompletableFuture().join();
          } catch (CompletionException e) {
            failures.put(name, e.getCause().getMessage());
          }
        });
    return failures;
  }
}
// end::backup[]
