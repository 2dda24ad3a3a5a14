package dev.syncline.bindings.ffmpeg;

import dev.syncline.engine.video.LumaFrame;
import java.io.IOException;
import java.nio.file.Path;

/** A clip whose every frame shows its own number, so that a decoded frame can be told from its neighbours. */
final class CountedClip {
    static final int WIDTH_PX = 256;
    static final int HEIGHT_PX = 128;
    private static final int BITS = 8;
    private static final int CELL_PX = WIDTH_PX / BITS;

    private CountedClip() {}

    static Path write(Path file, int frames, int fpsNum, int fpsDen, VideoEncoding encoding) throws IOException {
        try (FfmpegVideoWriter writer = FfmpegVideoWriter.create(file, WIDTH_PX, HEIGHT_PX, fpsNum, fpsDen, encoding)) {
            for (int k = 0; k < frames; k++) {
                writer.write(picture(k));
            }
        }
        return file;
    }

    /** The number in black and white cells above, a pattern that moves below. */
    static byte[] picture(int number) {
        byte[] luma = new byte[WIDTH_PX * HEIGHT_PX];
        for (int y = 0; y < HEIGHT_PX; y++) {
            for (int x = 0; x < WIDTH_PX; x++) {
                boolean bit = ((number >> (x / CELL_PX)) & 1) == 1;
                double texture = 128 + 60 * Math.sin((x + 2 * number) * 0.13) * Math.cos((y - number) * 0.21);
                luma[y * WIDTH_PX + x] = (byte) (y < HEIGHT_PX / 2 ? (bit ? 220 : 30) : (int) texture);
            }
        }
        return luma;
    }

    /** The number that a frame shows, at whatever size it was decoded. */
    static int numberIn(LumaFrame frame) {
        int number = 0;
        int row = frame.heightPx() / 4;
        for (int bit = 0; bit < BITS; bit++) {
            int column = (int) ((bit + 0.5) * frame.widthPx() / BITS);
            if ((frame.luma()[row * frame.widthPx() + column] & 0xff) > 125) {
                number |= 1 << bit;
            }
        }
        return number;
    }

    /** When frame {@code k} is shown, ns, rounded to the nearest. */
    static long timeNs(long k, int fpsNum, int fpsDen) {
        return (k * fpsDen * 1_000_000_000L + fpsNum / 2) / fpsNum;
    }
}
