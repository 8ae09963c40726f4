/** Images and an S3 server: start with {@link org.dosync.examples.photobackup.Main}. */
package org.dosync.examples.photobackup;
