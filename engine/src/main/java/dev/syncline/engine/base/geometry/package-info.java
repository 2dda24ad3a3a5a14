/** Rotations, lenses and shutters. */
@NullMarked
package dev.syncline.engine.base.geometry;

import org.jspecify.annotations.NullMarked;
