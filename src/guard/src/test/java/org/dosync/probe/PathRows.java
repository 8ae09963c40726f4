package org.dosync.probe;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.dosync.probe.Rows.buffer;
import static org.dosync.probe.Rows.bytes;
import static org.dosync.probe.Rows.insideOnly;
import static org.dosync.probe.Rows.of;
import static org.dosync.probe.Rows.path;
import static org.dosync.probe.Rows.row;
import static org.dosync.probe.Rows.there;

import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import java.util.Set;

/** The {@link Rows} of paths, also in a zip, and of what files and directories are said to be. */
public final class PathRows {

  private static final Path FILE = Path.of("file");

  private static PosixFileAttributes ofAFile;

  private PathRows() {}

  static void all() throws Exception {
    ofAFile = Files.readAttributes(there(), PosixFileAttributes.class);
    paths();
    attributes();
    directories();
    zips();
    attributesInAZip();
  }

  private static void paths() throws Exception {
    row("Files.write", "FILE_WRITE", () -> of(path(), p -> Files.write(p, bytes())));
    row("Files.writeString", "FILE_WRITE", () -> of(path(), p -> Files.writeString(p, "x")));
    row("Files.newBufferedWriter", "FILE_WRITE", () -> of(path(), Files::newBufferedWriter));
    row("Files.newOutputStream", "FILE_WRITE", () -> of(path(), Files::newOutputStream));
    row("Files.createFile", "FILE_WRITE", () -> of(path(), Files::createFile));
    row("Files.createDirectory", "FILE_WRITE", () -> of(path(), Files::createDirectory));
    row("Files.createDirectories", "FILE_WRITE", () -> of(path(), Files::createDirectories));
    row("Files.createTempFile", "FILE_WRITE", () -> () -> Files.createTempFile("x", "y"));
    row("Files.delete", "FILE_WRITE", () -> of(there(), Files::delete));
    row("Files.deleteIfExists", "FILE_WRITE", () -> of(there(), Files::deleteIfExists));
    row("Files.copy", "FILE_WRITE", () -> of(there(), p -> Files.copy(p, path())));
    row("Files.move", "FILE_WRITE", () -> of(there(), p -> Files.move(p, path())));
    row("Files.createLink", "FILE_WRITE", () -> of(there(), p -> Files.createLink(path(), p)));
    row(
        "Files.createSymbolicLink",
        "FILE_WRITE",
        () -> of(there(), p -> Files.createSymbolicLink(path(), p)));
    row("Files.exists", "NONE", () -> of(there(), Files::exists));
  }

  private static void attributes() throws Exception {
    row(
        "Files.setAttribute",
        "FILE_WRITE",
        () -> of(there(), p -> Files.setAttribute(p, "lastModifiedTime", time())));
    row(
        "Files.setLastModifiedTime",
        "FILE_WRITE",
        () -> of(there(), p -> Files.setLastModifiedTime(p, time())));
    row(
        "Files.setPosixFilePermissions",
        "FILE_WRITE",
        () ->
            of(
                there(),
                p ->
                    Files.setPosixFilePermissions(
                        p, PosixFilePermissions.fromString("rw-------"))));
    row("Files.setOwner", "FILE_WRITE", () -> of(there(), p -> Files.setOwner(p, owner())));
    row("setGroup", "FILE_WRITE", () -> of(posix(there()), v -> v.setGroup(group())));
    row("a user's attribute", "FILE_WRITE", () -> of(ofUsers(), v -> v.write("b", buffer())));
    row("a user's attribute is deleted", "FILE_WRITE", () -> of(ofUsers(), v -> v.delete("a")));
    row("setArchive", "FILE_WRITE", () -> of(dos(), v -> v.setArchive(true)));
    row("setHidden", "FILE_WRITE", () -> of(dos(), v -> v.setHidden(true)));
    row("setReadOnly", "FILE_WRITE", () -> of(dos(), v -> v.setReadOnly(true)));
    row("setSystem", "FILE_WRITE", () -> of(dos(), v -> v.setSystem(true)));
  }

