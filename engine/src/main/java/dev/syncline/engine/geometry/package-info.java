/** Rotations, lenses and shutters. */
@NullMarked
package dev.syncline.engine.geometry;

import org.jspecify.annotations.NullMarked;
