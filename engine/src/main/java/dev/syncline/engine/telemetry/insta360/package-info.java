/** What Insta360 cameras write behind the picture in their files. */
@NullMarked
package dev.syncline.engine.telemetry.insta360;

import org.jspecify.annotations.NullMarked;
