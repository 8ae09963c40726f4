package org.dosync.examples.tour;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.dosync.Futures;
import org.dosync.Promise;

final class TenImages implements Example {

  record Receipt(boolean finished, String request) {}

  private final CountDownLatch allUnderWay = new CountDownLatch(10);

  @Override
  public String title() {
    return "Ten images, ten futures, results in order";
  }

  @Override
  public void run(Page page) throws Exception {
    Path store = Files.createTempDirectory("user-images");
    List<BufferedImage> images =
        IntStream.range(0, 10)
            .mapToObj(i -> new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB))
            .toList();

    Promise<List<Receipt>> uploads = uploadAll(store, images);

    page.show("receipts", uploads.deref().size(), 10);
    page.show("finished", uploads.deref().stream().filter(Receipt::finished).count(), 10L);
    page.show("the first", uploads.deref().get(0).request(), "myimage-0.jpg");
    page.show("the last", uploads.deref().get(9).request(), "myimage-9.jpg");
    page.show("uploads under way at once", 10 - allUnderWay.getCount(), 10L);
    page.show("files in the store", deleteAll(store), 10);
  }

  // tag::upload[]
  private Promise<List<Receipt>> uploadAll(Path store, List<BufferedImage> images) {
    return Futures.map(
        IntStream.range(0, images.size()).boxed().toList(),
        i -> upload(store, images.get(i), "myimage-" + i + ".jpg"));
  }

  // end::upload[]

  private Receipt upload(Path store, BufferedImage image, String name) {
    try {
      Workers.meet(allUnderWay);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "jpg", bytes);
      Files.write(store.resolve(name), bytes.toByteArray());
      return new Receipt(true, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokenPromiseException("nobody cancels this upload");
    }
  }

  private static int deleteAll(Path store) throws IOException {
    int count = 0;
    try (var files = Files.newDirectoryStream(store)) {
      for (Path file : files) {
        Files.delete(file);
        count++;
      }
    }
    Files.delete(store);
    return count;
  }
}
