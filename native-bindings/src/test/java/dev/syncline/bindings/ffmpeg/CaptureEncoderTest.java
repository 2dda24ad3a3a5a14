package dev.syncline.bindings.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CaptureEncoderTest {
    private static final RawVideoFormat FORMAT = new RawVideoFormat(RawVideoFormat.Layout.YUV420, 64, 48, 64);
    private static final VideoEncoding H264 = VideoEncoding.h264(30, 25);

    @BeforeAll
    static void load() throws IOException {
        FfmpegLibrary.ensureLoaded();
    }

    @Test
    void shouldLearnTheParameterSetsFromATrial() throws IOException {
        // As for a device's encoder, which does not tell them before.
        byte[] sets = CaptureEncoder.tried("libopenh264", FORMAT, 30, H264);
        assertTrue(sets.length > 8, sets.length + " bytes");
        assertEquals(7, sets[4] & 0x1F, "a sequence parameter set");
    }

    @Test
    void shouldTakeWhatIsBeforeTheFirstSlice() {
        byte[] stream = {0, 0, 0, 1, 0x67, 1, 2, 0, 0, 1, 0x68, 3, 0, 0, 0, 1, 0x65, 9, 9};
        assertArrayEquals(new byte[] {0, 0, 0, 1, 0x67, 1, 2, 0, 0, 1, 0x68, 3}, CaptureEncoder.parameterSets(stream));
        byte[] none = {0, 0, 0, 1, 0x67, 1, 2};
        assertEquals(0, CaptureEncoder.parameterSets(none).length, "no slice");
    }

    @Test
    void shouldFallBackToSoftwareWhereNoDeviceEncodes() throws IOException {
        CaptureEncoder encoder =
                CaptureEncoder.open("x", FORMAT, 30, new CaptureEncoding(H264, H264Encoder.AUTO, null), true);
        assertTrue(List.of("libopenh264", "h264_nvenc", "h264_vaapi", "h264_v4l2m2m")
                .contains(encoder.name()));
        encoder.close();
    }

    @Test
    void shouldSayWhichContainersHoldACodec() {
        CaptureEncoding jpeg = CaptureEncoding.of(
                new VideoEncoding(VideoEncoding.Codec.MJPEG, new RateControl.ConstantQuantizer(5), 1, 0));
        IOException byName = assertThrows(IOException.class, () -> jpeg.containerFor(Path.of("a.ts")));
        assertEquals(
                "a.ts: a file of this kind cannot hold MJPEG, expected a name that ends in .mjpeg, .mkv, .mp4 or .mov",
                byName.getMessage());
        CaptureEncoding named = new CaptureEncoding(H264, H264Encoder.AUTO, "avi");
        IOException byOption = assertThrows(IOException.class, () -> named.containerFor(Path.of("a.mp4")));
        assertEquals("avi cannot hold H.264: expected one of mp4, mov, matroska, mpegts, h264", byOption.getMessage());
    }
}
