/** Orders, trades and accounts: start with {@link org.dosync.examples.orderbook.Main}. */
package org.dosync.examples.orderbook;
