package dev.syncline.cli;

import dev.syncline.bindings.ffmpeg.FfmpegVideoWriter;
import dev.syncline.bindings.ffmpeg.VideoEncoding;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.synthetic.ClipFiles;
import dev.syncline.engine.synthetic.ClipRenderer;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.GyroSpec;
import dev.syncline.engine.synthetic.LensSpec;
import dev.syncline.engine.synthetic.LogClock;
import dev.syncline.engine.synthetic.MotionStyle;
import dev.syncline.engine.synthetic.RenderRate;
import dev.syncline.engine.synthetic.SceneSpec;
import dev.syncline.engine.synthetic.SyntheticCamera;
import java.io.IOException;
import java.nio.file.Path;

/** A clip of four seconds, small and quick to render, as real files: {@code clip.mp4}, its log and its lens profile. */
record SmallClip(ClipSpec spec, Path video, Path log, Path lens) {
    static final double OFFSET_S = -6.54321;
    static final ImuOrientation MOUNTED = new ImuOrientation("XYZ");

    /** The clip's log runs from 6.5 s before the clip to 2 s after it. */
    static SmallClip render(Path folder) throws IOException {
        int width = 320;
        int height = 180;
        SyntheticCamera camera = new SyntheticCamera(
                LensSpec.pinhole(width, height, 240),
                new RollingShutter(0.016, ReadoutDirection.TOP_TO_BOTTOM),
                0.003,
                2,
                1,
                1,
                RenderRate.NTSC_30,
                120);
        ClipSpec spec = new ClipSpec(
                "clip",
                72,
                MotionStyle.HANDHELD,
                1.2,
                camera,
                new SceneSpec(SceneSpec.Backdrop.TOWN, 1, SceneSpec.Ground.NONE, 1.6, 0),
                GyroSpec.usual(MOUNTED),
                new LogClock(OFFSET_S, 0, 0, 2),
                ClipSpec.Pairing.OWN_LOG);
        Path video = ClipFiles.video(spec, folder);
        RenderRate rate = camera.frameRate();
        try (FfmpegVideoWriter writer = FfmpegVideoWriter.create(
                video, width, height, rate.numerator(), rate.denominator(), VideoEncoding.h264(18, 30))) {
            ClipRenderer.render(spec, (frame, timeNs, luma) -> writer.write(luma));
        }
        ClipFiles.write(spec, folder);
        return new SmallClip(spec, video, ClipFiles.gcsv(spec, folder), ClipFiles.lens(spec, folder));
    }

    /** The same camera's log of another day. */
    ClipSpec foreign() {
        return new ClipSpec(
                "foreign",
                spec.seed(),
                spec.style(),
                spec.motionScale(),
                spec.camera(),
                spec.scene(),
                spec.gyro(),
                spec.clock(),
                ClipSpec.Pairing.FOREIGN_LOG);
    }
}
