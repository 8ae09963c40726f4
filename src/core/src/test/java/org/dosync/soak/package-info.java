/**
 * Everything at once, at full speed, for an hour: {@code mvn -Psoak -pl src/core test}. Nothing may
 * grow, nobody may starve, and all sums must be right in the end. Uses the public API only.
 */
package org.dosync.soak;
