package org.dosync.histories;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.dosync.Isolation;
import org.dosync.Propagation;
import org.dosync.Transaction;
import org.dosync.TransactionOptions;
import org.dosync.histories.Try.Kind;

/**
 * What the threads do: the same for the same seed.
 *
 * @param numbers whether every second ref is a {@code LongRef}
 */
record Program(long seed, boolean numbers, List<Extra> refs, List<List<Step>> threads) {

  /** What a ref has beside its value: commits of such refs take other ways. */
  enum Extra {
    NONE,
    VALIDATOR,
    WATCH,
    HISTORY
  }

  /** A transaction, or a read outside of transactions. */
  record Step(Kind kind, List<Op> ops) {

    TransactionOptions options() {
      return Transaction.options()
          .propagation(Propagation.REQUIRES_NEW)
          .isolation(kind == Kind.SNAPSHOT ? Isolation.SNAPSHOT : Isolation.SERIALIZABLE)
          .readOnly(kind == Kind.READ_ONLY);
    }
  }

  static Program of(long seed) {
    return new Maker(seed).make();
  }

  private static final class Maker {

    private final long seed;
    private final SplittableRandom random;
    private final int refs;
    private final int threads;

    /** In percent. */
    private final int snapshots;

    private final int extras;
    private final int pauses;

    Maker(long seed) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
      this.refs = chance(20) ? 20 : 2 + random.nextInt(4);
      this.threads = 2 + random.nextInt(3);
      this.snapshots = random.nextInt(3) * 50;
      this.extras = random.nextInt(3) * 15;
      this.pauses = random.nextInt(3) * 15;
    }

    private boolean chance(int percent) {
      return random.nextInt(100) < percent;
    }

    Program make() {
      return new Program(
          seed,
          Math.floorMod(seed, 3) == 0,
          list(refs, i -> extra()),
          chance(15) ? list(threads, this::turns) : list(threads, i -> mixed()));
    }

    private Extra extra() {
      return chance(extras) ? Extra.values()[1 + random.nextInt(3)] : Extra.NONE;
    }

    private static <T> List<T> list(int count, IntFunction<T> element) {
      return IntStream.range(0, count).mapToObj(element).toList();
    }

    private List<Step> mixed() {
      return list(30 + random.nextInt(50), i -> step());
    }

    /** Each thread waits for its turn, which is when the one before has changed the first ref. */
    private List<Step> turns(int mine) {
      Op await = new Op.Await(0, threads, mine);
      return list(
          40, i -> new Step(kind(), List.of(await, pause(), new Op.Read(1), new Op.Alter(0))));
    }

    private Kind kind() {
      return chance(snapshots) ? Kind.SNAPSHOT : Kind.SERIALIZABLE;
    }

    private Step step() {
      int kind = random.nextInt(100);
      if (kind < 8) {
        return new Step(Kind.SINGLE_READ, List.of(new Op.Read(ref())));
      } else if (kind < 20) {
        return new Step(Kind.READ_ONLY, reads());
      } else if (kind < 25) {
        return new Step(kind(), reads());
      } else if (kind < 35) {
        return new Step(kind(), List.of(pause(), change(ref()), pause()));
      } else if (kind < 50) {
        return new Step(kind(), ofOneRef(ref()));
      }
      return new Step(kind(), body());
    }

    private List<Op> reads() {
      int first = ref();
      List<Op> ops = new ArrayList<>();
      for (int i = 0; i < refs; i++) {
        ops.add(new Op.Read((first + i) % refs));
        ops.add(pause());
      }
      return ops;
    }

    /** Commits of one ref take a way of their own. */
    private List<Op> ofOneRef(int ref) {
      return list(
          1 + random.nextInt(4),
          i ->
              switch (random.nextInt(5)) {
                case 0 -> new Op.Ensure(ref);
                case 1 -> new Op.Nested(List.of(change(ref)), chance(60));
                case 2 -> new Op.Pause();
                default -> change(ref);
              });
    }

    private List<Op> body() {
      List<Op> ops = new ArrayList<>(ops(2 + random.nextInt(5)));
      if (chance(5)) {
        ops.add(new Op.Fail());
      }
      return ops;
    }

    private List<Op> ops(int count) {
      return list(count, i -> op());
    }

    private Op op() {
      int kind = random.nextInt(100);
      if (kind < pauses) {
        return new Op.Pause();
      } else if (kind < 50) {
        return new Op.Read(ref());
      } else if (kind < 58) {
        return new Op.Ensure(ref());
      } else if (kind < 88) {
        return change(ref());
      } else if (kind < 91) {
        return new Op.Nested(ops(1 + random.nextInt(3)), chance(60));
      } else if (kind < 94) {
        return new Op.Either(ops(1 + random.nextInt(3)), ops(1 + random.nextInt(2)));
      } else if (kind < 98) {
        return new Op.Swallow(list(1 + random.nextInt(3), i -> simple()));
      }
      return new Op.Apart(new Step(kind(), list(1 + random.nextInt(2), i -> simple())));
    }

    private Op simple() {
      return chance(50) ? new Op.Read(ref()) : change(ref());
    }

    private Op change(int ref) {
      return switch (random.nextInt(5)) {
        case 0 -> new Op.Set(ref);
        case 1 -> new Op.Commute(ref, ref());
        default -> new Op.Alter(ref);
      };
    }

    private Op pause() {
      return chance(pauses) ? new Op.Pause() : new Op.Read(ref());
    }

    private int ref() {
      return random.nextInt(refs);
    }
  }
}
