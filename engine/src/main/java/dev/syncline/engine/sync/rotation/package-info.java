/** From points followed between two frames to the camera's rotation rate. */
@NullMarked
package dev.syncline.engine.sync.rotation;

import org.jspecify.annotations.NullMarked;
