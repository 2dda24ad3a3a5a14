package dev.syncline.engine.lens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.sync.outcome.Warning;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LensDatabaseTest {
    @TempDir
    Path folder;

    private final Map<String, String> profiles = new TreeMap<>();

    private void profile(String file, String model, String lens, int width, int height, double focal, String more) {
        profiles.put(
                file,
                String.format(
                        Locale.ROOT,
                        """
                        {"name": "%s", "camera_brand": "Acme", "camera_model": "%s", "lens_model": "%s", "fps": 50.0,
                         "calib_dimension": {"w": %d, "h": %d}, "frame_readout_time": 11,
                         "fisheye_params": {"camera_matrix": [[%f, 0, 0], [0, %f, 0], [0, 0, 1]],
                                            "distortion_coeffs": [0.1, 0, 0, 0]}%s}""",
                        file.replaceFirst(".*/", "").replace(".json", ""),
                        model,
                        lens,
                        width,
                        height,
                        focal,
                        focal,
                        more.isEmpty() ? "" : ", " + more));
    }

    private LensDatabase inFolder(@Nullable Path cache) throws IOException {
        Path database = folder.resolve("lenses");
        for (Map.Entry<String, String> each : profiles.entrySet()) {
            Path file = database.resolve(each.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, each.getValue());
        }
        return LensDatabase.of(database, cache);
    }

    private static byte[] tar(Map<String, String> files, boolean pax) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        files.forEach((name, text) -> {
            byte[] content = text.getBytes(StandardCharsets.UTF_8);
            if (name.length() > 100) {
                String record = " path=" + name + "\n";
                String numbered = (record.length() + 3) + record;
                byte[] longName = (pax ? numbered : name + "\0").getBytes(StandardCharsets.UTF_8);
                entry(out, "././@LongLink", pax ? 'x' : 'L', longName);
            }
            entry(out, name.substring(0, Math.min(100, name.length())), '0', content);
        });
        out.writeBytes(new byte[1024]);
        return out.toByteArray();
    }

    private static void entry(ByteArrayOutputStream out, String name, char kind, byte[] content) {
        byte[] header = new byte[512];
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, 0, bytes.length);
        put(header, 124, String.format(Locale.ROOT, "%011o", content.length));
        put(header, 148, "        ");
        header[156] = (byte) kind;
        put(header, 257, "ustar");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        out.writeBytes(header);
        out.writeBytes(content);
        out.writeBytes(new byte[(512 - content.length % 512) % 512]);
    }

    private static void put(byte[] to, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, to, at, bytes.length);
    }

    private static RecordedMode mode(@Nullable String model, @Nullable String lens, int width, int height, double fps) {
        return new RecordedMode("Acme", model, lens, null, null, Double.NaN, width, height, fps);
    }

    private static String words(LensChoice choice) {
        return choice.said().stream().map(Warning::text).collect(Collectors.joining("|"));
    }

    private static LensProfile profile(LensChoice choice) {
        LensProfile profile = choice.profile();
        assertNotNull(profile, () -> words(choice));
        return profile;
    }

    @Test
    void shouldTakeTheProfileOfTheModeAtItsWord() throws IOException {
        profile("Acme/wide.json", "One", "Wide", 1920, 1080, 800, "");
        profile("Acme/linear.json", "One", "Linear", 1920, 1080, 950, "");
        profile("Acme/wide-4by3.json", "One", "Wide", 1440, 1080, 800, "");
        profile("Acme/two.json", "One Plus", "Wide", 1920, 1080, 500, "");
        LensChoice choice = inFolder(null).find(mode("ONE", "wide", 1920, 1080, 50));
        LensProfile lens = profile(choice);
        assertEquals("wide", lens.name());
        assertEquals(800, lens.camera().focalXPx(), 1e-9);
        assertFalse(lens.assumed());
        assertNotNull(lens.shutter());
        assertEquals("lens profile Acme/wide.json, found for Acme ONE, wide, 1920x1080 at 50 fps", words(choice));
        assertTrue(String.valueOf(choice.json()).contains("\"camera_matrix\""));
    }

    /** The only profile that people sent in may be of another lens than the recording's, which names none. */
    @ParameterizedTest
    @CsvSource({
        "Acme/one.json, '', true",
        "Acme/one.json, 50 mm, false",
        "Acme/one.json, 5x / 30 fps, false",
        "Mobile phones/Acme/one.json, '', false",
        "Phones/one.json, '', true"
    })
    void shouldTakeNoLensThatIsNotNamedForTheOnlyOne(String file, String lens, boolean exact) throws IOException {
        profile(file, "One", lens, 1920, 1080, 800, "");
        LensChoice choice = inFolder(null).find(mode("One", null, 1920, 1080, 50));
        assertEquals(!exact, profile(choice).assumed());
        assertEquals(exact, profile(choice).shutter() != null);
        assertEquals(!exact, words(choice).contains("the video does not name its lens"), words(choice));
    }

    @Test
    void shouldHoldLooselyWhatMayBeAnotherMode() throws IOException {
        profile("wide.json", "One", "Wide", 1920, 1080, 800, "");
        LensChoice otherRate = inFolder(null).find(mode("One", "wide", 1920, 1080, 120));
        assertTrue(profile(otherRate).assumed());
        assertNull(profile(otherRate).shutter(), "the readout of another mode");
        assertNull(otherRate.json(), "a project would take it at its word");
        assertTrue(
                words(otherRate).contains("but it is for 50 fps: its focal length is held loosely"), words(otherRate));
        LensChoice otherSize = inFolder(null).find(mode("One", "wide", 1280, 720, 50));
        assertTrue(profile(otherSize).assumed());
        assertEquals(800 / 1.5, profile(otherSize).camera().focalXPx(), 1e-9);
        assertTrue(words(otherSize).contains("it is for pictures of 1920x1080"), words(otherSize));
        profile("narrow.json", "One", "Narrow", 1920, 1080, 1000, "");
        LensChoice nameless = inFolder(null).find(mode("One", null, 1920, 1080, 50));
        assertTrue(profile(nameless).assumed());
        assertTrue(words(nameless).contains("the video does not name its lens"), words(nameless));
    }

    @Test
    void shouldTakeNoneWhereNothingFitsOrCandidatesDifferTooMuch() throws IOException {
        profile("wide.json", "One", "Wide", 1920, 1080, 800, "");
        profile("narrow.json", "One", "Narrow", 1920, 1080, 1290, "");
        LensDatabase lenses = inFolder(null);
        for (RecordedMode other : List.of(
                mode("Two", "wide", 1920, 1080, 50),
                mode("One", "linear", 1920, 1080, 50),
                mode("One", "wide", 1440, 1080, 50))) {
            LensChoice none = lenses.find(other);
            assertNull(none.profile());
            assertTrue(words(none).startsWith("no lens profile in lenses is for Acme "), words(none));
        }
        LensChoice nameless = lenses.find(mode(null, null, 1920, 1080, 50));
        assertNull(nameless.profile());
        assertTrue(words(nameless).contains("the recording does not name its camera"), words(nameless));
        LensChoice either = lenses.find(mode("One", null, 1920, 1080, 50));
        assertNull(either.profile());
        assertTrue(
                words(either).endsWith("differ by a factor of 1.61: narrow.json; wide.json; choose one with --lens"),
                words(either));
    }

    @Test
    void shouldKnowACameraByItsIdentifierAndTheProfileThatIsAskedFor() throws IOException {
        String id = "\"identifier\": \"acme-ab-12cd-35.00mm-1920x1080@50000\"";
        profile("friendly.json", "Friendly Name", "Zoom", 1920, 1080, 1700, id);
        profile("short.json", "6", "", 1920, 1080, 900, "");
        LensDatabase lenses = inFolder(null);
        RecordedMode at35 = new RecordedMode("ACME", "AB-12CD", null, null, null, 35, 1920, 1080, 50);
        assertFalse(profile(lenses.find(at35)).assumed());
        RecordedMode at50 = new RecordedMode("ACME", "AB-12CD", null, null, null, 50, 1920, 1080, 50);
        assertNull(lenses.find(at50).profile());
        assertNull(lenses.find(mode("AB-12", null, 1920, 1080, 50)).profile(), "a part of a name");
        assertNull(
                lenses.find(new RecordedMode(null, "6", null, null, null, Double.NaN, 1920, 1080, 50))
                        .profile(),
                "a name that is too short to be anybody's");
        for (String asked : List.of("friendly", "friendly.json", "acme-ab-12cd-35.00mm-1920x1080@50000")) {
            RecordedMode asking = new RecordedMode(null, "logger", null, null, asked, Double.NaN, 1280, 720, 25);
            assertFalse(profile(lenses.find(asking)).assumed(), asked);
        }
    }

    @Test
    void shouldPutACompatibleSettingInThePlaceOfItsProfile() throws IOException {
        profile("many.json", "One", "Wide", 1920, 1080, 800, """
                "identifier": "acme-one-wide-1920x1080@50000-no-eis", "compatible_settings": [
                  {"width": 1920, "height": 1080, "fps": 100.0, "identifier": "acme-one-wide-1920x1080@100000-eis",
                   "crop": 0.8, "frame_readout_time": 5.5},
                  {"width": 1280, "height": 720, "fps": 25.0, "identifier": "acme-one-wide_ldc-1280x720@25000",
                   "lens_model": "ldc", "distortion_coeffs": [0, 0, 0, 0]},
                  {"width": 1920, "height": 1080, "fps": 200.0, "identifier": "x", "crop": 0}]""");
        LensDatabase lenses = inFolder(null);
        LensProfile cropped =
                profile(lenses.find(new RecordedMode("Acme", "One", "wide", "eis", null, Double.NaN, 1920, 1080, 100)));
        assertFalse(cropped.assumed());
        assertEquals(1000, cropped.camera().focalXPx(), 1e-9);
        assertEquals(.0055, cropped.shutter() == null ? 0 : cropped.shutter().readoutS(), 1e-9);
        LensProfile corrected = profile(lenses.find(mode("One", "ldc", 1280, 720, 25)));
        assertFalse(corrected.assumed());
        double[] bearing = new double[3];
        corrected.camera().bearing(640 + 800 / 1.5, 360, bearing, 0);
        assertEquals(Math.sin(1), bearing[0], 1e-9, "no distortion");
        assertEquals(
                List.of(new LensDatabase.Fault(
                        "many.json (x)", "many.json, compatible_settings[2].crop: 0.0, expected 0.05 to 5")),
                lenses.faults());
    }

    @Test
    void shouldFindAZoomsLensBetweenTwoOfItsTable() throws IOException {
        profile("zoom.json", "One", "Zoom", 1920, 1080, 1000, """
                "interpolations": {
                  "20": {"camera_matrix": [[1000, 0, 0], [0, 1000, 0], [0, 0, 1]], "distortion_coeffs": [0.1, 0, 0, 0]},
                  "30": {"camera_matrix": [[1500, 0, 0], [0, 1500, 0], [0, 0, 1]], "distortion_coeffs": [0.2, 0, 0, 0]}}""");
        LensDatabase lenses = inFolder(null);
        LensProfile at24 =
                profile(lenses.find(new RecordedMode("Acme", "One", "zoom", null, null, 24, 1920, 1080, 50)));
        assertFalse(at24.assumed());
        assertEquals(1200, at24.camera().focalXPx(), 1e-9);
        double[] pixel = new double[2];
        assertTrue(at24.camera().project(Math.sin(.5), 0, Math.cos(.5), pixel, 0));
        assertEquals(960 + 1200 * .5 * (1 + .14 * .25), pixel[0], 1e-9);
        assertNull(lenses.find(new RecordedMode("Acme", "One", "zoom", null, null, 32, 1920, 1080, 50))
                .profile());
        assertTrue(profile(lenses.find(mode("One", "zoom", 1920, 1080, 50))).assumed(), "the zoom is not known");
    }

    @Test
    void shouldReadArchivesAndListWhatCannotBeUsed() throws IOException {
        String deep = "Acme/" + "d".repeat(120) + ".json";
        profile(deep, "One", "Wide", 1920, 1080, 800, "");
        profile("odd.json", "One", "Warped", 1920, 1080, 800, "\"distortion_model\": \"sony\"");
        profiles.put("broken.json", "{");
        profiles.put("README.md", "not a profile");
        for (boolean pax : new boolean[] {true, false}) {
            Path archive = folder.resolve("lenses-" + pax + ".tar.gz");
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
                out.write(tar(profiles, pax));
            }
            LensDatabase lenses = LensDatabase.of(archive, null);
            assertEquals(3, lenses.profiles());
            assertEquals(List.of(deep), lenses.named(List.of("ACME", "d-d-d")));
            assertEquals(
                    List.of("broken.json", "odd.json"),
                    lenses.faults().stream().map(LensDatabase.Fault::profile).toList());
            assertFalse(
                    profile(lenses.find(mode("One", "wide", 1920, 1080, 50))).assumed());
        }
        Path plain = Files.write(folder.resolve("plain.tar"), tar(profiles, true));
        assertEquals(3, LensDatabase.of(plain, null).profiles());
    }

    /** Half an archive would pass for a small one, and a camera's profile for the only one. */
    @Test
    void shouldTakeNoPartOfAnArchiveForTheWhole() throws IOException {
        profile("wide.json", "One", "Wide", 1920, 1080, 800, "");
        profile("zoom.json", "One", "Zoom", 1920, 1080, 800, "");
        byte[] good = tar(profiles, true);
        for (int length = 512; length < good.length - 1024; length += 256) {
            Path cut = Files.write(folder.resolve("cut.tar"), Arrays.copyOf(good, length));
            String problem = String.valueOf(assertThrows(
                            IOException.class, () -> LensDatabase.of(cut, null).profiles())
                    .getMessage());
            assertTrue(problem.endsWith("cut short or damaged; get it again"), problem);
        }
        Path ends = Files.write(folder.resolve("ends.tar"), Arrays.copyOf(good, good.length - 512));
        assertEquals(2, LensDatabase.of(ends, null).profiles());
    }

    @Test
    void shouldSayWhatIsWrongWithADatabase() throws IOException {
        profile("wide.json", "One", "Wide", 1920, 1080, 800, "");
        byte[] good = tar(profiles, true);
        for (int length = 0; length < good.length - 1024; length += 37) {
            Path cut = Files.write(folder.resolve("cut.tar"), Arrays.copyOf(good, length));
            IOException e = assertThrows(
                    IOException.class, () -> LensDatabase.of(cut, null).profiles());
            assertTrue(String.valueOf(e.getMessage()).startsWith(cut + ": "), e.getMessage());
            assertEquals(1, String.valueOf(e.getMessage()).lines().count());
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(good);
        }
        byte[] zipped = packed.toByteArray();
        zipped[zipped.length / 2] ^= 0x55;
        for (byte[] each : new byte[][] {zipped, Arrays.copyOf(zipped, zipped.length - 9)}) {
            Path archive = Files.write(folder.resolve("damaged.tar.gz"), each);
            IOException e = assertThrows(
                    IOException.class, () -> LensDatabase.of(archive, null).profiles());
            assertTrue(String.valueOf(e.getMessage()).startsWith(archive + ": "), e.getMessage());
        }
        byte[] wrong = good.clone();
        wrong[130] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged.tar"), wrong);
        assertThrows(IOException.class, () -> LensDatabase.of(damaged, null).profiles());
        assertThrows(NoSuchFileException.class, () -> LensDatabase.of(folder.resolve("none"), null));
    }

    @Test
    void shouldKeepItsIndexUntilTheDatabaseChanges() throws IOException {
        profile("wide.json", "One", "Wide", 1920, 1080, 800, "");
        Path cache = folder.resolve("cache/deep");
        assertEquals(1, inFolder(cache).profiles());
        Path index;
        try (var files = Files.list(cache)) {
            index = files.toList().getFirst();
        }
        byte[] first = Files.readAllBytes(index);
        RecordedMode wide = mode("One", "wide", 1920, 1080, 50);
        assertFalse(profile(inFolder(cache).find(wide)).assumed());
        profile("new.json", "One", "Linear", 1920, 1080, 950, "");
        assertEquals(2, inFolder(cache).profiles());
        assertFalse(Arrays.equals(first, Files.readAllBytes(index)));
        Path edited = folder.resolve("lenses/wide.json");
        String text = Files.readString(edited);
        FileTime before = Files.getLastModifiedTime(edited);
        Files.writeString(edited, text.replace("800", "870"));
        Files.setLastModifiedTime(edited, FileTime.fromMillis(before.toMillis() + 1));
        LensDatabase again = LensDatabase.of(folder.resolve("lenses"), cache);
        assertEquals(
                870, profile(again.find(wide)).camera().focalXPx(), 1e-9, "edited where it lies, as long as before");
        Files.writeString(edited, text);
        Files.setLastModifiedTime(edited, before);
        assertEquals(2, inFolder(cache).profiles());
        byte[] kept = Files.readAllBytes(index);
        for (int at = 0; at < kept.length; at += 11) {
            byte[] damaged = kept.clone();
            damaged[at] ^= 0x40;
            Files.write(index, at % 2 == 0 ? damaged : Arrays.copyOf(kept, at));
            LensDatabase lenses = LensDatabase.of(folder.resolve("lenses"), cache);
            assertEquals(2, lenses.profiles());
            try {
                assertEquals(800, profile(lenses.find(wide)).camera().focalXPx(), 1e-9);
            } catch (IOException said) {
                // A profile's own text was hit.
                assertEquals(1, String.valueOf(said.getMessage()).lines().count());
            }
        }
        // A place that cannot be written to costs time, nothing else.
        Path blocked = Files.writeString(folder.resolve("file"), "").resolve("cache");
        assertEquals(2, inFolder(blocked).profiles());
    }
}
