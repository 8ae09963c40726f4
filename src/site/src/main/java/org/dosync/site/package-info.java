/** Makes the site of the Markdown pages, for Maven's site plugin to render; never published. */
@NullMarked
package org.dosync.site;

import org.jspecify.annotations.NullMarked;
