package ${package};

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.dosync.DosyncRuntime;

/** Four transfers at once. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    Logger.getLogger("").setLevel(Level.WARNING); // not how the container starts
    try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
      Accounts accounts = container.select(Accounts.class).get();
      DosyncRuntime runtime = container.select(DosyncRuntime.class).get();
      runtime.map(List.of(10, 20, 30, 40), amount -> transfer(accounts, amount)).deref();
      System.out.println("sum: " + accounts.sum());
      System.out.println("lines: " + container.select(Journal.class).get().lines().size());
    }
  }

  private static int transfer(Accounts accounts, int amount) {
    accounts.transfer(amount);
    return amount;
  }
}
