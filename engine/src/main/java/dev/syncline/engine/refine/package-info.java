/** Offsets from the followed points themselves, each at its own row's time. */
@NullMarked
package dev.syncline.engine.refine;

import org.jspecify.annotations.NullMarked;
