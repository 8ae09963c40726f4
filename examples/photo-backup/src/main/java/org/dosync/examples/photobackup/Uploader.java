package org.dosync.examples.photobackup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.imageio.ImageIO;
import org.dosync.cdi.Async;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

// tag::uploader[]
/** Uploads an image, on a thread of its own; the caller goes on at once. */
@ApplicationScoped
class Uploader {

  record Receipt(String name, String tag) {}

  @Inject S3Client s3;
  @Inject ProgressBar progress;

  @Async
  CompletionStage<Receipt> upload(String name, BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", bytes);
    PutObjectResponse response =
        s3.putObject(
            put -> put.bucket(Storage.BUCKET).key(name),
            RequestBody.fromBytes(bytes.toByteArray()));
    progress.step();
    return CompletableFuture.completedFuture(new Receipt(name, response.eTag()));
  }
}
// end::uploader[]
