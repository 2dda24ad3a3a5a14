package dev.syncline.engine.synthetic;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.synthetic.ClipSpec.Pairing;
import dev.syncline.engine.synthetic.LensSpec.Projection;
import dev.syncline.engine.synthetic.SceneSpec.Backdrop;
import dev.syncline.engine.synthetic.SceneSpec.Ground;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The clips that the project judges itself by. Clip <i>i</i> of {@link #all()} depends on <i>i</i> alone: style,
 * shutter, lens, backdrop, noise and what is wrong with the log go round in cycles whose lengths have no common divisor
 * or are shifted against each other, and what has no steps (focal length, readout, offset, bias) is drawn from a
 * generator seeded with <i>i</i>. So a table made today can be compared with one made in a year.
 */
public final class SyntheticCatalogue {
    private static final int SYNCABLE = 64;
    private static final int REFUSED = 8;
    private static final MotionStyle[] STYLES = {
        MotionStyle.HANDHELD,
        MotionStyle.WALK,
        MotionStyle.FPV,
        MotionStyle.VEHICLE,
        MotionStyle.HANDHELD,
        MotionStyle.PAN,
        MotionStyle.DRONE
    };

    private SyntheticCatalogue() {}

    /** A lively clip of six seconds, quick to render: hand-held, parallax, 16 ms readout, sensor turned, log early. */
    public static ClipSpec demo() {
        SyntheticCamera camera = new SyntheticCamera(
                LensSpec.pinhole(640, 360, 420),
                new RollingShutter(0.016, ReadoutDirection.TOP_TO_BOTTOM),
                0.006,
                5,
                1,
                2,
                RenderRate.NTSC_30,
                180);
        return new ClipSpec(
                "demo",
                20_260_101,
                MotionStyle.HANDHELD,
                1.3,
                camera,
                SceneSpec.of(Backdrop.TOWN, MotionStyle.HANDHELD),
                GyroSpec.usual(new ImuOrientation("XYZ")),
                LogClock.of(-1.234567),
                Pairing.OWN_LOG);
    }

    /** All clips of the benchmark: 64 that can be synced, then 8 that must be refused. */
    public static List<ClipSpec> all() {
        List<ClipSpec> clips = new ArrayList<>();
        for (int i = 0; i < SYNCABLE + REFUSED; i++) {
            clips.add(clip(i));
        }
        return List.copyOf(clips);
    }

    private static ClipSpec clip(int i) {
        SplittableRandom random = new SplittableRandom(0x51C1_1E00L + i);
        boolean refused = i >= SYNCABLE;
        MotionStyle style = refused && i % 2 == 0 ? MotionStyle.STILL : STYLES[i % STYLES.length];
        double scale = style == MotionStyle.DRONE ? 0.8 + 0.8 * random.nextDouble() : 0.6 + 0.8 * random.nextDouble();
        SyntheticCamera camera = camera(i, style, random);
        GyroSpec gyro = gyro(i, style, camera.durationS(), random);
        LogClock clock = clock(i, random);
        Pairing pairing = refused && style != MotionStyle.STILL ? Pairing.FOREIGN_LOG : Pairing.OWN_LOG;
        String name = String.format("c%02d-%s", i, pairing == Pairing.FOREIGN_LOG ? "foreign" : style.word());
        return new ClipSpec(name, 1000 + 17L * i, style, scale, camera, scene(i, style), gyro, clock, pairing);
    }

    private static SyntheticCamera camera(int i, MotionStyle style, SplittableRandom random) {
        boolean fast = style == MotionStyle.FPV || i % 11 == 4;
        boolean longClip = drifts(i);
        int width = longClip ? 480 : i % 5 == 3 ? 848 : 640;
        int height = longClip ? 270 : i % 5 == 3 ? 480 : 360;
        RenderRate rate = fast ? RenderRate.NTSC_60 : i % 13 == 5 ? new RenderRate(25, 1) : RenderRate.NTSC_30;
        double seconds = longClip ? 20 : 5;
        double frameS = 1 / rate.fps();
        double lowLight = i % 9 == 7 ? 1 : 0;
        double exposureS = lowLight > 0 ? 0.8 * frameS : (0.05 + 0.35 * random.nextDouble()) * frameS;
        int samples = style == MotionStyle.FPV ? 11 : lowLight > 0 ? 9 : 5;
        return new SyntheticCamera(
                lens(i, style, width, height, random),
                shutter(i, frameS, random),
                exposureS,
                samples,
                lowLight > 0 ? 0.45 : 1,
                lowLight > 0 ? 7 : 1 + 2 * random.nextDouble(),
                rate,
                (int) Math.round(seconds * rate.fps()));
    }

    private static LensSpec lens(int i, MotionStyle style, int width, int height, SplittableRandom random) {
        double wide = random.nextDouble();
        if (style == MotionStyle.FPV || i % 8 == 1) {
            double focal = (0.42 + 0.12 * wide) * width;
            return LensSpec.distorted(Projection.FISHEYE, width, height, focal, 0.02, -0.01, 0.003, 0);
        }
        double focal = (0.55 + 0.45 * wide) * width;
        if (i % 4 == 2) {
            return LensSpec.distorted(Projection.PINHOLE, width, height, focal, -0.08, 0.02, 0.0005, -0.0004);
        }
        return LensSpec.pinhole(width, height, focal);
    }

    private static RollingShutter shutter(int i, double frameS, SplittableRandom random) {
        double readoutS = (0.25 + 0.6 * random.nextDouble()) * frameS;
        return switch (i % 10) {
            case 4 -> RollingShutter.GLOBAL;
            case 6 -> new RollingShutter(readoutS, ReadoutDirection.BOTTOM_TO_TOP);
            case 8 -> new RollingShutter(readoutS, ReadoutDirection.LEFT_TO_RIGHT);
            case 9 -> new RollingShutter(readoutS, ReadoutDirection.RIGHT_TO_LEFT);
            default -> new RollingShutter(readoutS, ReadoutDirection.TOP_TO_BOTTOM);
        };
    }

    private static SceneSpec scene(int i, MotionStyle style) {
        Backdrop backdrop =
                switch (i % 6) {
                    case 1, 4 -> Backdrop.HILLS;
                    case 5 -> Backdrop.PLAIN;
                    default -> Backdrop.TOWN;
                };
        double contrast = i % 7 == 3 ? 0.45 : 1;
        Ground ground = i % 16 == 14 ? Ground.NONE : Ground.PLANE;
        double objects = i % 12 == 10 ? 0.25 : i % 12 == 3 ? 0.1 : 0;
        return new SceneSpec(backdrop, contrast, ground, style.heightM(), objects);
    }

    private static GyroSpec gyro(int i, MotionStyle style, double durationS, SplittableRandom random) {
        List<ImuOrientation> mountings = ImuOrientation.allProper();
        ImuOrientation mounted = mountings.get((7 * i) % mountings.size());
        Xyz bias = new Xyz(0.02 * random.nextGaussian(), 0.02 * random.nextGaussian(), 0.02 * random.nextGaussian());
        double noise = 0.002 + 0.006 * random.nextDouble();
        double hz = style == MotionStyle.FPV ? 1000 : i % 5 == 2 ? 200 : i % 5 == 4 ? 100 : 400;
        GyroSpec gyro = GyroSpec.usual(mounted).with(bias, noise).at(hz);
        if (i % 4 == 3) {
            gyro = gyro.declaring(ImuOrientation.BODY);
        }
        if (i % 6 == 2) {
            double rad = Math.toRadians(1);
            gyro = gyro.tilted(
                    new Xyz(rad * random.nextGaussian(), rad * random.nextGaussian(), rad * random.nextGaussian()));
        }
        if (i % 15 == 13) {
            List<GyroSpec.Gap> gaps = new ArrayList<>();
            for (int k = 0; k < 4; k++) {
                gaps.add(new GyroSpec.Gap(durationS * (k + random.nextDouble()) / 4, 0.08 + 0.1 * random.nextDouble()));
            }
            gyro = gyro.interrupted(0.0003, gaps);
        }
        return gyro;
    }

    private static boolean drifts(int i) {
        return i % 16 == 12;
    }

    private static LogClock clock(int i, SplittableRandom random) {
        double near = -2 * random.nextDouble();
        double ppm = drifts(i) ? (random.nextBoolean() ? 1 : -1) * (50 + 200 * random.nextDouble()) : 0;
        return switch (i % 14) {
            // Switched on long before the camera, and left on.
            case 6 -> new LogClock(-40 - 80 * random.nextDouble(), ppm, 0, 30);
            // Switched on after the camera: the clip's first second has no log.
            case 11 -> new LogClock(1 + 0.5 * random.nextDouble(), ppm, 0, 1);
            // Switched off before the camera.
            case 13 -> new LogClock(near, ppm, 0, -1);
            default -> new LogClock(near, ppm, 0, 1);
        };
    }
}
