/**
 * What the codec's own motion vectors would be worth as a tracker for a first look. Measured and not built in: every window
 * that is looked at is followed point by point anyway, so that vectors add to the cost of all clips but those refused.
 */
@NullMarked
package dev.syncline.bench.motionvectors;

import org.jspecify.annotations.NullMarked;
