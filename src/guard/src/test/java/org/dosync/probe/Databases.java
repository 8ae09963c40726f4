package org.dosync.probe;

import static org.dosync.probe.Rows.of;
import static org.dosync.probe.Rows.row;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import org.dosync.Transaction;
import org.h2.jdbcx.JdbcDataSource;

/** As {@link Rows}, for a database in memory: nothing but the driver is there to be seen. */
public final class Databases {

  private static final String URL = "jdbc:h2:mem:probe;DB_CLOSE_DELAY=-1";

  private Databases() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      rows();
    } else if (arguments[0].equals("places")) {
      places();
    } else {
      allowed("jdbc:h2:" + Path.of(arguments[0], "database"));
    }
    System.out.println("end");
    System.exit(0);
  }

  private static void rows() throws Exception {
    Connection connection = DriverManager.getConnection(URL);
    connection.createStatement().execute("create table t(n int)");
    row("DriverManager.getConnection", "JDBC", () -> () -> DriverManager.getConnection(URL));
    row("DataSource.getConnection", "JDBC", () -> of(source(), JdbcDataSource::getConnection));
    row(
        "Statement.execute",
        "JDBC",
        () -> of(connection.createStatement(), s -> s.execute("insert into t values(1)")));
    row(
        "Statement.executeQuery",
        "JDBC",
        () -> of(connection.createStatement(), s -> s.executeQuery("select * from t")));
    row(
        "Statement.executeUpdate",
        "JDBC",
        () -> of(connection.createStatement(), s -> s.executeUpdate("delete from t")));
    row("Statement.executeBatch", "JDBC", () -> of(batch(connection), Statement::executeBatch));
    row("PreparedStatement.execute", "JDBC", () -> of(prepared(connection), s -> s.execute()));
    row(
        "PreparedStatement.executeQuery",
        "JDBC",
        () -> of(prepared(connection), s -> s.executeQuery()));
    row("Connection.commit", "JDBC", () -> of(manual(), Connection::commit));
    row("Connection.rollback", "JDBC", () -> of(manual(), Connection::rollback));
    row("Connection.setAutoCommit", "JDBC", () -> of(manual(), c -> c.setAutoCommit(true)));
    row("Connection.close", "NONE", () -> of(manual(), Connection::close));
    row(
        "a result that is there",
        "NONE",
        () -> of(prepared(connection).executeQuery(), ResultSet::next));
    row(
        "a statement that does not run",
        "NONE",
        () -> of(connection, c -> c.createStatement().close()));
  }

  private static void places() throws Exception {
    Statement statement = DriverManager.getConnection(URL).createStatement();
    Forbidden.tell(() -> statement.execute("select 1"));
    Forbidden.tell(() -> DriverManager.getConnection(URL));
  }

  private static void allowed(String url) throws Exception {
    int found =
        Transaction.dosync(
            () -> {
              try (Connection connection = DriverManager.getConnection(url)) {
                Statement statement = connection.createStatement();
                statement.execute("create table t(n int)");
                return statement.executeUpdate("insert into t values(1)");
              }
            });
    System.out.println(found);
  }

  private static JdbcDataSource source() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(URL);
    return source;
  }

  private static Connection manual() throws Exception {
    Connection connection = DriverManager.getConnection(URL);
    connection.setAutoCommit(false);
    return connection;
  }

  private static Statement batch(Connection connection) throws Exception {
    Statement statement = connection.createStatement();
    statement.addBatch("delete from t");
    return statement;
  }

  private static PreparedStatement prepared(Connection connection) throws Exception {
    return connection.prepareStatement("select * from t");
  }
}
