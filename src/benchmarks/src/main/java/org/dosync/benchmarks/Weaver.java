package org.dosync.benchmarks;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import org.dosync.weave.DosyncPlugin;

/**
 * Weaves single classes when they are needed, so that the others of this module stay as they are.
 */
final class Weaver {

  private Weaver() {}

  /** A class of the same name in a loader of its own. */
  static Class<? extends Runnable> weave(Class<? extends Runnable> type) {
    ClassFileLocator classes = ClassFileLocator.ForClassLoader.of(type.getClassLoader());
    return new DosyncPlugin()
        .apply(
            new ByteBuddy().redefine(type, classes),
            TypeDescription.ForLoadedType.of(type),
            classes)
        .make()
        .load(type.getClassLoader(), ClassLoadingStrategy.Default.CHILD_FIRST)
        .getLoaded()
        .asSubclass(Runnable.class);
  }
}
