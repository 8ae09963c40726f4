/**
 * A tour of Dosync: one small class for each thing it does. Each shows what was asked and what came
 * back, and fails if that is not what was promised. The pages under {@code docs} quote the tagged
 * regions.
 */
package org.dosync.examples.tour;
