package org.dosync.probe;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.dosync.probe.Rows.JDK;
import static org.dosync.probe.Rows.allowed;
import static org.dosync.probe.Rows.buffer;
import static org.dosync.probe.Rows.bytes;
import static org.dosync.probe.Rows.channel;
import static org.dosync.probe.Rows.directory;
import static org.dosync.probe.Rows.existing;
import static org.dosync.probe.Rows.fresh;
import static org.dosync.probe.Rows.insideOnly;
import static org.dosync.probe.Rows.of;
import static org.dosync.probe.Rows.path;
import static org.dosync.probe.Rows.row;
import static org.dosync.probe.Rows.stream;
import static org.dosync.probe.Rows.there;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import jdk.nio.mapmode.ExtendedMapMode;
import org.dosync.Effect;

/** The {@link Rows} of files. */
public final class FileRows {

  private FileRows() {}

  static void all() throws Exception {
    files();
    channels();
    reads();
  }

  private static void files() throws Exception {
    row("FileOutputStream", "FILE_WRITE", () -> of(fresh(), FileOutputStream::new));
    row("FileOutputStream.write int", "FILE_WRITE", () -> of(stream(), out -> out.write(1)));
    row("FileOutputStream.write bytes", "FILE_WRITE", () -> of(stream(), o -> o.write(bytes())));
    row("FileWriter", "FILE_WRITE", () -> of(fresh(), FileWriter::new));
    row(
        "PrintStream on a file",
        "FILE_WRITE",
        () ->
            of(
                new PrintStream(stream(), true),
                o -> {
                  o.println("x");
                }));
    row("RandomAccessFile rw", "FILE_WRITE", () -> of(fresh(), f -> new RandomAccessFile(f, "rw")));
    row("RandomAccessFile.write", "FILE_WRITE", () -> of(random(), f -> f.write(bytes())));
    row("RandomAccessFile.writeInt", "FILE_WRITE", () -> of(random(), f -> f.writeInt(1)));
    row("RandomAccessFile.writeUTF", "FILE_WRITE", () -> of(random(), f -> f.writeUTF("x")));
    row("RandomAccessFile.writeBytes", "FILE_WRITE", () -> of(random(), f -> f.writeBytes("x")));
    row("RandomAccessFile.writeChars", "FILE_WRITE", () -> of(random(), f -> f.writeChars("x")));
    row(
        "RandomAccessFile.writeBoolean",
        "FILE_WRITE",
        () -> of(random(), f -> f.writeBoolean(true)));
    row("RandomAccessFile.writeByte", "FILE_WRITE", () -> of(random(), f -> f.writeByte(1)));
    row("RandomAccessFile.writeShort", "FILE_WRITE", () -> of(random(), f -> f.writeShort(1)));
    row("RandomAccessFile.writeChar", "FILE_WRITE", () -> of(random(), f -> f.writeChar('x')));
    row("RandomAccessFile.writeLong", "FILE_WRITE", () -> of(random(), f -> f.writeLong(1)));
    row("RandomAccessFile.writeFloat", "FILE_WRITE", () -> of(random(), f -> f.writeFloat(1)));
    row("RandomAccessFile.writeDouble", "FILE_WRITE", () -> of(random(), f -> f.writeDouble(1)));
    if (JDK >= 18) {
      row("RandomAccessFile.setLength", "FILE_WRITE", () -> of(random(), f -> f.setLength(1)));
    }
    row("File.createNewFile", "FILE_WRITE", () -> of(fresh(), File::createNewFile));
    row("File.delete", "FILE_WRITE", () -> of(existing(), File::delete));
    row("File.mkdir", "FILE_WRITE", () -> of(fresh(), File::mkdir));
    row("File.mkdirs", "FILE_WRITE", () -> of(new File(fresh(), "a/b"), File::mkdirs));
    row("File.renameTo", "FILE_WRITE", () -> of(existing(), f -> f.renameTo(fresh())));
    row("File.setReadOnly", "FILE_WRITE", () -> of(existing(), File::setReadOnly));
    row("File.setWritable", "FILE_WRITE", () -> of(existing(), f -> f.setWritable(true)));
    row("File.setReadable", "FILE_WRITE", () -> of(existing(), f -> f.setReadable(true)));
    row("File.setExecutable", "FILE_WRITE", () -> of(existing(), f -> f.setExecutable(true)));
    row("File.setLastModified", "FILE_WRITE", () -> of(existing(), f -> f.setLastModified(1)));
    row(
        "File.createTempFile",
        "FILE_WRITE",
        () -> () -> File.createTempFile("xyz", "y", directory.toFile()));
    row("File.deleteOnExit", "FILE_WRITE", () -> of(existing(), File::deleteOnExit));
    row("File.exists", "NONE", () -> of(existing(), File::exists));
  }

