/** Medians, and straight lines that withstand wrong points. */
@NullMarked
package dev.syncline.engine.base.statistics;

import org.jspecify.annotations.NullMarked;
