import dev.syncline.bindings.ffmpeg.RenderedClips;
import dev.syncline.bindings.ffmpeg.VideoEncoding;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.GyroSpec;
import dev.syncline.engine.synthetic.LensSpec;
import dev.syncline.engine.synthetic.LogClock;
import dev.syncline.engine.synthetic.MotionStyle;
import dev.syncline.engine.synthetic.RenderRate;
import dev.syncline.engine.synthetic.SceneSpec;
import dev.syncline.engine.synthetic.SyntheticCamera;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small clip under several names: arguments are a folder, how many, and the frames of each. */
class RenderClips {
    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]));
        SyntheticCamera camera = new SyntheticCamera(
                LensSpec.pinhole(320, 180, 240),
                new RollingShutter(0.016, ReadoutDirection.TOP_TO_BOTTOM),
                0.003,
                2,
                1,
                1,
                RenderRate.NTSC_30,
                Integer.parseInt(args[2]));
        ClipSpec clip = new ClipSpec(
                "clip0",
                72,
                MotionStyle.HANDHELD,
                1.2,
                camera,
                new SceneSpec(SceneSpec.Backdrop.TOWN, 1, SceneSpec.Ground.NONE, 1.6, 0),
                GyroSpec.usual(new ImuOrientation("XYZ")),
                new LogClock(-6.54321, 0, 0, 2),
                ClipSpec.Pairing.OWN_LOG);
        RenderedClips.render(clip, VideoEncoding.h264(18, 30), folder, frame -> {});
        for (int i = 1; i < Integer.parseInt(args[1]); i++) {
            Files.copy(folder.resolve("clip0.mp4"), folder.resolve("clip" + i + ".mp4"));
            Files.copy(folder.resolve("clip0.gcsv"), folder.resolve("clip" + i + ".gcsv"));
        }
    }
}
