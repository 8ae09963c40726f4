package org.dosync.guard;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of a class or method, each with the one member that counts here. Those of
 * dosync-cdi are known by their names: that module need not be there.
 */
final class Markings {

  static final String DOSYNC = "org/dosync/cdi/Dosync";
  static final String SIDE_EFFECT = "org/dosync/cdi/SideEffect";

  /** What is called runs elsewhere, and after the commit. */
  static final Set<String> LATER =
      Set.of(
          "org/dosync/cdi/Async",
          "org/dosync/cdi/Send",
          "org/dosync/cdi/SendOff",
          "org/dosync/cdi/AgentState");

  private static final Map<String, String> MEMBERS =
      Map.of(DOSYNC, "propagation", SIDE_EFFECT, "value");

  private final Map<String, String> found = new LinkedHashMap<>();

  Set<String> types() {
    return found.keySet();
  }

  /** Empty if it is not written, null if the annotation is not there. */
  @Nullable String memberOf(String type) {
    return found.get(type);
  }

  @Nullable AnnotationVisitor read(String descriptor) {
    String type = descriptor.substring(1, descriptor.length() - 1);
    found.put(type, "");
    String member = MEMBERS.get(type);
    return member == null ? null : new Reader(type, member);
  }

  private final class Reader extends AnnotationVisitor {

    private final String type;
    private final String member;

    Reader(String type, String member) {
      super(Opcodes.ASM9);
      this.type = type;
      this.member = member;
    }

    @Override
    public void visitEnum(String name, String descriptor, String value) {
      if (name.equals(member)) {
        found.put(type, value);
      }
    }
  }
}
