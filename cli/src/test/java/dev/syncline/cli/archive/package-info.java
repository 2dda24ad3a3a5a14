/** Archive runs with real worker processes. */
@NullMarked
package dev.syncline.cli.archive;

import org.jspecify.annotations.NullMarked;
