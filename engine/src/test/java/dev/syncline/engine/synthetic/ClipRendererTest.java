package dev.syncline.engine.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.synthetic.ClipSpec.Pairing;
import dev.syncline.engine.synthetic.SceneSpec.Backdrop;
import dev.syncline.engine.synthetic.SceneSpec.Ground;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class ClipRendererTest {
    private static final int W = 160;
    private static final int H = 90;

    private static ClipSpec clip(long seed, double noise, double objects) {
        SyntheticCamera camera = new SyntheticCamera(
                LensSpec.pinhole(W, H, 110),
                new RollingShutter(0.015, ReadoutDirection.LEFT_TO_RIGHT),
                0.005,
                3,
                1,
                noise,
                RenderRate.NTSC_30,
                3);
        return new ClipSpec(
                "small",
                seed,
                MotionStyle.WALK,
                1,
                camera,
                new SceneSpec(Backdrop.TOWN, 1, Ground.NONE, 1.6, objects),
                GyroSpec.usual(ImuOrientation.BODY),
                LogClock.of(-1),
                Pairing.OWN_LOG);
    }

    private static List<byte[]> frames(ClipSpec clip) throws IOException {
        List<byte[]> all = new ArrayList<>();
        ClipRenderer.render(clip, (frame, timeNs, luma) -> {
            assertEquals(all.size(), frame);
            assertEquals(Math.round(frame * 1001e9 / 30_000), timeNs);
            all.add(luma);
        });
        return all;
    }

    @Test
    void shouldRenderTheSameBytesOnAnyNumberOfThreads() throws IOException, InterruptedException, ExecutionException {
        ClipSpec clip = clip(3, 2, 0.2);
        List<byte[]> here = frames(clip);
        try (ForkJoinPool alone = new ForkJoinPool(1)) {
            List<byte[]> there = alone.submit(() -> frames(clip)).get();
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(here.get(i), there.get(i));
            }
        }
        assertFalse(Arrays.equals(here.get(0), here.get(1)));
        assertFalse(Arrays.equals(here.get(0), frames(clip(4, 2, 0.2)).get(0)));
    }

    @Test
    void shouldAddAsMuchNoiseAsItIsGiven() throws IOException {
        byte[] clean = frames(clip(3, 0, 0)).getFirst();
        byte[] noisy = frames(clip(3, 4, 0)).getFirst();
        double sum = 0;
        double squares = 0;
        int n = 0;
        for (int i = 0; i < clean.length; i++) {
            int level = clean[i] & 0xFF;
            if (level > 108 && level < 148) {
                double error = (noisy[i] & 0xFF) - level;
                sum += error;
                squares += error * error;
                n++;
            }
        }
        assertTrue(n > 500, "only " + n + " mid-gray pixels");
        assertEquals(0, sum / n, 0.5);
        assertEquals(4, Math.sqrt(squares / n), 0.6);
    }

    @Test
    void shouldCoverTheShareOfThePictureWithObjectsThatItIsGiven() throws IOException {
        byte[] free = frames(clip(3, 0, 0)).get(1);
        byte[] covered = frames(clip(3, 0, 0.3)).get(1);
        int changed = 0;
        for (int i = 0; i < free.length; i++) {
            changed += Math.abs((free[i] & 0xFF) - (covered[i] & 0xFF)) > 2 ? 1 : 0;
        }
        assertEquals(0.3, (double) changed / free.length, 0.06);
    }

    @Test
    void shouldShowPlentyOfContrastAndNotOnlyNoise() throws IOException {
        byte[] luma = frames(clip(3, 0, 0)).getFirst();
        int steep = 0;
        int flat = 0;
        for (int y = 1; y < H - 1; y++) {
            for (int x = 1; x < W - 1; x++) {
                int at = y * W + x;
                int gx = (luma[at + 1] & 0xFF) - (luma[at - 1] & 0xFF);
                int gy = (luma[at + W] & 0xFF) - (luma[at - W] & 0xFF);
                int gradient = Math.abs(gx) + Math.abs(gy);
                steep += gradient > 25 ? 1 : 0;
                flat += gradient < 6 ? 1 : 0;
            }
        }
        double pixels = (double) W * H;
        assertTrue(steep / pixels > 0.05, "steep " + steep / pixels);
        assertTrue(flat / pixels > 0.1, "flat " + flat / pixels);
    }

    @Test
    void shouldStopWhenTheConsumerFails() {
        int[] seen = {0};
        IOException thrown = assertThrows(
                IOException.class,
                () -> ClipRenderer.render(clip(3, 0, 0), (frame, timeNs, luma) -> {
                    seen[0]++;
                    throw new IOException("disk full");
                }));
        assertEquals("disk full", thrown.getMessage());
        assertEquals(1, seen[0]);
    }

    @Test
    void shouldRejectASpecificationThatMakesNoSense() {
        assertThrows(IllegalArgumentException.class, () -> LensSpec.pinhole(641, 360, 400));
        assertThrows(IllegalArgumentException.class, () -> LensSpec.pinhole(640, 360, 0));
        assertThrows(IllegalArgumentException.class, () -> new RenderRate(30, 0));
        assertThrows(IllegalArgumentException.class, () -> new SceneSpec(Backdrop.TOWN, 1, Ground.PLANE, 1.6, 0.9));
        assertThrows(IllegalArgumentException.class, () -> new SceneSpec(Backdrop.TOWN, 1, Ground.PLANE, 0, 0));
    }
}
