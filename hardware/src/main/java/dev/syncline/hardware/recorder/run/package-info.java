/** A capture from the first frame to the finished file: camera, clocks, frame sync and recording put together. */
@NullMarked
package dev.syncline.hardware.recorder.run;

import org.jspecify.annotations.NullMarked;
