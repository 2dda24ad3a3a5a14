package dev.syncline.engine.lens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.geometry.PinholeCamera;
import dev.syncline.engine.telemetry.CameraFacts;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LensLookupTest {
    private static final String PROFILE = """
            {"name": "%s", "camera_brand": "Acme", "camera_model": "Video One", "lens_model": "", "fps": 30.0,
             "calib_dimension": {"w": 1920, "h": 1080},
             "fisheye_params": {"camera_matrix": [[900, 0, 0], [0, 900, 0], [0, 0, 1]], "distortion_coeffs": [0, 0, 0, 0]}}""";

    @TempDir
    Path folder;

    private Path video = Path.of("");

    @BeforeEach
    void makeVideo() throws IOException {
        video = Files.writeString(folder.resolve("walk.mp4"), "");
        Files.createDirectories(folder.resolve("lenses"));
        Files.writeString(folder.resolve("lenses/one.json"), PROFILE.formatted("one"));
    }

    private LensChoice find(LensLookup lookup, CameraFacts camera, int width, int height) throws IOException {
        return lookup.find(video, camera, width, height, 30);
    }

    private LensLookup database() throws IOException {
        return new LensLookup(LensDatabase.of(folder.resolve("lenses"), null), Double.NaN);
    }

    private static String name(LensChoice choice) {
        LensProfile profile = choice.profile();
        assertNotNull(profile, choice::toString);
        return profile.name();
    }

    @Test
    void shouldTakeTheFileBesideTheVideoFirstAndSayIt() throws IOException {
        CameraFacts camera = CameraFacts.named("Acme", "Video One");
        assertEquals("one", name(find(database(), camera, 1280, 720)));
        assertEquals(LensChoice.NONE, find(LensLookup.BESIDE, camera, 1280, 720));
        Files.writeString(folder.resolve("walk.lens.json"), PROFILE.formatted("own"));
        LensChoice own = find(database(), camera, 1280, 720);
        assertEquals("own", name(own));
        assertFalse(own.profile() == null || own.profile().assumed());
        assertEquals(
                "lens profile walk.lens.json beside the video was taken",
                own.said().getFirst().text());
        assertEquals(PROFILE.formatted("own"), own.json());
        assertEquals("own", name(find(LensLookup.BESIDE, CameraFacts.NONE, 1280, 720)));
    }

    @Test
    void shouldHoldAProfileLooselyWhereTheCameraZoomedDigitally() throws IOException {
        CameraFacts zoomed = new CameraFacts(
                "Acme", "Video One", null, null, null, null, Double.NaN, null, "digital zoom was on (DZOM Y, DZST 40)");
        LensChoice choice = find(database(), zoomed, 1920, 1080);
        LensProfile profile = choice.profile();
        assertTrue(profile != null && profile.assumed() && profile.shutter() == null, choice::toString);
        assertNull(choice.json());
        assertTrue(
                choice.said().getLast().text().startsWith("digital zoom was on (DZOM Y, DZST 40): the lens is longer"),
                choice::toString);
        Files.writeString(folder.resolve("walk.lens.json"), PROFILE.formatted("own"));
        LensChoice beside = find(database(), zoomed, 1920, 1080);
        assertFalse(beside.profile() == null || beside.profile().assumed());
        assertEquals(2, beside.said().size());
        assertEquals(
                "digital zoom was on (DZOM Y, DZST 40): the lens profile own is taken as it is, and is right only if it was"
                        + " made with the same zoom",
                beside.said().getLast().text());
        assertEquals(
                1,
                find(database(), CameraFacts.named("Acme", "Video One"), 1920, 1080)
                        .said()
                        .size());
        Files.delete(folder.resolve("walk.lens.json"));
        LensProfile plain = find(database(), CameraFacts.named("Acme", "Video One"), 1920, 1080)
                .profile();
        assertFalse(plain == null || plain.assumed());
    }

    @Test
    void shouldDoWithoutAFileBesideTheVideoThatDoesNotFitOrCannotBeRead() throws IOException {
        CameraFacts camera = CameraFacts.named("Acme", "Video One");
        Files.writeString(folder.resolve("walk.lens.json"), PROFILE.formatted("own"));
        LensChoice otherShape = find(LensLookup.BESIDE, camera, 1440, 1080);
        assertNull(otherShape.profile());
        assertTrue(otherShape
                .said()
                .getFirst()
                .text()
                .startsWith("walk.lens.json beside the video was not used: lens profile 'own': is for a picture of"));
        Files.writeString(folder.resolve("walk.lens.json"), "{");
        LensChoice broken = find(database(), camera, 1920, 1080);
        assertEquals("one", name(broken));
        assertEquals(2, broken.said().size());
    }

    @Test
    void shouldSayThatALinkBesideTheVideoLeadsNowhere() throws IOException {
        Files.createSymbolicLink(folder.resolve("walk.lens.json"), folder.resolve("nowhere"));
        LensChoice lens = find(database(), CameraFacts.named("Acme", "Video One"), 1920, 1080);
        assertEquals("one", name(lens));
        String said = lens.said().getFirst().text();
        assertTrue(said.startsWith("walk.lens.json beside the video was not used: "), said);
        Files.createDirectory(folder.resolve("nowhere"));
        String folderSaid = find(database(), CameraFacts.named("Acme", "Video One"), 1920, 1080)
                .said()
                .getFirst()
                .text();
        assertTrue(folderSaid.contains("is a folder, expected a lens profile"), folderSaid);
    }

    @Test
    void shouldPreferAnExactProfileToWhatTheVideoSaysAndThatToANearOne() throws IOException {
        LensProfile described =
                new LensProfile("described", new PinholeCamera(3840, 2160, 2000, 2000, 1920, 1080), null, true);
        CameraFacts facts = new CameraFacts("Acme", "Video One", null, null, null, null, Double.NaN, described);
        assertEquals("one", name(find(database(), facts, 1920, 1080)));
        LensChoice own = find(database(), facts, 1280, 720);
        assertEquals("described", name(own));
        assertEquals(1280, own.profile() == null ? 0 : own.profile().camera().widthPx());
        assertEquals("described", name(find(LensLookup.BESIDE, facts, 1280, 720)));
        assertNull(find(LensLookup.BESIDE, facts, 1440, 1080).profile(), "another shape");
    }

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

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] item(int key, String value) {
        byte[] number = ByteBuffer.allocate(4).putInt(key).array();
        byte[] data = box("data", ByteBuffer.allocate(8).putInt(1).array(), text(value));
        byte[] named = box("....", data);
        System.arraycopy(number, 0, named, 4, 4);
        return named;
    }

    private CameraFacts facts(byte[]... boxes) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(box("ftyp", text("qt  ")));
        for (byte[] each : boxes) {
            all.writeBytes(each);
        }
        Files.write(video, all.toByteArray());
        return TelemetryReaders.camera(video, video);
    }

    @Test
    void shouldReadTheCamerasNameFromTheContainer() throws IOException {
        byte[] keys = box(
                "keys",
                ByteBuffer.allocate(8).putInt(4, 2).array(),
                box("mdta", text("com.apple.quicktime.make")),
                box("mdta", text("com.apple.quicktime.model")));
        byte[] ilst = box("ilst", item(2, "Video One"), item(1, "Acme"));
        assertCamera("Acme", "Video One", facts(box("moov", box("meta", keys, ilst))));
        byte[] make = box("\u00a9mak", new byte[] {0, 4, 0, 0}, text("Acme"));
        byte[] model = box("\u00a9mod", new byte[] {0, 9, 0, 0}, text("Video One"));
        assertCamera("Acme", "Video One", facts(box("moov", box("udta", make, model))));
        String xml = "<Root><Device manufacturer=\"Sony\" modelName=\"ILCE-7SM3\" serialNo=\"1\"/>"
                + "<Lens modelName=\"FE 24-70\"/></Root>";
        CameraFacts sony = facts(box("meta", new byte[4], box("xml ", new byte[4], text(xml))));
        assertCamera("Sony", "ILCE-7SM3", sony);
        assertEquals("FE 24-70", sony.lens());
        assertCamera(null, null, facts(box("moov", box("meta", keys))));
        assertCamera(null, null, facts());
    }

    @Test
    void shouldSurviveAnyDamageToTheContainersTags() throws IOException {
        byte[] keys = box(
                "keys", ByteBuffer.allocate(8).putInt(4, 1).array(), box("mdta", text("com.apple.quicktime.model")));
        byte[] moov = box("moov", box("meta", keys, box("ilst", item(1, "Video One"))));
        for (int at = 0; at < moov.length; at++) {
            for (int bit : new int[] {1, 0x80}) {
                byte[] damaged = moov.clone();
                damaged[at] ^= (byte) bit;
                facts(damaged);
            }
            facts(java.util.Arrays.copyOf(moov, at));
        }
        assertEquals("Video One", facts(moov).model());
    }

    private static void assertCamera(@Nullable String make, @Nullable String model, CameraFacts facts) {
        assertEquals(make, facts.make());
        assertEquals(model, facts.model());
    }

    @Test
    void shouldTakeTheLensThatALogAsksFor() throws IOException {
        Path log = Files.writeString(
                folder.resolve("walk.gcsv"),
                "GYROFLOW IMU LOG\nvendor,acme\nid,video one\nlensprofile,lenses/one\ntscale,0.001\ngscale,1\nt,gx,gy,gz\n0,0,0,0\n");
        CameraFacts facts = TelemetryReaders.camera(video, log);
        assertEquals("acme", facts.make());
        assertEquals("video one", facts.model());
        assertEquals("lenses/one", facts.profile());
        Files.writeString(folder.resolve("lenses/two.json"), PROFILE.formatted("two"));
        LensChoice asked = find(database(), facts, 1920, 1080);
        assertEquals("one", name(asked));
        assertEquals(
                "lens profile one.json, which the recording asks for",
                asked.said().getFirst().text());
    }
}
