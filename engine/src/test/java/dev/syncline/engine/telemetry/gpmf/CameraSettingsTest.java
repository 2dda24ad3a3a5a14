package dev.syncline.engine.telemetry.gpmf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.SharedData;
import dev.syncline.engine.base.geometry.CameraModel;
import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.telemetry.CameraFacts;
import dev.syncline.engine.telemetry.DataTrackSource;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a GoPro writes of its settings into a video's {@code moov/udta/GPMF}. */
class CameraSettingsTest {
    private static final DataTrackSource NO_TRACKS = (video, fourCc) -> List.of();

    @TempDir
    Path folder;

    private static byte[] box(String name, byte[]... content) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : content) {
            all.writeBytes(part);
        }
        return ByteBuffer.allocate(8 + all.size())
                .putInt(8 + all.size())
                .put(name.getBytes(StandardCharsets.ISO_8859_1))
                .put(all.toByteArray())
                .array();
    }

    private @Nullable String zoom(@Nullable String on, int setting) throws IOException {
        KlvBuilder items = new KlvBuilder().text("MINF", "HERO9 Black");
        if (on != null) {
            items.text("DZOM", on).unsigned("DZST", setting);
        }
        byte[] bytes = new KlvBuilder()
                .nested("DEVC", new KlvBuilder().nested("STRM", items))
                .bytes();
        Path video = Files.write(
                folder.resolve("zoom.mp4"),
                ByteBuffer.allocate(24 + bytes.length + 12)
                        .put(ftyp())
                        .put(box("moov", box("udta", box("GPMF", bytes))))
                        .array());
        return new GpmfFormat().camera(video).digitalZoom();
    }

    @Test
    void shouldReadDigitalZoom() throws IOException {
        assertEquals("digital zoom was on (DZOM Y, DZST 40)", zoom("Y", 40));
        assertEquals("digital zoom was on (DZOM Y, DZST 1)", zoom("Y", 1));
        assertNull(zoom("Y", 0), "a setting of 0 is no zoom");
        assertNull(zoom("N", 40));
        assertNull(zoom(null, 0));
    }

    private static byte[] ftyp() {
        return box("ftyp", "mp41".getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] settings(@Nullable String enabled, @Nullable String kind, @Nullable String horizon) {
        KlvBuilder items = new KlvBuilder().text("MINF", "HERO9 Black");
        if (enabled != null) {
            items.text("EISE", enabled);
        }
        if (kind != null) {
            items.text("EISA", kind);
        }
        if (horizon != null) {
            items.text("HCTL", horizon);
        }
        KlvBuilder device =
                new KlvBuilder().text("DVNM", "Video Global Settings").nested("STRM", items);
        return new KlvBuilder().nested("DEVC", device).bytes();
    }

    private @Nullable String said(byte[]... boxes) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] b : boxes) {
            all.writeBytes(b);
        }
        return TelemetryReaders.stabilisation(Files.write(folder.resolve("clip.mp4"), all.toByteArray()), NO_TRACKS);
    }

    private static byte[] moov(byte[] gpmf) {
        return box("moov", box("mvhd", new byte[100]), box("udta", box("FIRM", new byte[4]), box("GPMF", gpmf)));
    }

    @ParameterizedTest
    @CsvSource({
        "Y, HS High, , in the camera: electronic stabilisation 'HS High' was on (EISE and EISA)",
        "Y, N/A, Off, in the camera: electronic stabilisation was on (EISE Y)",
        "Y, , , in the camera: electronic stabilisation was on (EISE Y)",
        "N, N/A, Off,",
        "N, , ,",
        "N, , Lock, in the camera: horizon control 'Lock' was on (HCTL)",
        "Y, HS Boost, Lock, in the camera: electronic stabilisation 'HS Boost' was on (EISE and EISA) and horizon control 'Lock'"
                + " was on (HCTL)",
        ", , ,",
    })
    void shouldSayWhichSettingStabilised(
            @Nullable String enabled, @Nullable String kind, @Nullable String horizon, @Nullable String expected)
            throws IOException {
        assertEquals(expected, said(ftyp(), box("mdat", new byte[1000]), moov(settings(enabled, kind, horizon))));
    }

    @Test
    void shouldPassOverBoxesOfAnySize() throws IOException {
        byte[] moov = moov(settings("Y", "HS EIS", null));
        byte[] large = ByteBuffer.allocate(16 + 500)
                .putInt(1)
                .put("mdat".getBytes(StandardCharsets.ISO_8859_1))
                .putLong(516)
                .array();
        assertNotNull(said(ftyp(), large, moov));
        // A last box may say 0 for "to the end of the file".
        assertNotNull(said(ftyp(), ByteBuffer.wrap(moov).putInt(0, 0).array()));
    }

    @Test
    void shouldSayNothingWhereSettingsAreMissingOrDamaged() throws IOException {
        byte[] good = settings("Y", "HS EIS", null);
        assertNull(said(ftyp(), box("mdat", good)), "no moov");
        assertNull(said(ftyp(), box("moov", box("udta", box("FIRM", good)))), "no GPMF");
        assertNull(said(new byte[0]), "nothing");
        assertNull(said(ftyp(), moov(Arrays.copyOf(good, good.length - 6))), "cut short");
        assertNull(said(ftyp(), ByteBuffer.wrap(moov(good)).putInt(0, 1 << 30).array()), "a size beyond the file");
        assertNull(said(ftyp(), ByteBuffer.wrap(moov(good)).putInt(0, 7).array()), "a size below a header's");
        byte[] most = Arrays.copyOf(good, 1 << 20);
        assertNotNull(said(ftyp(), moov(most)), "a mebibyte");
        assertNull(said(ftyp(), moov(Arrays.copyOf(good, (1 << 20) + 4))), "more than is believed");
    }

    /** Numbers that a Hero 11 wrote: the corner sees half of ZFOV, and the middle agrees with a calibration of that camera. */
    @Test
    void shouldReadTheLensThatTheCameraDescribes() throws IOException {
        KlvBuilder wide = new KlvBuilder()
                .floats("ZFOV", 1, 141.09015f)
                .text("VFOV", "H")
                .text("MXCF", "x1x3x5x7x9x11x13x1y2")
                .floats(
                        "MAPX",
                        8,
                        1.5805143f,
                        -8.1668825f,
                        74.519875f,
                        -451.50024f,
                        1551.2922f,
                        -2735.5422f,
                        1923.1572f,
                        -.10860265f)
                .text("MYCF", "y1y3y1x2y1x4")
                .floats("MAPY", 4, 1.0238225f, -.10256711f, -.263993f, .29792657f)
                .text("PYCF", "r0r1r2r3r4r5r6")
                .floats("POLY", 7, 0, 1.8229533f, .10680958f, -.6631866f, .356311f, 0, 0)
                .floats("ARUW", 1, 1.142857f)
                .floats("ARWA", 1, 1.7777778f);
        KlvBuilder global = new KlvBuilder()
                .text("MINF", "HERO11 Black")
                .text("FMWR", "H22.01")
                .text("EISE", "N");
        byte[] gpmf =
                new KlvBuilder().nested("DEVC", global).nested("DEVC", wide).bytes();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(ftyp());
        all.writeBytes(moov(gpmf));
        Path video = Files.write(folder.resolve("clip.mp4"), all.toByteArray());
        CameraFacts facts = TelemetryReaders.camera(video, video);
        assertEquals("GoPro", facts.make());
        assertEquals("HERO11 Black", facts.model());
        assertEquals("H22.01", facts.firmware());
        assertEquals("hyperview", facts.lens());
        assertEquals("no eis", facts.stabilisation());
        LensProfile lens = facts.ownLens();
        assertNotNull(lens);
        assertTrue(lens.assumed());
        CameraModel camera = lens.camera();
        assertEquals(16 / 9.0, (double) camera.widthPx() / camera.heightPx(), 1e-3);
        double[] corner = new double[3];
        camera.bearing(camera.widthPx(), camera.heightPx(), corner, 0);
        assertEquals(141.09 / 2, Math.toDegrees(Math.acos(corner[2])), .05);
        // 8:7 unwarped: focal length over width, as calibrated, is 0.4803
        assertEquals(.4803, camera.focalXPx() * 1.5805143 / camera.widthPx(), 1e-3);
    }

    @Test
    void shouldDescribeNoLensWherePartsOfItAreMissingOrImpossible() throws IOException {
        String[][] wrong = {
            {"r0r1", "2.0"},
            {"", "0 1.8"},
            {"r0r1", "0 -1.8"},
            {"r0r1r99", "0 1.8 1"},
            {"r1r2", "NaN 1"},
            {"r1", "0.01"},
        };
        for (String[] each : wrong) {
            String[] words = each[1].split(" ", -1);
            float[] values = new float[words.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = Float.parseFloat(words[i]);
            }
            KlvBuilder lens = new KlvBuilder()
                    .floats("ZFOV", 1, 120)
                    .text("PYCF", each[0])
                    .floats("POLY", values.length, values)
                    .floats("ARWA", 1, 1.7777778f);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(ftyp());
            all.writeBytes(moov(new KlvBuilder().nested("DEVC", lens).bytes()));
            Path video = Files.write(folder.resolve("clip.mp4"), all.toByteArray());
            assertNull(TelemetryReaders.camera(video, video).ownLens(), each[0] + " " + each[1]);
        }
    }

    @Test
    void shouldNameARealCameraItsFirmwareAndItsLens() throws IOException {
        Path video = SharedData.require("data/real/gopro/hero7.mp4");
        CameraFacts facts = TelemetryReaders.camera(video, video);
        assertEquals("HERO7 Black", facts.model());
        assertEquals("hs eis", facts.stabilisation());
    }

    @Test
    void shouldReadTheSettingsOfARealCamera() throws IOException {
        String said = TelemetryReaders.stabilisation(SharedData.require("data/real/gopro/hero7.mp4"), NO_TRACKS);
        assertTrue(String.valueOf(said).contains("HS EIS"), said);
        assertNull(TelemetryReaders.stabilisation(SharedData.require("data/real/gopro/karma.mp4"), NO_TRACKS));
    }
}
