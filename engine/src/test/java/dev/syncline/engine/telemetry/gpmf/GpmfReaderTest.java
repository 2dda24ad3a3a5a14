package dev.syncline.engine.telemetry.gpmf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.SharedData;
import dev.syncline.engine.telemetry.DamagedParts;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpmfReaderTest {
    private static final long SECOND_NS = 1_001_000_000L;

    private static KlvBuilder gyro(int from, int count) {
        int[] values = new int[3 * count];
        for (int i = 0; i < count; i++) {
            values[3 * i] = from + i;
            values[3 * i + 1] = -1000;
            values[3 * i + 2] = 500;
        }
        return new KlvBuilder().shorts("SCAL", 1, 1000).shorts("GYRO", 3, values);
    }

    private static byte[] device(KlvBuilder... streams) {
        KlvBuilder device = new KlvBuilder().unsigned("DVID", 1).text("DVNM", "Hero9");
        for (KlvBuilder stream : streams) {
            device.nested("STRM", stream);
        }
        return new KlvBuilder().nested("DEVC", device).bytes();
    }

    private static MotionLog read(byte[]... payloads) throws TelemetryFormatException {
        List<TimedPayload> timed = new ArrayList<>();
        for (byte[] payload : payloads) {
            timed.add(new TimedPayload(timed.size() * SECOND_NS, SECOND_NS, payload));
        }
        return GpmfReader.read("clip.mp4", timed);
    }

    private static String problem(byte[]... payloads) {
        String message = String.valueOf(assertThrows(TelemetryFormatException.class, () -> read(payloads))
                .getMessage());
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    /** A time lapse's clock goes on faster than its video; its orientations are then no sign of right times. */
    @ParameterizedTest
    @CsvSource({"1, true", "1.05, true", "1.2, false", "15, false", "0.25, false"})
    void shouldSayWhereTheCamerasClockIsNotTheVideos(double speed, boolean accurate) throws IOException {
        List<TimedPayload> payloads = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            long us = 7_000_000 + Math.round(i * speed * SECOND_NS * 1e-3);
            byte[] payload = device(
                    new KlvBuilder()
                            .stamp(us)
                            .unsigned("TSMP", 200L * (i + 1))
                            .shorts("SCAL", 1, 1000)
                            .shorts("GYRO", 3, new int[600]),
                    new KlvBuilder().stamp(us).shorts("CORI", 4, 32767, 0, 0, 0));
            payloads.add(new TimedPayload(i * SECOND_NS, SECOND_NS, payload));
        }
        MotionLog log = GpmfReader.read("lapse.mp4", payloads);
        assertEquals(1000, log.gyro().size());
        assertEquals(
                accurate ? List.of() : List.of(true),
                log.warnings().stream()
                        .filter(w -> !accurate || !w.text().contains("CORI"))
                        .map(w -> w.text().contains("(STMP) runs " + (speed == 15 ? "15.0" : "")))
                        .toList());
        assertEquals(
                accurate, new GpmfFormat().trackFacts("lapse.mp4", payloads).timesAreAccurate() != null);
    }

    @Test
    void shouldSayThatRawPayloadsHaveNoTimes(@TempDir Path folder) throws IOException {
        Path raw = Files.write(folder.resolve("payloads.raw"), device(gyro(0, 200)));
        assertTrue(RawGpmfReader.read(raw, ReadOptions.PLAIN)
                .warnings()
                .getLast()
                .text()
                .startsWith("the times of its payloads were lost with the video"));
    }

    @Test
    void shouldScaleRatesToRadiansPerSecond() throws IOException {
        MotionLog log = read(device(new KlvBuilder().text("STNM", "other"), gyro(0, 200)));
        assertEquals(200, log.gyro().size());
        assertEquals(0.199f, log.gyro().x(199));
        assertEquals(-1f, log.gyro().y(0));
        assertEquals(0.5f, log.gyro().z(0));
        assertEquals("XYZ", log.orientation().letters());
        assertFalse(log.orientationDeclared());
        assertNull(log.shutter());
        KlvBuilder degrees = new KlvBuilder().text("SIUN", "deg/s").floats("GYRO", 3, 180, 90, 0, 0, 0, 0);
        assertEquals((float) Math.PI, read(device(degrees)).gyro().x(0));
        KlvBuilder threeScales = new KlvBuilder().shorts("SCAL", 1, 10, 20, 40).shorts("GYRO", 3, 1, 1, 1, 2, 2, 2);
        assertEquals(0.025f, read(device(threeScales)).gyro().z(0));
    }

    @ParameterizedTest
    @CsvSource({"YxZ,ZXY,ZyX", "ZXY,,XYZ", "yXZ,ZXY,ZYx", "ZXY,ZXY,XYZ"})
    void shouldTellTheOrientationFromTheNamesOfTheAxes(String stored, String wanted, String expected)
            throws IOException {
        KlvBuilder stream = new KlvBuilder().text("ORIN", stored);
        if (wanted != null) {
            stream.text("ORIO", wanted);
        }
        MotionLog log = read(device(stream.shorts("GYRO", 3, 1, 2, 3, 4, 5, 6)));
        assertEquals(expected, log.orientation().letters());
        assertTrue(log.orientationDeclared());
    }

    @Test
    void shouldTakeTheMatrixBeforeTheNames() throws IOException {
        KlvBuilder stream = new KlvBuilder()
                .floats("MTRX", 9, 0, 0, 1, 0, -1, 0, 1, 0, 0)
                .text("ORIN", "XYZ")
                .text("ORIO", "XYZ")
                .shorts("GYRO", 3, 1, 2, 3, 4, 5, 6);
        assertEquals("ZyX", read(device(stream)).orientation().letters());
    }

    @ParameterizedTest
    @CsvSource({"Hero6 Black,ZyX", "HERO7 Silver,YXz", "Fusion,ZYx", "Camera,XYZ"})
    void shouldKnowTheCamerasThatDoNotSayHowTheirAxesLie(String name, String expected) throws IOException {
        KlvBuilder device = new KlvBuilder().text("DVNM", name).nested("STRM", gyro(0, 10));
        MotionLog log = read(new KlvBuilder().nested("DEVC", device).bytes());
        assertEquals(expected, log.orientation().letters());
        assertFalse(log.orientationDeclared());
    }

    @Test
    void shouldTakeNoNoticeOfAnotherDevicesGyro() throws IOException {
        KlvBuilder both = new KlvBuilder()
                .nested("DEVC", new KlvBuilder().unsigned("DVID", 1).nested("STRM", gyro(0, 20)))
                .nested("DEVC", new KlvBuilder().unsigned("DVID", 2).nested("STRM", gyro(9, 90)));
        MotionLog log = read(both.bytes(), both.bytes());
        assertEquals(40, log.gyro().size());
    }

    /** A sensor whose queue is emptied 20 samples at a time, its payloads cut at whole seconds of the video. */
    private static List<TimedPayload> queued(int payloads, boolean stamps, boolean ticks) {
        double stepS = 0.0025154;
        List<TimedPayload> result = new ArrayList<>();
        int taken = 0;
        for (int k = 0; k < payloads; k++) {
            int until = (int) ((k + 1) * 1.001 / stepS) / 20 * 20;
            KlvBuilder stream = new KlvBuilder();
            if (stamps) {
                stream.stamp(Math.round(5e6 + taken * stepS * 1e6));
            }
            if (ticks) {
                stream.unsigned("TICK", Math.round(5e3 + taken * stepS * 1e3));
            }
            stream.unsigned("TSMP", until);
            int[] values = new int[3 * (until - taken)];
            result.add(new TimedPayload(k * SECOND_NS, SECOND_NS, device(stream.shorts("GYRO", 3, values))));
            taken = until;
        }
        return result;
    }

    @ParameterizedTest
    @CsvSource({"true,false,0.2", "false,true,30", "false,false,1000"})
    void shouldNotLetTheJitterOfPayloadsIntoTheRate(boolean stamps, boolean ticks, double ppm) throws IOException {
        MotionLog log = GpmfReader.read("clip.mp4", queued(30, stamps, ticks));
        int last = log.gyro().size() - 1;
        double stepNs = (double) (log.gyro().endNs() - log.gyro().startNs()) / last;
        assertEquals(2_515_400, stepNs, 2.5154 * ppm);
        for (int i = 1; i <= last; i++) {
            assertEquals(stepNs, (double) (log.gyro().timeNs(i) - log.gyro().timeNs(i - 1)), 1.01);
        }
        assertEquals(20e6, (double) log.gyro().startNs(), 35e6);
        assertEquals(List.of(), log.warnings());
        assertEquals(log.gyro().startNs(), log.gyroflowZeroNs());
    }

    @Test
    void shouldNotBeLedAstrayByAnOddFirstPayload() throws IOException {
        List<TimedPayload> payloads = new ArrayList<>();
        int total = 0;
        for (int k = 0; k < 40; k++) {
            int count = k == 0 ? 150 : 200;
            total += count;
            payloads.add(new TimedPayload(
                    k * 1_000_000_000L,
                    1_000_000_000L,
                    device(new KlvBuilder().unsigned("TSMP", total).shorts("GYRO", 3, new int[3 * count]))));
        }
        MotionLog log = GpmfReader.read("clip.mp4", payloads);
        assertEquals(5e6, (double) log.gyro().periodNs(), 50);
        assertEquals(1e9, (double) log.gyro().timeNs(150), 2e6);
    }

    /** Chapters of 20 payloads each, 200 samples a second; the count begins again with each. */
    private static List<TimedPayload> chapters(int chapters, int samplesOfLast) {
        List<TimedPayload> payloads = new ArrayList<>();
        for (int k = 0; k < 20 * chapters; k++) {
            int within = k % 20;
            int count = within == 19 ? samplesOfLast : 200;
            payloads.add(new TimedPayload(
                    k * 1_000_000_000L,
                    1_000_000_000L,
                    device(new KlvBuilder()
                            .unsigned("TSMP", within * 200 + count)
                            .shorts("GYRO", 3, new int[3 * count]))));
        }
        return payloads;
    }

    @Test
    void shouldGoOnWithTheNextChapterWhoseCountBeginsAgain() throws IOException {
        MotionLog log = GpmfReader.read("clip.mp4", chapters(3, 200));
        assertEquals(12_000, log.gyro().size());
        assertEquals(List.of(), log.warnings());
        for (int i = 0; i < 12_000; i++) {
            assertEquals(i * 5e6, (double) log.gyro().timeNs(i), 1e4);
        }
    }

    /** A gyro that ends 0.7 s before its chapter's picture leaves a gap; one of 0.25 s is the payloads' own unevenness. */
    @Test
    void shouldKeepAGapWhereAChaptersGyroEndsEarly() throws IOException {
        MotionLog log = GpmfReader.read("clip.mp4", chapters(3, 60));
        assertEquals(12_000 - 3 * 140, log.gyro().size());
        assertEquals(20e9, (double) log.gyro().timeNs(3860), 3e6);
        assertEquals(40e9, (double) log.gyro().timeNs(2 * 3860), 3e6);
        assertEquals(19.295e9, (double) log.gyro().timeNs(3859), 3e6);
        MotionLog uneven = GpmfReader.read("clip.mp4", chapters(2, 150));
        assertEquals(5e6, (double) uneven.gyro().timeNs(3950) - uneven.gyro().timeNs(3949), 1e5);
    }

    /** A payload whose gyro is gone, and no count that tells how much: what follows keeps its time. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void shouldKeepThePlaceOfADamagedPayload(boolean counted) throws IOException {
        List<TimedPayload> payloads = new ArrayList<>();
        for (int k = 0; k < 12; k++) {
            KlvBuilder stream = counted ? new KlvBuilder().unsigned("TSMP", 200L * (k + 1)) : new KlvBuilder();
            byte[] bytes = device(stream.shorts("GYRO", 3, new int[600]));
            if (k == 5) {
                bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("GYRO")] = (byte) 0xff;
            }
            payloads.add(new TimedPayload(k * 1_000_000_000L, 1_000_000_000L, bytes));
        }
        TelemetryFormatException e =
                assertThrows(TelemetryFormatException.class, () -> GpmfReader.read("clip.mp4", payloads));
        assertTrue(String.valueOf(e.getMessage()).startsWith("clip.mp4, payload 6, byte "), e.getMessage());
        assertTrue(e.leavesGoodParts());
        MotionLog log = GpmfReader.read(
                "clip.mp4", payloads, true, ReadOptions.PLAIN, new DamagedParts(ReadOptions.PLAIN.lenient(true)));
        assertEquals(2200, log.gyro().size());
        assertEquals(11.995e9, (double) log.gyro().endNs(), 2e6);
        assertEquals(1.005e9, (double) log.gyro().timeNs(1000) - log.gyro().timeNs(999), 1e6);
    }

    @Test
    void shouldKeepSamplesThatTheCameraLostAsAGap() throws IOException {
        List<TimedPayload> payloads = new ArrayList<>();
        int total = 0;
        for (int k = 0; k < 10; k++) {
            int count = k == 4 ? 120 : 200;
            total += 200;
            payloads.add(new TimedPayload(
                    k * 1_000_000_000L,
                    1_000_000_000L,
                    device(new KlvBuilder().unsigned("TSMP", total).shorts("GYRO", 3, new int[3 * count]))));
        }
        MotionLog log = GpmfReader.read("clip.mp4", payloads);
        assertEquals(1920, log.gyro().size());
        assertEquals(405e6, (double) (log.gyro().timeNs(800) - log.gyro().timeNs(799)), 1e6);
        assertTrue(
                log.warnings().getFirst().text().startsWith("80 gyro samples are missing"), log.warnings()::toString);
    }

    @Test
    void shouldSayInOneLineWhatIsWrongAndWhere() {
        assertTrue(problem().contains("the GoPro metadata track is empty"));
        assertTrue(
                problem(device(new KlvBuilder().text("STNM", "x"))).contains("no gyro (GYRO) in its 1 GoPro payloads"));
        byte[] good = device(gyro(0, 10));
        assertTrue(problem(good, device(new KlvBuilder().shorts("SCAL", 1, 0).shorts("GYRO", 3, 1, 2, 3)))
                .startsWith("clip.mp4, payload 2, byte "));
        assertTrue(problem(device(new KlvBuilder().shorts("SCAL", 1, 1, 2).shorts("GYRO", 3, 1, 2, 3)))
                .contains("SCAL before GYRO has 2 numbers, expected 1 or 3"));
        assertTrue(problem(device(new KlvBuilder().shorts("GYRO", 2, 1, 2, 3, 4)))
                .contains("expected three numbers each"));
        assertTrue(problem(device(new KlvBuilder().floats("GYRO", 3, 1, Float.NaN, 3, 4, 5, 6)))
                .contains("sample 1 is not a finite number"));
        assertTrue(
                problem(Arrays.copyOf(good, good.length - 12)).contains("are left: the data is damaged or cut short"));
        assertTrue(problem(Arrays.copyOf(good, 5)).contains("5 bytes left, an item needs at least 8"));
        byte[] lies = good.clone();
        lies[6] = (byte) 0xff;
        assertTrue(problem(lies).contains("item 'DEVC' says "));
        assertTrue(problem(device(new KlvBuilder().shorts("GYRO", 3, 1, 2, 3))).contains("at least 2 samples"));
    }

    @Test
    void shouldRefuseTimesThatDoNotIncrease() {
        TimedPayload one = new TimedPayload(0, 0, device(gyro(0, 10)));
        assertThrows(TelemetryFormatException.class, () -> GpmfReader.read("x", List.of(one, one)));
    }

    @Property(tries = 3000)
    void shouldThrowNothingElseOnRandomBytes(@ForAll @Size(max = 300) byte[] bytes) {
        readOrRefuse(bytes);
    }

    @Property(tries = 3000)
    void shouldThrowNothingElseOnDamagedPayloads(@ForAll int at, @ForAll byte with, @ForAll int cut) {
        KlvBuilder stream = new KlvBuilder()
                .unsigned("TSMP", 20)
                .stamp(123456)
                .floats("MTRX", 9, 0, 0, 1, 0, -1, 0, 1, 0, 0)
                .text("ORIN", "YxZ")
                .text("ORIO", "ZXY")
                .shorts("SCAL", 1, 1000)
                .shorts("GYRO", 3, new int[60]);
        byte[] bytes = device(stream);
        bytes[Math.floorMod(at, bytes.length)] = with;
        readOrRefuse(Arrays.copyOf(bytes, bytes.length - Math.floorMod(cut, 3) * Math.floorMod(cut, bytes.length) / 3));
    }

    private static void readOrRefuse(byte[] bytes) {
        try {
            assertNotNull(read(bytes, bytes));
        } catch (TelemetryFormatException expected) {
            assertEquals(1, String.valueOf(expected.getMessage()).lines().count());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hero5,399,XYZ",
        "hero6,204,ZyX",
        "hero6+ble,198,ZyX",
        "karma,392,XYZ",
        "Fusion,3300,ZYx",
        "consecutive1,444,ZyX",
        "consecutive2,648,ZyX",
    })
    void shouldReadRealPayloads(String name, int samples, String orientation) throws IOException {
        MotionLog log = RawGpmfReader.read(SharedData.require("data/real/gopro/" + name + ".raw"), ReadOptions.PLAIN);
        assertEquals(samples, log.gyro().size());
        assertEquals(orientation, log.orientation().letters());
        double hz = 1e9 / log.gyro().periodNs();
        assertTrue(hz > 190 && hz < 3400, () -> hz + " Hz");
    }

    @Test
    void shouldReadAHero11sStreamByItsStamps() throws IOException {
        MotionLog log = RawGpmfReader.read(SharedData.require("data/real/gopro/hero11.raw"), ReadOptions.PLAIN);
        assertEquals("XYZ", log.orientation().letters());
        assertTrue(log.orientationDeclared());
        assertTrue(log.gyro().size() > 2000, () -> log.gyro().size() + " samples");
        assertEquals(200, 1e9 / log.gyro().periodNs(), 5);
        assertEquals(List.of(), log.warnings());
    }

    @Test
    void shouldSayThatASettingsBlockHasNoGyro() {
        Path settings = SharedData.require("data/real/gopro/mp4header.raw");
        assertThrows(TelemetryFormatException.class, () -> RawGpmfReader.read(settings, ReadOptions.PLAIN));
    }
}
