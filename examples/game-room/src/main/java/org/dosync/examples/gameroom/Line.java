package org.dosync.examples.gameroom;

/** The way to a player, which may be slow. */
interface Line {

  void send(Frame frame);
}
