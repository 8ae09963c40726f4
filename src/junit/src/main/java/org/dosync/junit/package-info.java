/**
 * Tests of code that uses Dosync, with JUnit 5: {@link org.dosync.junit.DosyncTest} makes each
 * transaction run again, as it would beside others, and tells what a retry must not change.
 */
@NullMarked
package org.dosync.junit;

import org.jspecify.annotations.NullMarked;
