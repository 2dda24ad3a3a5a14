package dev.syncline.bindings.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The kernels' source, the same for every runtime. */
public final class KernelText {
    private static final List<String> PARTS = List.of("prelude.cl", "pictures.cl", "follow.cl");

    private KernelText() {}

    /** All of it. */
    public static String source() {
        StringBuilder text = new StringBuilder();
        for (String part : PARTS) {
            try (InputStream in = KernelText.class.getResourceAsStream(part)) {
                if (in == null) {
                    throw new IllegalStateException(part + " is not on the class path");
                }
                text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + part, e);
            }
        }
        return text.toString();
    }

    /**
     * What the source wants to be told.
     *
     * @param windowPx side of a patch, px, odd
     * @param lanes items that share a patch: a power of two, at most 32
     */
    public static List<String> defines(int windowPx, int lanes) {
        return List.of("WINDOW=" + windowPx, "LANES=" + lanes, "TILE_ITEMS=" + tileItems(lanes));
    }

    /** Items of a group that works on a tile of a picture. */
    static int tileItems(int lanes) {
        return lanes == 1 ? 1 : 256;
    }
}
