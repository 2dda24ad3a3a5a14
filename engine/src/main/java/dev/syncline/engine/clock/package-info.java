/** Clocks: which one a time is read from, and how one's time becomes another's. */
@NullMarked
package dev.syncline.engine.clock;

import org.jspecify.annotations.NullMarked;
