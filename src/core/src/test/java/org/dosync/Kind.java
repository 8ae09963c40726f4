package org.dosync;

import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The kinds of references, so that a test of what they share is written once. */
enum Kind {
  ATOM {
    @Override
    <T> Reference<T> build(T initial, Consumer<Reference.Builder<T, ?>> settings) {
      Atom.Builder<T> builder = Atom.builder(initial);
      settings.accept(builder);
      return builder.build();
    }

    @Override
    <T> T change(Reference<T> reference, UnaryOperator<T> function) {
      return ((Atom<T>) reference).swap(function);
    }
  },

  REF {
    @Override
    <T> Reference<T> build(T initial, Consumer<Reference.Builder<T, ?>> settings) {
      Ref.Builder<T> builder = Ref.builder(initial);
      settings.accept(builder);
      return builder.build();
    }

    @Override
    <T> T change(Reference<T> reference, UnaryOperator<T> function) {
      return Transaction.dosync(() -> ((Ref<T>) reference).alter(function));
    }
  },

  AGENT {
    @Override
    <T> Reference<T> build(T initial, Consumer<Reference.Builder<T, ?>> settings) {
      Agent.Builder<T> builder = Agent.builder(initial);
      settings.accept(builder);
      return builder.errorHandler((agent, thrown) -> {}).build();
    }

    /** On this thread, so that what is thrown can be told as the others do. */
    @Override
    <T> T change(Reference<T> reference, UnaryOperator<T> function) {
      try {
        return ((Agent<T>) reference).submitVia(Runnable::run, function::apply).deref();
      } catch (CompletionException e) {
        throw Sneaky.rethrow(e.getCause());
      }
    }
  };

  /** As texts have it. */
  String type() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }

  abstract <T> Reference<T> build(T initial, Consumer<Reference.Builder<T, ?>> settings);

  <T> Reference<T> of(T initial) {
    return build(initial, builder -> {});
  }

  /** By itself, or in a transaction of its own. */
  abstract <T> T change(Reference<T> reference, UnaryOperator<T> function);

  <T> T set(Reference<T> reference, T value) {
    return change(reference, old -> value);
  }
}
