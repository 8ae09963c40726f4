package org.dosync.guard;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * The classes that are scanned, and which of their methods a call may reach. Of libraries only the
 * supertypes of their classes are known, where the class loader has them.
 */
final class Application {

  private static final String OBJECT = "java/lang/Object";

  /** Nothing that a constant overrides is called by what this implements. */
  private static final String ENUM = "java/lang/Enum";

  private final Map<String, ScannedClass> classes = new LinkedHashMap<>();
  private final Map<String, List<String>> children = new HashMap<>();
  private final Map<String, List<Handed>> lambdas = new HashMap<>();
  private final Map<String, List<Handed>> lambdasCalled = new HashMap<>();
  private final Map<String, List<String>> parentsInLibraries = new HashMap<>();
  private final Map<String, Boolean> own = new HashMap<>();
  private final Map<String, List<ScannedMethod>> targets = new HashMap<>();
  private final ClassLoader libraries;

  Application(Collection<ScannedClass> scanned, ClassLoader libraries) {
    this.libraries = libraries;
    scanned.forEach(type -> classes.putIfAbsent(type.name(), type));
    classes.values().forEach(this::note);
  }

  private void note(ScannedClass type) {
    for (String parent : type.parents()) {
      for (String one : inLibrary(parent)) {
        children.computeIfAbsent(one, any -> new ArrayList<>()).add(type.name());
      }
    }
    for (ScannedMethod method : type.methods()) {
      for (Handed handed : method.handed()) {
        for (String implemented : handed.methods) {
          lambdas
              .computeIfAbsent(handed.type + "." + implemented, any -> new ArrayList<>())
              .add(handed);
        }
      }
    }
  }

  Collection<ScannedClass> classes() {
    return classes.values();
  }

  @Nullable ScannedClass find(String name) {
    return classes.get(name);
  }

  @Nullable ScannedClass superclass(ScannedClass type) {
    return type.isInterface() || type.parents().isEmpty()
        ? null
        : classes.get(type.parents().get(0));
  }

  // ---- types

  /** Its superclass and its interfaces; nothing for a type that is not found. */
  private List<String> parents(String name) {
    ScannedClass own = classes.get(name);
    return own != null ? own.parents() : parentsInLibraries.computeIfAbsent(name, this::read);
  }

  private List<String> read(String name) {
    try (InputStream in = libraries.getResourceAsStream(name + ".class")) {
      List<String> parents = new ArrayList<>();
      if (in != null) {
        ClassReader reader = new ClassReader(in.readAllBytes());
        if (reader.getSuperName() != null) {
          parents.add(reader.getSuperName());
        }
        parents.addAll(List.of(reader.getInterfaces()));
      }
      return parents;
    } catch (IOException | IllegalArgumentException unreadable) {
      return List.of();
    }
  }

  /** A type and, if it is one of a library, what it extends and implements there. */
  private Set<String> inLibrary(String name) {
    return reach(name, type -> mayBeExtended(type) ? parents(type) : List.of());
  }

  private boolean mayBeExtended(String type) {
    return !classes.containsKey(type) && !isOfTheJdk(type);
  }

  /** A type and all it extends and implements. */
  Set<String> withAncestors(String name) {
    return reach(name, this::parents);
  }

  private Set<String> withDescendants(String name) {
    return reach(name, type -> children.getOrDefault(type, List.of()));
  }

  private static Set<String> reach(String name, Function<String, List<String>> next) {
    Set<String> found = new LinkedHashSet<>(List.of(name));
    List<String> open = new ArrayList<>(found);
    while (!open.isEmpty()) {
      for (String type : next.apply(open.remove(open.size() - 1))) {
        if (found.add(type)) {
          open.add(type);
        }
      }
    }
    return found;
  }

  /** Whether only the application can call an object of the type, as a thing of that type. */
  boolean isOwn(String type) {
    Boolean known = own.get(type);
    if (known == null) {
      known =
          reach(type, any -> any.equals(ENUM) ? List.of() : parents(any)).stream()
              .allMatch(any -> any.equals(OBJECT) || any.equals(ENUM) || classes.containsKey(any));
      own.put(type, known);
    }
    return known;
  }

  // ---- methods

  /** The method that a class has or inherits, if it has code. */
  @Nullable ScannedMethod declared(String owner, String nameAndDescriptor) {
    ScannedClass type = classes.get(owner);
    if (type == null) {
      return null;
    }
    ScannedMethod method = type.method(nameAndDescriptor);
    for (String parent : type.parents()) {
      if (method == null) {
        method = declared(parent, nameAndDescriptor);
      }
    }
    return method;
  }

  /** Whether the method that a call names is one of a library. */
  boolean isOfLibrary(Call call) {
    return declared(call.owner(), call.name() + call.descriptor()) == null && !isOwn(call.owner());
  }

  /** The methods that a call may reach. */
  List<ScannedMethod> targets(Call call) {
    String key = call.kind() + call.owner() + "." + call.name() + call.descriptor();
    List<ScannedMethod> known = targets.get(key);
    if (known == null) {
      known = List.copyOf(findTargets(call));
      targets.put(key, known);
    }
    return known;
  }

  private Set<ScannedMethod> findTargets(Call call) {
    String signature = call.name() + call.descriptor();
    Set<ScannedMethod> found = new LinkedHashSet<>();
    ScannedMethod declared = declared(call.owner(), signature);
    if (declared != null) {
      found.add(declared);
    }
    boolean isFixed = declared != null && declared.has(Opcodes.ACC_PRIVATE);
    if (call.kind() == Call.Kind.VIRTUAL && !isFixed && !isOfTheJdk(call.owner())) {
      addOverriders(call.owner(), signature, found);
    }
    return found;
  }

  /** Its interfaces have too many implementers that are never meant. */
  private static boolean isOfTheJdk(String type) {
    return Frames.isOfTheJdk(type.replace('/', '.'));
  }

  private void addOverriders(String owner, String signature, Set<ScannedMethod> found) {
    for (String type : withDescendants(owner)) {
      ScannedMethod selected = declared(type, signature);
      if (selected != null) {
        found.add(selected);
      }
    }
  }

  /** The lambdas, anywhere, that a call may run, of interfaces of the application. */
  List<Handed> lambdas(Call call) {
    return call.kind() == Call.Kind.VIRTUAL && isOwn(call.owner())
        ? lambdasCalled.computeIfAbsent(
            call.owner() + "." + call.name() + call.descriptor(), any -> findLambdas(call))
        : List.of();
  }

  private List<Handed> findLambdas(Call call) {
    List<Handed> found = new ArrayList<>();
    for (String type : withDescendants(call.owner())) {
      found.addAll(lambdas.getOrDefault(type + "." + call.name() + call.descriptor(), List.of()));
    }
    return found;
  }

  /** The static initialisers that the first use of a class runs. */
  List<ScannedMethod> initialisers(String name) {
    List<ScannedMethod> found = new ArrayList<>();
    ScannedClass type = classes.get(name);
    while (type != null) {
      ScannedMethod initialiser = type.method("<clinit>()V");
      if (initialiser != null) {
        found.add(initialiser);
      }
      type = superclass(type);
    }
    return found;
  }
}
