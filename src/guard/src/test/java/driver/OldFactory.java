package driver;

import javax.jms.Connection;
import javax.jms.JMSContext;
import javax.jms.QueueConnection;
import javax.jms.QueueConnectionFactory;

/** Of the time before Jakarta; connects to nothing. */
public final class OldFactory implements QueueConnectionFactory {

  @Override
  public Connection createConnection() {
    return null;
  }

  @Override
  public Connection createConnection(String user, String password) {
    return null;
  }

  @Override
  public QueueConnection createQueueConnection() {
    return null;
  }

  @Override
  public QueueConnection createQueueConnection(String user, String password) {
    return null;
  }

  @Override
  public JMSContext createContext() {
    return null;
  }

  @Override
  public JMSContext createContext(String user, String password) {
    return null;
  }

  @Override
  public JMSContext createContext(String user, String password, int mode) {
    return null;
  }

  @Override
  public JMSContext createContext(int mode) {
    return null;
  }
}
