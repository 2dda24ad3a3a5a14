@NullMarked
package dev.syncline.bindings.ffmpeg;

import org.jspecify.annotations.NullMarked;
