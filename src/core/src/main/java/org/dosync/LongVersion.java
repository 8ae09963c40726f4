package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * A version that can hold the value of a {@link LongRef}, without a box: 48 bytes on a common JVM,
 * where a {@link Version} and a box are 40 and 24.
 */
class LongVersion extends Version {

  long number;

  LongVersion(TransactionalRef<?> ref, @Nullable Version prev, @Nullable Attempt owner) {
    super(ref, prev, owner);
  }

  @Override
  final void hold(@Nullable Object newValue, long newNumber) {
    super.hold(newValue, newNumber);
    number = newNumber;
  }

  @Override
  final long number() {
    return number;
  }
}
