package org.dosync.examples.photobackup;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.dosync.cdi.DosyncExtension;
import org.dosync.examples.Readme;
import org.dosync.junit.DosyncTest;
import org.jboss.weld.junit5.auto.AddBeanClasses;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** All images arrive, and what has arrived is not sent again. */
class PhotoBackupTest {

  @Test
  void itsReadmeIsTrue() throws Exception {
    Readme.of(Main.class).assertTrue();
  }

  @Nested
  @DosyncTest
  @EnableAutoWeld
  @AddExtensions(DosyncExtension.class)
  @AddBeanClasses({Backup.class, Uploader.class, ProgressBar.class, Storage.class})
  class Beans {

    private static final Map<String, BufferedImage> IMAGES =
        IntStream.range(0, 30)
            .boxed()
            .collect(
                Collectors.toMap(
                    i -> i + ".jpg", i -> new BufferedImage(16, 9, BufferedImage.TYPE_INT_RGB)));

    @Inject Backup backup;
    @Inject Storage storage;
    @Inject S3Client s3;

    @Test
    void theStoreHasTheImages() throws IOException {
      assertThat(backup.run(IMAGES)).isEmpty();
      assertThat(backup.stored()).isEqualTo(IMAGES.keySet());
      BufferedImage stored =
          ImageIO.read(s3.getObject(get -> get.bucket(Storage.BUCKET).key("29.jpg")));
      assertThat(stored.getWidth()).isEqualTo(16);
    }

    @Test
    void theNextRunSendsWhatHasFailedAndNothingElse() throws IOException {
      storage.outage().breakOnce("3.jpg");
      storage.outage().breakOnce("4.jpg");
      assertThat(backup.run(IMAGES)).containsOnlyKeys("3.jpg", "4.jpg");
      assertThat(backup.stored()).hasSize(28);

      backup.stored().forEach(storage.outage()::breakOnce); // whoever is sent again fails
      assertThat(backup.run(IMAGES)).isEmpty();
      assertThat(backup.stored()).hasSize(30);
    }
  }
}
