package ${package};

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.dosync.Ref;
import org.dosync.cdi.Dosync;

/** Two accounts that always change together. */
@ApplicationScoped
public class Accounts {

  private final Ref<Integer> giro = Ref.builder(100).name("giro").validator(n -> n >= 0).build();
  private final Ref<Integer> savings = Ref.builder(200).name("savings").build();

  @Inject Journal journal;

  /** All of it happens, or nothing; it runs again if another transfer gets in its way. */
  @Dosync
  public void transfer(int amount) {
    giro.alter(n -> n - amount);
    savings.alter(n -> n + amount);
    journal.write("moved " + amount); // sent once, after the commit
  }

  /** Both are of one moment. */
  @Dosync
  public int sum() {
    return giro.deref() + savings.deref();
  }
}
