/** Pyramidal Lucas–Kanade on the engine's own kernels. */
@NullMarked
package dev.syncline.engine.flow.klt;

import org.jspecify.annotations.NullMarked;
