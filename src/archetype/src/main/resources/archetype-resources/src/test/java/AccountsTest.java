package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.inject.Inject;
import java.util.List;
import org.dosync.InvalidStateException;
import org.dosync.cdi.DosyncExtension;
import org.dosync.junit.DosyncTest;
import org.jboss.weld.junit5.auto.AddBeanClasses;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Test;

/** Each transaction is made to run again, and must leave no trace of its first try. */
@DosyncTest
@EnableAutoWeld
@AddExtensions(DosyncExtension.class)
@AddBeanClasses({Accounts.class, Journal.class})
class AccountsTest {

  @Inject Accounts accounts;
  @Inject Journal journal;

  @Test
  void aTransferIsWrittenDownOnce() {
    accounts.transfer(30);
    assertEquals(300, accounts.sum());
    assertEquals(List.of("moved 30"), journal.lines());
  }

  @Test
  void whatIsRefusedLeavesNothing() {
    assertThrows(InvalidStateException.class, () -> accounts.transfer(101));
    assertEquals(300, accounts.sum());
    assertEquals(List.of(), journal.lines());
  }
}
