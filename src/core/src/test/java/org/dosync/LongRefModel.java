package org.dosync;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Plays scenarios in Dosync, with a {@link LongRef} for each ref that begins with a number. */
final class LongRefModel extends DosyncModel {

  /** Scenarios know numbers as {@code Integer}s. */
  private static final class NumberRef extends Known<Reference<Object>> implements ARef {

    private final LongRef ref;

    @SuppressWarnings("unchecked")
    NumberRef(LongRef ref) {
      super((Reference<Object>) (Reference<?>) ref);
      this.ref = ref;
    }

    @Override
    public Object deref() {
      return (int) ref.getAsLong();
    }

    @Override
    public void setValidator(Predicate<Object> validator) {
      super.setValidator(validator == null ? null : ofInts(validator));
    }

    @Override
    public void addWatch(Object key, Watching watch) {
      super.addWatch(key, (k, from, to) -> watch.changed(k, asInt(from), asInt(to)));
    }

    @Override
    public Object set(Object value) {
      return (int) ref.set((Integer) value);
    }

    @Override
    public Object alter(UnaryOperator<Object> function) {
      return (int) ref.alter(n -> (Integer) function.apply((int) n));
    }

    @Override
    public Object commute(UnaryOperator<Object> function) {
      ref.commute(n -> (Integer) function.apply((int) n));
      return "nothing";
    }

    @Override
    public Object ensure() {
      return (int) ref.ensure();
    }

    @Override
    public int historyCount() {
      return ref.historyCount();
    }
  }

  private static Object asInt(Object number) {
    return ((Long) number).intValue();
  }

  private static Predicate<Object> ofInts(Predicate<Object> validator) {
    return number -> validator.test(asInt(number));
  }

  @Override
  public ARef ref(Object initial) {
    return initial instanceof Integer number
        ? new NumberRef(LongRef.of(number))
        : super.ref(initial);
  }

  @Override
  public ARef ref(Object initial, Predicate<Object> validator) {
    return initial instanceof Integer number
        ? new NumberRef(LongRef.builder(number).validator(ofInts(validator)::test).build())
        : super.ref(initial, validator);
  }

  @Override
  public ARef refWithHistory(Object initial, int values) {
    return initial instanceof Integer number
        ? new NumberRef(LongRef.builder(number).history(History.keep(values)).build())
        : super.refWithHistory(initial, values);
  }
}
