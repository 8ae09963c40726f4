package org.dosync.collections;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.MapTestSuiteBuilder;
import com.google.common.collect.testing.QueueTestSuiteBuilder;
import com.google.common.collect.testing.SetTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.TestStringQueueGenerator;
import com.google.common.collect.testing.TestStringSetGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import junit.framework.Test;
import junit.framework.TestCase;
import junit.framework.TestSuite;
import org.dosync.Transaction;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** The collections do what the JDK's interfaces say: Guava's tests for collections. */
class ConformityTest {

  private static final UnaryOperator<Executable> OUTSIDE = UnaryOperator.identity();

  /** All of a test in one transaction. */
  private static final UnaryOperator<Executable> INSIDE =
      test -> () -> Transaction.dosync(test::execute);

  private static DynamicNode node(Test test, UnaryOperator<Executable> around) {
    return test instanceof TestSuite suite
        ? dynamicContainer(
            suite.getName(),
            Collections.list(suite.tests()).stream().map(each -> node(each, around)))
        : dynamicTest(test.toString(), around.apply(((TestCase) test)::runBare));
  }

  private static RefMap<String, String> mapOf(Map.Entry<String, String>[] entries) {
    RefMap<String, String> map = new RefMap<>();
    for (Map.Entry<String, String> entry : entries) {
      map.put(entry.getKey(), entry.getValue());
    }
    return map;
  }

  @TestFactory
  Stream<DynamicNode> map() {
    return Stream.of(node(maps(), OUTSIDE), node(maps(), INSIDE));
  }

  private static TestSuite maps() {
    return ConcurrentMapTestSuiteBuilder.using(
            new TestStringMapGenerator() {
              @Override
              protected Map<String, String> create(Map.Entry<String, String>[] entries) {
                return mapOf(entries);
              }
            })
        .named("RefMap")
        .withFeatures(
            CollectionSize.ANY,
            MapFeature.GENERAL_PURPOSE,
            CollectionFeature.SUPPORTS_ITERATOR_REMOVE)
        .createTestSuite();
  }

  @TestFactory
  Stream<DynamicNode> snapshotOfMap() {
    return Stream.of(
        node(
            MapTestSuiteBuilder.using(
                    new TestStringMapGenerator() {
                      @Override
                      protected Map<String, String> create(Map.Entry<String, String>[] entries) {
                        return mapOf(entries).snapshot();
                      }
                    })
                .named("snapshot of RefMap")
                .withFeatures(CollectionSize.ANY, MapFeature.ALLOWS_ANY_NULL_QUERIES)
                .createTestSuite(),
            OUTSIDE));
  }

  @TestFactory
  Stream<DynamicNode> set() {
    return Stream.of(node(sets(), OUTSIDE), node(sets(), INSIDE));
  }

  private static TestSuite sets() {
    return SetTestSuiteBuilder.using(
            new TestStringSetGenerator() {
              @Override
              protected Set<String> create(String[] elements) {
                return new RefSet<>(List.of(elements));
              }
            })
        .named("RefSet")
        .withFeatures(CollectionSize.ANY, CollectionFeature.GENERAL_PURPOSE)
        .createTestSuite();
  }

  @TestFactory
  Stream<DynamicNode> queue() {
    return Stream.of(node(queues(), OUTSIDE), node(queues(), INSIDE));
  }

  private static TestSuite queues() {
    return QueueTestSuiteBuilder.using(
            new TestStringQueueGenerator() {
              @Override
              protected Queue<String> create(String[] elements) {
                return new RefQueue<>(List.of(elements));
              }
            })
        .named("RefQueue")
        .withFeatures(
            CollectionSize.ANY, CollectionFeature.GENERAL_PURPOSE, CollectionFeature.KNOWN_ORDER)
        .createTestSuite();
  }
}
