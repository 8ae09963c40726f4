/** The reservation system over HTTP: JSON, problem details for errors, and a stream of events. */
package org.dosync.examples.reservation.rest;
