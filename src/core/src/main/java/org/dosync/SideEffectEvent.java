package org.dosync;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** A side effect that was met in a transaction, where it must not be. */
@Name("dosync.SideEffect")
@Label("Side Effect")
@Description("A side effect that was met in a transaction, and forbidden or warned of")
@Category("Dosync")
final class SideEffectEvent extends Event {

  @Label("Transaction")
  @Nullable String transaction;

  @Label("Try")
  @Description("1 for the first")
  int number;

  @Label("Effect")
  @Description("The kind of effect")
  @Nullable String effect;

  @Label("Operation")
  @Description("The method, or what Transaction.io was told")
  @Nullable String operation;

  @Label("Decision")
  @Description("FORBID or WARN")
  @Nullable String decision;

  @Label("Call Site")
  @Description("The innermost call that is neither the JDK's nor Dosync's")
  @Nullable String callSite;
}
