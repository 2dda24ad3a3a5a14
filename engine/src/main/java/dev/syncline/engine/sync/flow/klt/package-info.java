/** Pyramidal Lucas–Kanade on the engine's own kernels. */
@NullMarked
package dev.syncline.engine.sync.flow.klt;

import org.jspecify.annotations.NullMarked;
