/** Who calls, where there is Jakarta Security: in servers. */
package org.dosync.containers.door;
