package org.dosync.examples.reservation.se;

/** Starts the server. */
public final class Main {

  private Main() {}

  public static void main(String[] args) throws Exception {
    try (ReservationServer server = ReservationServer.start(args.length > 0 ? Integer.parseInt(args[0]) : 0)) {
      System.out.println("The page is at " + server.address());
      System.in.read();
      System.out.println(server.stop() + " holds released");
    }
  }
}
