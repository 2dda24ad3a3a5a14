package dev.syncline.engine.synthetic;

import dev.syncline.engine.synthetic.SceneSpec.Ground;
import org.jspecify.annotations.Nullable;

/** One fixed world: luma by direction far away, luma by place on the ground, and objects that belong to the screen. */
final class SyntheticScene {
    private static final int LARGEST_FACE = 2048;
    private static final int GROUND_TILE = 2048;
    // Texels of ground to a camera's height: 2.5 cm from a person's eyes.
    private static final double TEXELS_PER_HEIGHT = 64;

    private final FarSphere far;
    private final @Nullable GroundPlane ground;
    private final ScreenObjects objects;

    SyntheticScene(FarSphere far, @Nullable GroundPlane ground, ScreenObjects objects) {
        this.far = far;
        this.ground = ground;
        this.objects = objects;
    }

    /** Paints the world of a clip, as fine as its camera can see. */
    static SyntheticScene of(ClipSpec clip) {
        SceneSpec scene = clip.scene();
        LensSpec lens = clip.camera().lens();
        int face = (int) Math.min(LARGEST_FACE, Math.round(3 * lens.focalPx()));
        FarSphere far = FarSphere.painted(face, new BackdropPaint(scene, clip.seed() * 31 + 1));
        GroundPlane ground = scene.ground() == Ground.NONE
                ? null
                : new GroundPlane(
                        GroundPaint.tile(GROUND_TILE, scene.contrast(), clip.seed() * 31 + 2),
                        scene.heightM(),
                        scene.heightM() / TEXELS_PER_HEIGHT,
                        1 / lens.focalPx());
        return new SyntheticScene(
                far,
                ground,
                ScreenObjects.covering(scene.objectShare(), lens.widthPx(), lens.heightPx(), clip.seed() * 31 + 3));
    }

    /**
     * Luma along a line of sight, in [0, 255].
     *
     * @param camera position in the world, m
     * @param x,y,z unit direction in the world
     */
    double luma(double[] camera, double x, double y, double z) {
        double share = ground == null ? 0 : GroundPlane.share(y);
        if (ground == null || share == 0) {
            return far.luma(x, y, z);
        }
        double near = ground.luma(camera, x, y, z);
        return share == 1 ? near : near * share + (1 - share) * far.luma(x, y, z);
    }

    ScreenObjects objects() {
        return objects;
    }
}
