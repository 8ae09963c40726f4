package org.dosync.probe;

import static org.dosync.probe.Rows.of;
import static org.dosync.probe.Rows.row;

import driver.OldFactory;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.dosync.Transaction;

/** As {@link Rows}, for a broker in the same process: nothing but JMS is there to be seen. */
public final class Messages {

  private static final String URL =
      "vm://probe?broker.persistent=false&broker.useJmx=false&broker.useShutdownHook=false";

  private static final ActiveMQConnectionFactory FACTORY = new ActiveMQConnectionFactory(URL);

  private Messages() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "rows" -> {
        rows(started());
        oldRows();
      }
      case "old" -> oldRows();
      default -> allowed(session(started()));
    }
    System.out.println("end");
    System.exit(0);
  }

  private static Connection started() throws Exception {
    Connection connection = FACTORY.createConnection();
    connection.start();
    return connection;
  }

  private static void rows(Connection connection) throws Exception {
    row("createConnection", "JMS", () -> of(FACTORY, f -> f.createConnection()));
    row("Connection.start", "JMS", () -> of(FACTORY.createConnection(), Connection::start));
    row("Connection.close", "NONE", () -> of(FACTORY.createConnection(), Connection::close));
    row("send", "JMS", () -> of(producer(session(connection)), p -> p.send(p.message())));
    row("receive", "JMS", () -> of(consumer(connection), c -> c.receive(1)));
    row("receiveNoWait", "JMS", () -> of(consumer(connection), MessageConsumer::receiveNoWait));
    row("commit", "JMS", () -> of(transacted(connection), Session::commit));
    row("rollback", "JMS", () -> of(transacted(connection), Session::rollback));
    row("acknowledge", "JMS", () -> of(received(connection), Message::acknowledge));
    row(
        "a message that is not sent",
        "NONE",
        () -> of(session(connection), s -> producer(s).producer().close()));
  }

  private static void oldRows() throws Exception {
    row("javax: createConnection", "JMS", () -> of(new OldFactory(), OldFactory::createConnection));
    row("javax: equals", "NONE", () -> of(new OldFactory(), f -> f.equals(f)));
  }

  private static void allowed(Session session) throws Exception {
    Transaction.dosync(
        () -> {
          Producer producer = producer(session);
          producer.send(producer.message());
        });
    System.out.println(
        session.createConsumer(session.createQueue("queue")).receive(10_000) != null);
  }

  /** A producer, and a message for it. */
  record Producer(MessageProducer producer, Message message) {
    void send(Message sent) throws Exception {
      producer.send(sent);
    }
  }

  private static Producer producer(Session session) throws Exception {
    return new Producer(
        session.createProducer(session.createQueue("queue")), session.createTextMessage("text"));
  }

  private static Session session(Connection connection) throws Exception {
    return connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
  }

  private static Session transacted(Connection connection) throws Exception {
    return connection.createSession(true, Session.SESSION_TRANSACTED);
  }

  private static MessageConsumer consumer(Connection connection) throws Exception {
    Session session = session(connection);
    return session.createConsumer(session.createQueue("empty"));
  }

  private static Message received(Connection connection) throws Exception {
    Session session = session(connection);
    TemporaryQueue own = session.createTemporaryQueue();
    session.createProducer(own).send(session.createTextMessage("text"));
    return session.createConsumer(own).receive(10_000);
  }
}
