/** What the engine's inner loops cost, one fork a lane, with the machine that it was measured on beside every number. */
@NullMarked
package dev.syncline.bench;

import org.jspecify.annotations.NullMarked;
