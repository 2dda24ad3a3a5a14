package dev.syncline.bindings.opencv;

import dev.syncline.bindings.load.NativeLibraries;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_video;

/**
 * OpenCV's libraries, loaded on first use. One thread a call: results are then the same to the bit everywhere, and the
 * pipeline runs windows side by side instead.
 */
final class OpenCvLibrary {
    private OpenCvLibrary() {}

    /** Loads the libraries; calls after the first return at once. */
    static void ensureLoaded() {
        Loaded.touch();
    }

    private static final class Loaded {
        static {
            NativeLibraries.load("OpenCV", opencv_core.class, opencv_imgproc.class, opencv_video.class);
            opencv_core.setNumThreads(1);
        }

        static void touch() {
            // Calling this runs the initialiser above.
        }
    }
}
