package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.dosync.Agent;
import org.dosync.Atom;
import org.dosync.InvalidStateException;
import org.dosync.LongRef;
import org.dosync.Ref;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a constraint forbids is refused as a validator refuses it, with the constraint's words. */
@Beans({
  ConstraintsTest.House.class,
  ConstraintsTest.Door.class,
  ConstraintsTest.Codes.class,
  ConstraintsTest.Produced.class
})
@Timeout(60)
class ConstraintsTest {

  @Dependent
  static class House {
    @Inject
    @Shared(value = "guests", initial = "1")
    @Max(9)
    Ref<Integer> guests;

    @Inject
    @Shared(value = "visits", initial = "8")
    @Max(9)
    LongRef visits;

    @Inject
    @Shared("last")
    Ref<Integer> last;

    @Dosync
    void visit() {
      visits.alter(n -> n + 1);
    }

    @Dosync
    void enter(int number) {
      last.set(number);
      guests.alter(n -> n + number);
    }

    @Dosync
    void comeAndGo(int number) {
      guests.alter(n -> n + number);
      guests.alter(n -> n - number);
    }
  }

  @Dependent
  static class Door {
    @Inject
    @Shared("visits")
    LongRef visits;

    @Inject
    @Shared("last")
    Ref<Integer> last;

    @Inject
    @Shared("guests")
    @Min(value = 0, message = "nobody can leave an empty house")
    Ref<Integer> guests;

    @Inject
    @Shared(value = "open", initial = "1")
    @NotNull
    @Max(1)
    Agent<Integer> open;
  }

  @Dependent
  static class Codes {
    @Inject
    @Shared(value = "code", initial = "a1b")
    @Pattern(regexp = "a.*", message = "begins with a")
    @Pattern(regexp = ".*b", message = "ends with b")
    Atom<String> code;
  }

  @Dependent
  static class Produced {
    @Produces
    @Shared("produced")
    static final Integer FIRST = 10;

    @Inject
    @Shared("produced")
    @NotNull
    @Max(9)
    Atom<Integer> never;
  }

  @Inject House house;
  @Inject Door door;
  @Inject Codes codes;
  @Inject Instance<Produced> produced;

  @Test
  void numberWithoutABoxIsRefusedAsWell() {
    house.visit();

    assertThatThrownBy(house::visit)
        .isInstanceOf(InvalidStateException.class)
        .hasMessageContaining("#<LongRef visits@")
        .hasMessageContaining("must be less than or equal to 9");
    assertThat(door.visits.getAsLong()).isEqualTo(9);
  }

  @Test
  void transactionThatEndsWithAForbiddenValueChangesNothing() {
    assertThatThrownBy(() -> house.enter(9))
        .isInstanceOfSatisfying(
            InvalidStateException.class,
            refusal -> {
              assertThat(refusal.reference()).isSameAs(door.guests);
              assertThat(refusal.value()).isEqualTo(10);
            })
        .hasMessageStartingWith("Invalid reference state: the validator of #<Ref guests@")
        .hasMessageEndingWith("refused 10: must be less than or equal to 9")
        .hasCauseInstanceOf(ConstraintViolationException.class);

    assertThat(door.guests.deref()).isEqualTo(1);
    assertThat(door.last.deref()).isNull();
    house.enter(8);
    assertThat(door.guests.deref()).isEqualTo(9);
  }

  @Test
  void onlyTheLastValueOfATransactionCounts() {
    house.comeAndGo(100);

    assertThat(door.guests.deref()).isEqualTo(1);
  }

  @Test
  void constraintsOfAllPlacesHold() {
    assertThatThrownBy(() -> house.enter(-2))
        .isInstanceOf(InvalidStateException.class)
        .hasMessageEndingWith("refused -1: nobody can leave an empty house");
  }

  @Test
  void severalOfOneKindHoldOutsideTransactions() {
    assertThat(codes.code.reset("ab")).isEqualTo("ab");

    assertThatThrownBy(() -> codes.code.swap(code -> "c"))
        .isInstanceOf(InvalidStateException.class)
        .hasMessageEndingWith("refused c: begins with a, ends with b");
    assertThat(codes.code.deref()).isEqualTo("ab");
  }

  @Test
  void actionsAreRefusedToo() {
    assertThatThrownBy(() -> door.open.submit(n -> n + 1).deref())
        .cause()
        .isInstanceOf(InvalidStateException.class)
        .hasMessageEndingWith("refused 2: must be less than or equal to 1");
    assertThat(door.open.deref()).isEqualTo(1);
  }

  @Test
  void firstValueOfAProducerIsCheckedWhenItIsMade() {
    assertThatThrownBy(produced::get)
        .isInstanceOf(InvalidStateException.class)
        .hasMessageEndingWith("refused 10: must be less than or equal to 9");
  }
}
