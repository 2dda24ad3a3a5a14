package dev.syncline.engine.lens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases that are a zip archive, and folders with profiles that cannot be read. */
class ProfileFilesTest {
    @TempDir
    Path folder;

    private static String profile(String name, int focal) {
        return """
                {"name": "%s", "camera_brand": "Acme", "camera_model": "One", "calib_dimension": {"w": 1920, "h": 1080},
                 "fisheye_params": {"camera_matrix": [[%d, 0, 0], [0, %d, 0], [0, 0, 1]], "distortion_coeffs": [0.1]}}""".formatted(name, focal, focal);
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                out.putNextEntry(new ZipEntry(namesAndTexts[i]));
                out.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static void assertFound(LensDatabase lenses, String camera) throws IOException {
        LensChoice choice = lenses.find(new RecordedMode("Acme", camera, null, null, null, Double.NaN, 1920, 1080, 50));
        assertNotNull(choice.profile(), choice.said()::toString);
        assertEquals(900, choice.profile().camera().focalXPx(), 1e-9);
    }

    private LensDatabase database(Path path) throws IOException {
        return LensDatabase.of(path, folder.resolve("cache"));
    }

    /** As GitHub packs a repository; names may go up, for nothing is written. */
    @Test
    void shouldReadAZipArchive() throws IOException {
        Path archive = Files.write(
                folder.resolve("main.zip"),
                zip(
                        "lens_profiles-main/",
                        "",
                        "lens_profiles-main/README.md",
                        "no profile",
                        "lens_profiles-main/Acme/one.json",
                        profile("one", 900),
                        "../../häßlich.JSON",
                        profile("two", 910).replace("One", "Two"),
                        "Acme\\broken.json",
                        "{"));
        for (int i = 0; i < 2; i++) { // without and with an index
            LensDatabase lenses = database(archive);
            assertEquals(3, lenses.profiles());
            assertFound(lenses, "One");
            assertEquals(List.of("../../häßlich.JSON"), lenses.named(List.of("Häßlich")));
            assertEquals(
                    List.of("Acme/broken.json"),
                    lenses.faults().stream().map(LensDatabase.Fault::profile).toList());
        }
    }

    private static void assertRefused(Path archive, String... words) throws IOException {
        IOException refused = assertThrows(
                IOException.class, () -> LensDatabase.of(archive, null).profiles());
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith(archive + ": "), message);
        assertEquals(1, message.lines().count());
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
    }

