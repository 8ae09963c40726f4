package org.dosync;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Core needs the JDK alone, and shows its users one package. */
class ArchitectureTest {
  private static final Path CLASSES = compiledClasses();

  @Test
  void coreUsesTheJdkAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("org.dosync..", "java..", "jdk.jfr..", "org.jspecify.annotations")
        .check(new ClassFileImporter().importPath(CLASSES));
  }

  @Test
  void theModuleExportsOnlyItsApi() {
    assertThat(descriptor().exports())
        .filteredOn(exported -> !exported.isQualified())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrder("org.dosync", "org.dosync.collections");
    assertThat(descriptor().exports())
        .filteredOn(ModuleDescriptor.Exports::isQualified)
        .extracting(ModuleDescriptor.Exports::source, ModuleDescriptor.Exports::targets)
        .containsExactly(tuple("org.dosync.testing", Set.of("org.dosync.junit")));
    assertThat(descriptor().opens()).isEmpty();
  }

  @Test
  void theModuleNeedsOnlyJavaBaseAtRunTime() {
    Set<String> needed =
        descriptor().requires().stream()
            .filter(required -> !required.modifiers().contains(Requires.Modifier.STATIC))
            .map(Requires::name)
            .collect(Collectors.toSet());
    assertThat(needed).containsExactly("java.base");
  }

  @Test
  void theModuleLoadsWithNothingButTheJdk() throws Exception {
    ModuleFinder core = ModuleFinder.of(CLASSES);
    Configuration configuration =
        ModuleLayer.boot().configuration().resolve(core, ModuleFinder.of(), Set.of("org.dosync"));
    ClassLoader loader =
        ModuleLayer.boot()
            .defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader())
            .findLoader("org.dosync");

    Class<?> atom = loader.loadClass(Atom.class.getName());

    assertThat(atom.getModule().getName()).isEqualTo("org.dosync");
    assertThat(atom.getMethod("of", Object.class).invoke(null, "value").toString()).isNotEmpty();
  }

  private static ModuleDescriptor descriptor() {
    return ModuleFinder.of(CLASSES).find("org.dosync").orElseThrow().descriptor();
  }

  private static Path compiledClasses() {
    try {
      return Path.of(Deref.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
