/** An application without Dosync: what a server keeps of it, it keeps of any. */
package org.dosync.containers.plain;
