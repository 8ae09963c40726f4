package org.dosync;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Jobs by their numbers: an immutable map. A change copies one path of a tree, whose shape depends
 * on the numbers alone.
 */
final class Jobs {

  static final Jobs NONE = new Jobs(null);

  /** Lower numbers on one side, higher ones on the other, higher ranks on top. */
  private record Node(Job job, @Nullable Node lower, @Nullable Node higher) {
    long id() {
      return job.id();
    }

    Node lower(@Nullable Node newLower) {
      return new Node(job, newLower, higher);
    }

    Node higher(@Nullable Node newHigher) {
      return new Node(job, lower, newHigher);
    }
  }

  private final @Nullable Node root;

  private Jobs(@Nullable Node root) {
    this.root = root;
  }

  /**
   * Scattered, and different for different numbers: the tree stays flat whatever comes and goes.
   */
  private static long rank(long id) {
    long scattered = (id ^ (id >>> 33)) * 0xff51afd7ed558ccdL;
    return scattered ^ (scattered >>> 33);
  }

  boolean isEmpty() {
    return root == null;
  }

  @Nullable Job get(long id) {
    Node node = root;
    while (node != null && node.id() != id) {
      node = id < node.id() ? node.lower : node.higher;
    }
    return node == null ? null : node.job;
  }

  /** With a job that is not there yet. */
  Jobs with(Job job) {
    return new Jobs(with(root, job));
  }

  private static Node with(@Nullable Node node, Job job) {
    long id = job.id();
    if (node == null || rank(id) > rank(node.id())) {
      return new Node(job, below(node, id), above(node, id));
    }
    return id < node.id() ? node.lower(with(node.lower, job)) : node.higher(with(node.higher, job));
  }

  private static @Nullable Node below(@Nullable Node node, long id) {
    if (node == null) {
      return null;
    }
    return node.id() < id ? node.higher(below(node.higher, id)) : below(node.lower, id);
  }

  private static @Nullable Node above(@Nullable Node node, long id) {
    if (node == null) {
      return null;
    }
    return node.id() > id ? node.lower(above(node.lower, id)) : above(node.higher, id);
  }

  /** Without a job, which need not be there. */
  Jobs without(Job job) {
    return get(job.id()) == null ? this : new Jobs(without(root, job.id()));
  }

  private static @Nullable Node without(@Nullable Node node, long id) {
    if (node == null) {
      return null;
    }
    if (id == node.id()) {
      return joined(node.lower, node.higher);
    }
    return id < node.id()
        ? node.lower(without(node.lower, id))
        : node.higher(without(node.higher, id));
  }

  private static @Nullable Node joined(@Nullable Node lower, @Nullable Node higher) {
    if (lower == null || higher == null) {
      return lower == null ? higher : lower;
    }
    return rank(lower.id()) > rank(higher.id())
        ? lower.higher(joined(lower.higher, higher))
        : higher.lower(joined(lower, higher.lower));
  }

  /** In the order of their numbers. */
  List<Job> all() {
    List<Job> all = new ArrayList<>();
    collect(root, all);
    return all;
  }

  private static void collect(@Nullable Node node, List<Job> all) {
    if (node != null) {
      collect(node.lower, all);
      all.add(node.job);
      collect(node.higher, all);
    }
  }
}
