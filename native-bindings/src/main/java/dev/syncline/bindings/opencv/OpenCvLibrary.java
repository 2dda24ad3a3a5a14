package dev.syncline.bindings.opencv;

import dev.syncline.bindings.load.NativeLibraries;
import dev.syncline.bindings.load.NativeLibrary;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_video;
import org.jspecify.annotations.Nullable;

/**
 * OpenCV's libraries, loaded on first use. One thread a call: results are then the same to the bit everywhere, and the
 * pipeline runs windows side by side instead.
 */
final class OpenCvLibrary {
    private static final NativeLibrary LIBRARY = new NativeLibrary(() -> {
        NativeLibraries.load("OpenCV", opencv_core.class, opencv_imgproc.class, opencv_video.class);
        opencv_core.setNumThreads(1);
    });

    private OpenCvLibrary() {}

    /** Loads the libraries; calls after the first return at once. */
    static void ensureLoaded() {
        LIBRARY.ensureLoaded();
    }

    /** Why they cannot be loaded, one line; null where they can. */
    static @Nullable String whyNot() {
        return LIBRARY.whyNot();
    }
}
