/** Simulated message streams whose true groups are known, and how well a matcher finds them. */
@NullMarked
package dev.syncline.engine.match.simulated;

import org.jspecify.annotations.NullMarked;
