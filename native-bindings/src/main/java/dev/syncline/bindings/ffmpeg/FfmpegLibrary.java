package dev.syncline.bindings.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import dev.syncline.bindings.load.NativeLibraries;
import dev.syncline.bindings.load.NativeLibrary;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.jspecify.annotations.Nullable;

/** FFmpeg's libraries, loaded on first use and told to keep quiet: what they say comes back as error codes. */
final class FfmpegLibrary {
    private static final int ERROR_TEXT_BYTES = 256;

    private static final NativeLibrary LIBRARY = new NativeLibrary(() -> {
        NativeLibraries.load("FFmpeg", avutil.class, swscale.class, avcodec.class, avformat.class);
        av_log_set_level(AV_LOG_QUIET);
    });

    private FfmpegLibrary() {}

    /** Loads the libraries; calls after the first return at once. */
    static void ensureLoaded() {
        LIBRARY.ensureLoaded();
    }

    /** Why they cannot be loaded, one line; null where they can. */
    static @Nullable String whyNot() {
        return LIBRARY.whyNot();
    }

    /** FFmpeg's words for an error code. */
    static String errorText(int code) {
        byte[] text = new byte[ERROR_TEXT_BYTES];
        av_strerror(code, text, text.length);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.UTF_8);
    }
}
