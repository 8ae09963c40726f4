package org.dosync.examples.gameroom;

import java.util.Map;

/** What a room looks like at a tick. */
record Frame(int tick, Map<String, Integer> places) {}
