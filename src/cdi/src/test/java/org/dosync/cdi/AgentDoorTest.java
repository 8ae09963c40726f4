package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.util.function.BiConsumer;
import org.dosync.DosyncException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In a bean with keys, a call of what others have written has none, and meets no instance. */
@Beans(AgentDoorTest.Account.class)
@Timeout(60)
class AgentDoorTest {

  @AgentState
  static class Account implements BiConsumer<String, Long> {
    private long balance;

    @Override
    public void accept(@AgentKey String number, Long amount) {
      balance += amount;
    }

    String show(@AgentKey String number) {
      return toString();
    }

    @Override
    public String toString() {
      return "has " + balance;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Account account && balance == account.balance;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(balance);
    }
  }

  @Inject Account account;

  @Test
  void methodOfObjectIsTheDoors() {
    account.accept("a", 1L);
    assertThat(account.toString()).isEqualTo("#<agents of Account>");
    assertThat(account.show("a")).isEqualTo("has 1");
    assertThat(account.hashCode()).isEqualTo(account.hashCode());
  }

  @Test
  void defaultMethodSaysThatItHasNoKeyUnlessItCallsWhatHas() {
    if (Containers.isOpenWebBeans()) { // which does not intercept it, but what it calls
      account.andThen((number, amount) -> {}).accept("b", 2L);
      assertThat(account.show("b")).isEqualTo("has 2");
    } else {
      assertThatThrownBy(() -> account.andThen((number, amount) -> {}))
          .isInstanceOf(DosyncException.class)
          .hasMessage(
              "No @AgentKey says which instance of Account andThen is for: call a method that has"
                  + " one, or override this one");
    }
  }
}
