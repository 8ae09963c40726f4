/**
 * Seats of flights: held, confirmed and released by many at once, whole itineraries or nothing.
 * Beans that any container of Jakarta CDI runs.
 */
package org.dosync.examples.reservation;
