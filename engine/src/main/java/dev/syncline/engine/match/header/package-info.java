/** What messages say of themselves: stamp, number and exposure in ROS, Foxglove and DepthAI messages. */
@NullMarked
package dev.syncline.engine.match.header;

import org.jspecify.annotations.NullMarked;
