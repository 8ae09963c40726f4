/** Rooms, players and a tick: start with {@link org.dosync.examples.gameroom.Main}. */
package org.dosync.examples.gameroom;
