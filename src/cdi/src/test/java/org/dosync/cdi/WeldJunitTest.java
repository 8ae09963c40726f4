package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.dosync.Ref;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Applications test their beans with Weld JUnit; our other tests run on OpenWebBeans too. */
@EnableAutoWeld
@AddExtensions(DosyncExtension.class)
@Timeout(60)
class WeldJunitTest {

  @ApplicationScoped
  static class Account {
    private final Ref<Integer> balance = Ref.of(0);

    @Dosync
    int deposit(int amount) {
      balance.alter(b -> b + amount);
      return balance.deref();
    }
  }

  @Inject Account account;

  @Test
  void beansOfATestAreTransactional() {
    assertThat(account.deposit(5)).isEqualTo(5);
  }
}