    @Test
    void shouldRefuseAZipArchiveThatIsCutShortAtAnyByte() throws IOException {
        byte[] good = zip("one.json", profile("one", 900));
        for (int length = 0; length < good.length; length++) {
            Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(good, length));
            assertRefused(cut);
        }
    }

    /** A bit that is changed is noticed, or changes nothing that is read: never a number of a profile. */
    @Test
    void shouldNotReadOtherNumbersFromADamagedZipArchive() throws IOException {
        byte[] good = zip("one.json", profile("one", 900));
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            Path archive = Files.write(folder.resolve("bad.zip"), bad);
            try {
                ProfileFiles.read(
                        archive,
                        (file, json) -> assertEquals(profile("one", 900), new String(json, StandardCharsets.UTF_8)));
            } catch (IOException noticed) {
                assertEquals(1, String.valueOf(noticed.getMessage()).lines().count());
            }
        }
    }

    @Test
    void shouldSayWhatIsExpectedOfAnArchive() throws IOException {
        assertRefused(Files.write(folder.resolve("empty.zip"), zip()), "holds no files");
        assertRefused(
                Files.write(folder.resolve("lenses.7z"), new byte[] {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c}),
                "is no .tar, .tar.gz or .zip archive");
        byte[] encrypted = zip("one.json", profile("one", 900));
        int directory = new String(encrypted, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
        encrypted[directory + 8] |= 1;
        assertRefused(
                Files.write(folder.resolve("encrypted.zip"), encrypted), "(invalid CEN header (encrypted entry))");
    }

    /** Zeros are packed to a thousandth: just as long as a profile may be, and one byte more. */
    @Test
    void shouldListAProfileThatIsTooLongAndReadTheRest() throws IOException {
        String longest = " "
                        .repeat((int) LensProfileReader.LARGEST_FILE
                                - profile("one", 900).length())
                + profile("one", 900);
        Path archive = Files.write(folder.resolve("long.zip"), zip("one.json", longest, "two.json", longest + " "));
        LensDatabase lenses = database(archive);
        assertEquals(2, lenses.profiles());
        assertFound(lenses, "One");
        assertEquals(
                List.of(new LensDatabase.Fault(
                        "two.json", "two.json: is 16777217 bytes long, at most 16777216 are read")),
                lenses.faults());
        Path database = Files.createDirectory(folder.resolve("lenses"));
        Files.writeString(database.resolve("one.json"), profile("one", 900));
        try (RandomAccessFile sparse =
                new RandomAccessFile(database.resolve("two.json").toFile(), "rw")) {
            sparse.setLength(LensProfileReader.LARGEST_FILE + 1);
        }
        assertFound(database(database), "One");
        assertEquals(1, database(database).faults().size());
    }

    @Test
    void shouldListProfilesThatCannotBeReadAndReadTheRest() throws IOException {
        Path database = Files.createDirectories(folder.resolve("lenses"));
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("linked"), profile("linked", 900).replace("One", "Linked"));
        Files.writeString(database.resolve("one.json"), profile("one", 900));
        Files.createDirectory(database.resolve("a folder.json"));
        Files.createSymbolicLink(database.resolve("good.json"), elsewhere.resolve("linked"));
        Files.createSymbolicLink(database.resolve("dangling.json"), folder.resolve("nowhere"));
        Files.createSymbolicLink(database.resolve("folder.json"), elsewhere);
        Files.createSymbolicLink(database.resolve("loop.json"), database.resolve("loop.json"));
        for (int i = 0; i < 2; i++) { // without and with an index
            LensDatabase lenses = database(database);
            assertEquals(5, lenses.profiles());
            assertFound(lenses, "One");
            assertFound(lenses, "Linked");
            List<LensDatabase.Fault> faults = lenses.faults();
            assertEquals(
                    List.of("dangling.json", "folder.json", "loop.json"),
                    faults.stream().map(LensDatabase.Fault::profile).toList());
            assertEquals(
                    "dangling.json: a link that leads nowhere", faults.get(0).reason());
            assertEquals(
                    "folder.json: is a folder, expected a lens profile in a file",
                    faults.get(1).reason());
            faults.forEach(fault -> assertEquals(1, fault.reason().lines().count()));
        }
        Files.writeString(folder.resolve("nowhere"), profile("found", 900).replace("One", "Found"));
        assertFound(database(database), "Found");
    }

    @Test
    void shouldUseAProfileAsSoonAsItMayBeRead() throws IOException {
        Path database = Files.createDirectories(folder.resolve("lenses"));
        Files.writeString(database.resolve("one.json"), profile("one", 900));
        Path locked = Files.writeString(
                database.resolve("locked.json"), profile("locked", 900).replace("One", "Two"));
        Path inside = Files.createDirectory(database.resolve("inside"));
        Files.writeString(inside.resolve("three.json"), profile("three", 900).replace("One", "Three"));
        for (Path each : List.of(locked, inside)) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("---------"));
        }
        try {
            assumeFalse(Files.isReadable(locked), "this user may read everything");
            assertFound(database(database), "One");
            assertEquals(
                    List.of("inside: permission denied", "locked.json: permission denied"),
                    database(database).faults().stream()
                            .map(LensDatabase.Fault::reason)
                            .toList());
        } finally {
            for (Path each : List.of(locked, inside)) {
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwx------"));
            }
        }
        assertFound(database(database), "Two");
        assertFound(database(database), "Three");
    }
}
