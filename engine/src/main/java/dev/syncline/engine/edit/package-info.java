/** Sync points in a person's hands: what a file holds, how it reads, and what it says after an edit. */
@NullMarked
package dev.syncline.engine.edit;

import org.jspecify.annotations.NullMarked;
