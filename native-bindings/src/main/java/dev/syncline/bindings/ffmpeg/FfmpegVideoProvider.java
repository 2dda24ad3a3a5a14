package dev.syncline.bindings.ffmpeg;

import dev.syncline.engine.telemetry.DataTrackSource;
import dev.syncline.engine.video.FrameSource;
import dev.syncline.engine.video.VideoProvider;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens videos through FFmpeg. Its libraries are loaded with the first video. */
public final class FfmpegVideoProvider implements VideoProvider {
    private final @Nullable HardwareDecoding hardware;

    /** Decodes on the processor; nothing is loaded yet. */
    public FfmpegVideoProvider() {
        this(null);
    }

    /** @param hardware decodes what it can; null for the processor alone */
    public FfmpegVideoProvider(@Nullable HardwareDecoding hardware) {
        this.hardware = hardware;
    }

    @Override
    public String id() {
        return "ffmpeg";
    }

    @Override
    public @Nullable String whyNot() {
        return FfmpegLibrary.whyNot();
    }

    @Override
    public FrameSource open(Path video, int workingHeightPx, int threads) throws IOException {
        return open(video, LARGEST, workingHeightPx, threads);
    }

    @Override
    public FrameSource open(Path video, int stream, int workingHeightPx, int threads) throws IOException {
        return FfmpegFrameSource.open(video, stream, workingHeightPx, threads, hardware);
    }

    @Override
    public DataTrackSource dataTracks() {
        return new FfmpegDataTracks();
    }
}