  /** By a directory that is open. */
  private static void directories() throws Exception {
    row("deleteFile", "FILE_WRITE", () -> of(opened(), d -> d.deleteFile(FILE)));
    row(
        "deleteDirectory",
        "FILE_WRITE",
        () -> of(opened(), d -> d.deleteDirectory(Path.of("directory"))));
    row("move", "FILE_WRITE", () -> of(opened(), d -> d.move(FILE, d, Path.of("moved"))));
    row(
        "newByteChannel",
        "FILE_WRITE",
        () -> of(opened(), d -> d.newByteChannel(Path.of("new"), Set.of(CREATE, WRITE))));
    row(
        "setTimes in a directory",
        "FILE_WRITE",
        () -> of(posix(opened()), v -> v.setTimes(time(), null, null)));
    row(
        "setPermissions in a directory",
        "FILE_WRITE",
        () -> of(posix(opened()), v -> v.setPermissions(Set.of())));
    row(
        "setOwner in a directory",
        "FILE_WRITE",
        () -> of(posix(opened()), v -> v.setOwner(owner())));
    row(
        "setGroup in a directory",
        "FILE_WRITE",
        () -> of(posix(opened()), v -> v.setGroup(group())));
  }

  private static void zips() throws Exception {
    row(
        "Files.write in a zip",
        "FILE_WRITE",
        () -> of(zip(), z -> Files.writeString(z.getPath("/new"), "x")));
    row(
        "Files.delete in a zip",
        "FILE_WRITE",
        () -> of(zip(), z -> Files.delete(z.getPath("/entry"))));
    row(
        "Files.createDirectory in a zip",
        "FILE_WRITE",
        () -> of(zip(), z -> Files.createDirectory(z.getPath("/new"))));
    row(
        "Files.copy in a zip",
        "FILE_WRITE",
        () -> of(zip(), z -> Files.copy(z.getPath("/entry"), z.getPath("/new"))));
    row(
        "Files.move in a zip",
        "FILE_WRITE",
        () -> of(zip(), z -> Files.move(z.getPath("/entry"), z.getPath("/new"))));
    row(
        "Files.newByteChannel in a zip",
        "FILE_WRITE",
        () -> of(zip(), z -> Files.newByteChannel(z.getPath("/new"), CREATE, WRITE)));
    row(
        "FileChannel.open in a zip",
        "FILE_WRITE",
        () -> of(zip(), z -> FileChannel.open(z.getPath("/new"), CREATE, WRITE)));
    insideOnly( // there is none
        "AsynchronousFileChannel.open in a zip",
        "FILE_WRITE",
        of(zip(), z -> AsynchronousFileChannel.open(z.getPath("/new"), CREATE, WRITE)));
  }

  private static void attributesInAZip() throws Exception {
    row(
        "Files.setAttribute in a zip",
        "FILE_WRITE",
        () -> of(entry(), p -> Files.setAttribute(p, "lastModifiedTime", time())));
    row(
        "Files.setLastModifiedTime in a zip",
        "FILE_WRITE",
        () -> of(entry(), p -> Files.setLastModifiedTime(p, time())));
    row(
        "Files.setPosixFilePermissions in a zip",
        "FILE_WRITE",
        () -> of(entry(), p -> Files.setPosixFilePermissions(p, Set.of())));
    row(
        "Files.setOwner in a zip",
        "FILE_WRITE",
        () -> of(entry(), p -> Files.setOwner(p, owner())));
    row("setGroup in a zip", "FILE_WRITE", () -> of(posix(entry()), v -> v.setGroup(group())));
  }

  // ---- what they need

  private static FileTime time() {
    return FileTime.fromMillis(1);
  }

  private static UserPrincipal owner() {
    return ofAFile.owner();
  }

  private static GroupPrincipal group() {
    return ofAFile.group();
  }

  private static PosixFileAttributeView posix(Path path) {
    return Files.getFileAttributeView(path, PosixFileAttributeView.class);
  }

  private static PosixFileAttributeView posix(SecureDirectoryStream<Path> directory) {
    return directory.getFileAttributeView(FILE, PosixFileAttributeView.class);
  }

  private static DosFileAttributeView dos() throws Exception {
    return Files.getFileAttributeView(there(), DosFileAttributeView.class);
  }

  private static UserDefinedFileAttributeView ofUsers() throws Exception {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(there(), UserDefinedFileAttributeView.class);
    view.write("a", buffer());
    return view;
  }

  /** With a file and a directory in it. */
  private static SecureDirectoryStream<Path> opened() throws Exception {
    Path opened = Files.createDirectory(path());
    Files.createFile(opened.resolve(FILE));
    Files.createDirectory(opened.resolve("directory"));
    return (SecureDirectoryStream<Path>) Files.newDirectoryStream(opened);
  }

  private static FileSystem zip() throws Exception {
    FileSystem zip =
        FileSystems.newFileSystem(
            path(), Map.of("create", "true", "enablePosixFileAttributes", "true"));
    Files.writeString(zip.getPath("/entry"), "x");
    return zip;
  }

  private static Path entry() throws Exception {
    return zip().getPath("/entry");
  }
}