  private static void channels() throws Exception {
    row(
        "FileChannel.open to write",
        "FILE_WRITE",
        () -> of(path(), p -> FileChannel.open(p, CREATE, WRITE)));
    row(
        "FileChannel.open to append",
        "FILE_WRITE",
        () -> of(path(), p -> FileChannel.open(p, CREATE, APPEND)));
    row("FileChannel.write", "FILE_WRITE", () -> of(channel(), c -> c.write(buffer())));
    row("FileChannel.write at", "FILE_WRITE", () -> of(channel(), c -> c.write(buffer(), 1)));
    row("FileChannel.truncate", "FILE_WRITE", () -> of(channel(), c -> c.truncate(1)));
    row(
        "FileChannel.transferFrom",
        "FILE_WRITE",
        () -> {
          FileChannel source = channel();
          return of(channel(), c -> c.transferFrom(source, 0, 1));
        });
    row(
        "FileChannel.transferTo a file",
        "FILE_WRITE",
        () -> {
          FileChannel target = channel();
          return of(channel(), c -> allowed(Effect.FILE_READ, () -> c.transferTo(0, 1, target)));
        });
    row(
        "FileInputStream.transferTo a file",
        "FILE_WRITE",
        () -> {
          FileOutputStream out = stream();
          return of(
              new FileInputStream(existing()),
              in -> allowed(Effect.FILE_READ, () -> in.transferTo(out)));
        });
    row(
        "FileChannel.open to delete",
        "FILE_WRITE",
        () -> of(there(), p -> FileChannel.open(p, READ, DELETE_ON_CLOSE)));
    row(
        "Files.newInputStream to delete",
        "FILE_WRITE",
        () -> of(there(), p -> Files.newInputStream(p, DELETE_ON_CLOSE)));
    row(
        "FileChannel.map to write",
        "FILE_WRITE",
        () -> of(channel(), c -> c.map(FileChannel.MapMode.READ_WRITE, 0, 1)));
    insideOnly( // needs a memory of its own
        "FileChannel.map to write and keep",
        "FILE_WRITE",
        of(channel(), c -> c.map(ExtendedMapMode.READ_WRITE_SYNC, 0, 1)));
    row(
        "FileChannel.map for itself",
        "NONE",
        () -> of(channel(), c -> c.map(FileChannel.MapMode.PRIVATE, 0, 1)));
    row(
        "FileChannel.map to read",
        "NONE",
        () -> of(channel(), c -> c.map(FileChannel.MapMode.READ_ONLY, 0, 1)));
    row(
        "AsynchronousFileChannel.open",
        "FILE_WRITE",
        () -> of(path(), p -> AsynchronousFileChannel.open(p, CREATE, WRITE)));
    row(
        "AsynchronousFileChannel.write",
        "FILE_WRITE",
        () -> of(asynchronous(), c -> c.write(buffer(), 0).get()));
    row(
        "AsynchronousFileChannel.truncate",
        "FILE_WRITE",
        () -> of(asynchronous(), c -> c.truncate(1)));
  }

  private static void reads() throws Exception {
    row("FileInputStream", "FILE_READ", () -> of(existing(), FileInputStream::new));
    row("FileInputStream.read", "FILE_READ", () -> of(input(), in -> in.read()));
    row("FileInputStream.read bytes", "FILE_READ", () -> of(input(), in -> in.read(bytes())));
    row("RandomAccessFile.read", "FILE_READ", () -> of(random(), f -> f.read()));
    row("Files.readString", "FILE_READ", () -> of(there(), Files::readString));
    row("FileInputStream.readAllBytes", "FILE_READ", () -> of(input(), in -> in.readAllBytes()));
    row("FileInputStream.readNBytes", "FILE_READ", () -> of(input(), in -> in.readNBytes(1)));
    row("FileInputStream.skip", "FILE_READ", () -> of(input(), in -> in.skip(1)));
    row("FileChannel.read", "FILE_READ", () -> of(channel(), c -> c.read(buffer())));
    row(
        "FileChannel.transferTo memory",
        "FILE_READ",
        () ->
            of(
                channel(),
                c -> c.transferTo(0, 1, Channels.newChannel(new ByteArrayOutputStream()))));
    row(
        "AsynchronousFileChannel.read",
        "FILE_READ",
        () -> of(AsynchronousFileChannel.open(there(), READ), c -> c.read(buffer(), 0).get()));
  }

  // ---- what they need

  private static FileInputStream input() throws Exception {
    return new FileInputStream(existing());
  }

  private static RandomAccessFile random() throws Exception {
    return new RandomAccessFile(existing(), "rw");
  }

  private static AsynchronousFileChannel asynchronous() throws Exception {
    return AsynchronousFileChannel.open(there(), WRITE);
  }
}
