package org.dosync.guard;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A class file under another name. All names are texts in its table of constants, so the rest of it
 * need not be understood; to load what ASM has for this takes longer than all else at install.
 */
final class Renamed {

  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;

  /** How many bytes follow the tag of each constant (JVMS 4.4); -1 for what is none. */
  private static final int[] SIZES = {
    -1, -1, -1, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, -1, -1, 3, 2, 4, 4, 2, 2
  };

  private final DataInputStream in;
  private final DataOutputStream out;

  private Renamed(InputStream original, ByteArrayOutputStream renamed) {
    in = new DataInputStream(original);
    out = new DataOutputStream(renamed);
  }

  static byte[] renamed(InputStream original, String from, String to) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new Renamed(original, bytes).copy(from, to);
    return bytes.toByteArray();
  }

  private void copy(String from, String to) throws IOException {
    out.writeLong(in.readLong()); // the magic number and the version
    int count = in.readUnsignedShort();
    out.writeShort(count);
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      out.writeByte(tag);
      if (tag == UTF8) {
        out.writeUTF(in.readUTF().replace(from, to));
      } else {
        out.write(in.readNBytes(SIZES[tag]));
      }
      if (tag == LONG || tag == DOUBLE) {
        i++; // takes two places
      }
    }
    in.transferTo(out);
  }
}
