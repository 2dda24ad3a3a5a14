/** Angular velocity over time, and the axes that it is given in. */
@NullMarked
package dev.syncline.engine.motion;

import org.jspecify.annotations.NullMarked;
