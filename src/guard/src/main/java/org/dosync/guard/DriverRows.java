package org.dosync.guard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dosync.Effect;

/** The interfaces of databases and messages, and those of their methods that have an effect. */
final class DriverRows {

  private final Map<String, List<Row>> rows = new HashMap<>();

  private DriverRows() {}

  /** By the internal names of interfaces. */
  static Map<String, List<Row>> of(boolean jdbc, boolean jms) {
    DriverRows all = new DriverRows();
    if (jdbc) {
      all.addJdbc();
    }
    if (jms) {
      all.addJms("jakarta/jms/");
      all.addJms("javax/jms/");
    }
    return all.rows;
  }

  /**
   * With those that extend others, since what is in the JDK is not read. To close must not fail:
   * what has been opened would stay so.
   */
  private void addJdbc() {
    List<Row> statement = List.of(effect(Effect.JDBC, "execute*"), part(Effect.JDBC, "close"));
    add("java/sql/", statement, "Statement", "PreparedStatement", "CallableStatement");
    add(
        "java/sql/",
        List.of(
            effect(Effect.JDBC, "insertRow", "updateRow", "deleteRow"),
            part(Effect.JDBC, "next", "close")),
        "ResultSet");
    add(
        "java/sql/",
        List.of(
            effect(Effect.JDBC, "commit", "rollback", "setAutoCommit"),
            part(Effect.JDBC, "prepare*", "createStatement", "close")),
        "Connection");
    add("java/sql/", List.of(effect(Effect.JDBC, "connect")), "Driver");
    List<Row> builder = List.of(effect(Effect.JDBC, "build"));
    add("java/sql/", builder, "ConnectionBuilder");
    add("javax/sql/", builder, "XAConnectionBuilder", "PooledConnectionBuilder");
    add("javax/sql/", List.of(effect(Effect.JDBC, "getConnection")), "DataSource");
    add("javax/sql/", List.of(effect(Effect.JDBC, "getXAConnection")), "XADataSource");
    add(
        "javax/sql/",
        List.of(effect(Effect.JDBC, "getPooledConnection")),
        "ConnectionPoolDataSource");
  }

  private void addJms(String place) {
    Row opens = effect(Effect.JMS, "createConnection", "createContext");
    Row ends = effect(Effect.JMS, "commit", "rollback", "recover", "acknowledge", "unsubscribe");
    Row prepares = part(Effect.JMS, "create*", "close");
    add(place, List.of(opens), "ConnectionFactory");
    add(place, List.of(effect(Effect.JMS, "createQueueConnection")), "QueueConnectionFactory");
    add(place, List.of(effect(Effect.JMS, "createTopicConnection")), "TopicConnectionFactory");
    add(
        place,
        List.of(effect(Effect.JMS, "createXAConnection", "createXAContext")),
        "XAConnectionFactory");
    add(place, List.of(effect(Effect.JMS, "createXAQueueConnection")), "XAQueueConnectionFactory");
    add(place, List.of(effect(Effect.JMS, "createXATopicConnection")), "XATopicConnectionFactory");
    add(place, List.of(effect(Effect.JMS, "start", "stop"), prepares), "Connection");
    add(place, List.of(ends, prepares), "Session");
    add(place, List.of(opens, effect(Effect.JMS, "start", "stop"), ends, prepares), "JMSContext");
    add(place, List.of(effect(Effect.JMS, "send"), prepares), "MessageProducer", "JMSProducer");
    add(place, List.of(effect(Effect.JMS, "publish")), "TopicPublisher");
    add(place, List.of(effect(Effect.JMS, "receive*"), prepares), "MessageConsumer", "JMSConsumer");
    add(place, List.of(effect(Effect.JMS, "acknowledge")), "Message");
  }

  private void add(String place, List<Row> methods, String... interfaces) {
    for (String name : interfaces) {
      rows.put(place + name, methods);
    }
  }

  private static Row effect(Effect kind, String... methods) {
    return new Row("driver", List.of(methods), kind, Row.Weave.WHOLE);
  }

  private static Row part(Effect kind, String... methods) {
    return new Row("driver", List.of(methods), kind, Row.Weave.PART);
  }
}
