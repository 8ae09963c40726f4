package org.dosync.examples.photobackup;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Backs images up to an S3 server, one of them only at the second run. */
public final class Main {

  private Main() {}

  /**
   * Runs the example.
   *
   * @param args how many images; ten without
   * @throws IOException if an image cannot be written
   */
  public static void main(String[] args) throws IOException {
    Logger.getLogger("").setLevel(Level.WARNING); // not how the container starts
    Map<String, BufferedImage> images = images(args.length == 0 ? 10 : Integer.parseInt(args[0]));
    try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
      Backup backup = container.select(Backup.class).get();
      container.select(Storage.class).get().outage().breakOnce("myimage-7.jpg");

      System.out.println("Failed: " + backup.run(images));
      System.out.println("Failed: " + backup.run(images));
      System.out.println("In the bucket: " + backup.stored().size() + " images");
    }
  }

  private static Map<String, BufferedImage> images(int count) {
    Map<String, BufferedImage> images = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      images.put("myimage-" + i + ".jpg", new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB));
    }
    return images;
  }
}
