package dev.syncline.engine.telemetry.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.SharedData;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlackboxFormatTest {
    private static final double RAD = Math.PI / 180;

    private static MotionLog read(byte[] bytes, @Nullable Integer flight) throws TelemetryFormatException {
        return new Flights("x.bbl", bytes, true).read(flight);
    }

    private static String problem(byte[] bytes, @Nullable Integer flight) {
        String message = String.valueOf(assertThrows(TelemetryFormatException.class, () -> read(bytes, flight))
                .getMessage());
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    private static FlightBuilder steady(FlightBuilder flight, int fromUs, int frames) {
        for (int i = 0; i < frames; i++) {
            if (i % 16 == 0) {
                flight.alone(2 * i, fromUs + 1000 * i, i, -i, 3);
            } else {
                flight.building(2 * i, fromUs + 1000 * i, i, -i, 3);
            }
        }
        return flight;
    }

    /** The clock counts µs in 32 bits: after 36 minutes its top bit is set, after 72 it begins again. */
    @ParameterizedTest
    @ValueSource(ints = {0, Integer.MAX_VALUE - 50_000, -50_000})
    void shouldGoOnWhereTheClockWraps(int fromUs) throws IOException {
        GyroTrack gyro = read(steady(new FlightBuilder(0, 1), fromUs, 100).end().bytes(), null)
                .gyro();
        assertEquals(100, gyro.size());
        assertEquals(Integer.toUnsignedLong(fromUs) * 1000, gyro.startNs());
        assertEquals(99_000_000L, gyro.endNs() - gyro.startNs());
    }

    /** A first frame whose time is damaged costs itself and what it takes to see that: not the flight. */
    @Test
    void shouldNotLoseAFlightToOneDamagedTime() throws IOException {
        FlightBuilder flight = new FlightBuilder(0, 1);
        flight.alone(0, 900_000_000, 1, 2, 3);
        for (int i = 1; i < 20; i++) {
            flight.alone(2 * i, 1000 * i, i, -i, 3);
        }
        MotionLog log = read(flight.end().bytes(), null);
        assertEquals(17, log.gyro().size());
        assertEquals(3_000_000, log.gyro().startNs());
        assertTrue(log.warnings().getFirst().text().contains("damaged in "), log.warnings()::toString);
        // Two that agree are not enough: then the one before them counts.
        FlightBuilder two = new FlightBuilder(0, 1);
        two.alone(0, 900_000_000, 1, 2, 3).alone(2, 900_001_000, 1, 2, 3);
        two.alone(4, 2000, 1, 2, 3).alone(6, 3000, 1, 2, 3).alone(8, 900_002_000, 1, 2, 3);
        assertEquals(3, read(two.end().bytes(), null).gyro().size());
    }

    @Property(tries = 400)
    void shouldReadWhatAFirmwareWrites(
            @ForAll @IntRange(min = 0, max = 3) int coding,
            @ForAll @IntRange(min = 0, max = 3) int predictor,
            @ForAll @Size(min = 4, max = 40) List<@IntRange(min = -2000, max = 2000) Integer> drawn)
            throws IOException {
        int[] rates = drawn.stream().mapToInt(Integer::intValue).toArray();
        int[] encodings = {FieldCursor.SIGNED_VB, FieldCursor.TAG8_8SVB, FieldCursor.TAG2_3S32, FieldCursor.TAG8_4S16};
        FlightBuilder flight = new FlightBuilder(encodings[coding], predictor, "gyro_scale:0x3f800000");
        for (int i = 0; i < rates.length; i++) {
            int small = rates[i] % 7;
            if (i % 16 == 0) {
                flight.alone(2 * i, 500 + 250 * i, rates[i], small, i);
            } else {
                flight.building(2 * i, 500 + 250 * i, rates[i], small, i);
            }
            if (i % 5 == 2) {
                flight.slow(i);
            }
        }
        GyroTrack gyro = read(flight.end().bytes(), null).gyro();
        assertEquals(rates.length, gyro.size());
        for (int i = 0; i < rates.length; i++) {
            assertEquals((500 + 250L * i) * 1000, gyro.timeNs(i));
            assertEquals((float) (rates[i] * RAD), gyro.x(i));
            assertEquals((float) (rates[i] % 7 * RAD), gyro.y(i));
            assertEquals((float) (i * RAD), gyro.z(i));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gyro_scale:0x3f800000, 0.017453292",
        "gyro_scale:0x3d79c190, 0.001064225",
        "blackbox_high_resolution:1, 0.0017453292",
        "blackbox_high_resolution:0, 0.017453292"
    })
    void shouldScaleAsTheHeaderSays(String line, float radPerCount) throws IOException {
        byte[] log = new FlightBuilder(0, 1, line)
                .alone(0, 0, 1, 0, 0)
                .building(2, 500, 1, 0, 0)
                .bytes();
        assertEquals(radPerCount, read(log, null).gyro().x(0), 1e-6f * radPerCount);
        assertEquals("ZYx", read(log, null).orientation().letters());
    }

    @Test
    void shouldPutAllFlightsOnOneTimeline() throws IOException {
        byte[] one = steady(new FlightBuilder(0, 1), 5_000_000, 40).end().bytes();
        byte[] two = steady(new FlightBuilder(0, 1), 9_000_000, 30).end().bytes();
        byte[] three = steady(new FlightBuilder(0, 1), 1_000_000, 20).bytes();
        byte[] all = join(one, two, three);
        MotionLog log = read(all, null);
        assertEquals(90, log.gyro().size());
        assertEquals(9_000_000_000L, log.gyro().timeNs(40));
        assertEquals(60_000_000_000L, log.gyro().timeNs(70) - log.gyro().timeNs(69));
        assertTrue(
                log.warnings()
                        .getFirst()
                        .text()
                        .startsWith(
                                "3 flights in this file, all searched, one can be chosen by its number: 1 from 5.000 to 5.039 s, 2 from"),
                log.warnings()::toString);
        assertTrue(
                log.warnings().get(1).text().startsWith("the clock begins again with flight 3"),
                log.warnings()::toString);
        assertEquals(30, read(all, 2).gyro().size());
        assertEquals(1_000_000_000L, read(all, 3).gyro().startNs());
        assertTrue(problem(all, 4).endsWith("there is no flight 4: it holds 3 flights"));
    }

    @Test
    void shouldGoOnAfterDamageAndSayWhere() throws IOException {
        byte[] log = steady(new FlightBuilder(0, 1), 0, 64).bytes();
        byte[] spoilt = log.clone();
        int at = log.length - 150;
        Arrays.fill(spoilt, at, at + 3, (byte) 0xff);
        MotionLog read = read(spoilt, null);
        assertTrue(
                read.gyro().size() >= 40 && read.gyro().size() < 64,
                () -> read.gyro().size() + " samples");
        assertTrue(
                read.warnings().getFirst().text().startsWith("flight 1: damaged in 1 place, first at byte "),
                read.warnings()::toString);
        for (int i = 0; i < read.gyro().size(); i++) {
            long index = read.gyro().timeNs(i) / 1_000_000;
            assertEquals((float) (index * RAD), read.gyro().x(i), "nothing made up after the damage");
        }
    }

    @Test
    void shouldCarryTheClockOverItsEndAndOverAPause() throws IOException {
        FlightBuilder flight = new FlightBuilder(0, 1);
        flight.alone(0, -1500, 1, 2, 3).building(2, -500, 1, 2, 3).building(4, 500, 1, 2, 3);
        flight.resume(4000, 40_000_500).alone(4000, 40_000_500, 5, 6, 7);
        GyroTrack gyro = read(flight.bytes(), null).gyro();
        assertEquals(4, gyro.size());
        assertEquals(4_294_967_296_000L + 500_000, gyro.timeNs(2));
        assertEquals(40_000_000_000L, gyro.timeNs(3) - gyro.timeNs(2));
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertTrue(problem("nothing".getBytes(StandardCharsets.US_ASCII), null)
                .endsWith("no Blackbox flight begins in it"));
        assertThrows(TelemetryFormatException.class, () -> new Flights("x.bbl", new byte[0], true).facts());
        byte[] good = steady(new FlightBuilder(0, 1), 0, 4).bytes();
        String text = new String(good, StandardCharsets.ISO_8859_1);
        assertTrue(
                problem(bytes(text.replace("gyroADC[1]", "rcCommand[1]")), null).contains("no field 'gyroADC[1]'"));
        assertTrue(problem(bytes(text.replace("encoding:9,0", "encoding:4,0")), null)
                .contains("has the code 4"));
        assertTrue(problem(bytes(text.replace("predictor:6,2,", "predictor:6,7,")), null)
                .contains("has the predictor 7"));
        assertTrue(problem(bytes(text.replace("I interval:32", "I interval:0")), null)
                .contains("I interval:0"));
        assertTrue(problem(bytes(text.replace("P interval:1/2", "P interval:3/2")), null)
                .contains("P interval:3/2"));
        assertTrue(
                problem(new FlightBuilder(0, 1, "gyro_scale:0x0").bytes(), null).contains("no scale above 0"));
        assertTrue(problem(new FlightBuilder(0, 1).bytes(), null).contains("fewer than 2 samples in 1 flight"));
    }

    @Test
    void shouldThrowNothingElseWhereverTheFileIsCut() {
        byte[] log = join(
                steady(new FlightBuilder(FieldCursor.TAG8_4S16, 1), 0, 20).end().bytes(),
                steady(new FlightBuilder(FieldCursor.TAG2_3S32, 3), 0, 20).bytes());
        for (int length = 0; length < log.length; length++) {
            readOrRefuse(Arrays.copyOf(log, length));
        }
    }

    @Property(tries = 2000)
    void shouldThrowNothingElseOnDamage(@ForAll int at, @ForAll byte with, @ForAll int other, @ForAll byte too) {
        byte[] log = steady(new FlightBuilder(FieldCursor.TAG8_8SVB, 2, "gyro_scale:0x3f800000"), 0, 40)
                .end()
                .bytes();
        log[Math.floorMod(at, log.length)] = with;
        log[Math.floorMod(other, log.length)] = too;
        readOrRefuse(log);
    }

    private static void readOrRefuse(byte[] log) {
        try {
            assertTrue(read(log, null).gyro().size() >= 2);
        } catch (TelemetryFormatException expected) {
            assertEquals(1, String.valueOf(expected.getMessage()).lines().count());
        }
    }

    @Test
    void shouldBeFoundByContent(@TempDir Path folder) throws IOException {
        Path file = Files.write(
                folder.resolve("LOG00001.TXT"),
                steady(new FlightBuilder(0, 1), 0, 10).bytes());
        assertEquals("blackbox", TelemetryReaders.open(file).format());
        assertEquals(
                10, TelemetryReaders.open(file, new ReadOptions(1, null)).gyro().size());
        Path gcsv = Files.writeString(
                folder.resolve("x.gcsv"), "GYROFLOW IMU LOG\ngscale,1\nt,gx,gy,gz\n0,1,2,3\n1,1,2,3\n");
        assertThrows(TelemetryFormatException.class, () -> TelemetryReaders.open(gcsv, new ReadOptions(1, null)));
    }

    /** Counts and sums of every time and rate by another decoder, orangebox 0.5.0. */
    @ParameterizedTest
    @CsvSource({"1, 1136, 941074236391414527", "2, 38, 1230839593581444290", "3, 11615, 1612933671027981706"})
    void shouldReadARealLogAsAnotherDecoderDoes(int flight, int frames, long sum) throws IOException {
        Path file = SharedData.require("data/real/blackbox/btfl_002.bbl");
        // The format alone: what is common to all logs leaves spikes out.
        GyroTrack gyro = read(Files.readAllBytes(file), flight).gyro();
        assertEquals(frames, gyro.size());
        long s = 0;
        for (int i = 0; i < gyro.size(); i++) {
            long v = gyro.timeNs(i) / 1000 * 7
                    + Math.round(gyro.x(i) / RAD) * 11
                    + Math.round(gyro.y(i) / RAD) * 13
                    + Math.round(gyro.z(i) / RAD) * 17;
            s = Math.floorMod(s * 31 + v, 1L << 61);
        }
        assertEquals(sum, s);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] join(byte[]... parts) {
        byte[] joined = new byte[0];
        for (byte[] part : parts) {
            int length = joined.length;
            joined = Arrays.copyOf(joined, length + part.length);
            System.arraycopy(part, 0, joined, length, part.length);
        }
        return joined;
    }

    /** Counts and values are those that orangebox gives for each flight. */
    @Test
    void shouldReadTheAccelerometerOfARealLogAsAnotherDecoderDoes() throws IOException {
        Path file = SharedData.require("data/real/blackbox/btfl_002.bbl");
        int[] counts = {1136, 38, 11615};
        int[][] first = {{-53, 14, 2006}, {-67, 35, 1994}, {-54, 20, 1996}};
        int[][] last = {{-60, 3, 2010}, {-67, 13, 1995}, {-62, 30, 125}};
        for (int flight = 1; flight <= 3; flight++) {
            MotionLog log = TelemetryReaders.open(file, new ReadOptions(flight, null).allStreams(true));
            SensorTrack acceleration = log.streams().getFirst();
            assertEquals(counts[flight - 1], acceleration.size());
            for (int axis = 0; axis < 3; axis++) {
                float perCount = (float) (9.80665 / 2048);
                assertEquals(first[flight - 1][axis] * perCount, acceleration.value(0, axis), 1e-5f);
                int end = acceleration.size() - 1;
                assertEquals(last[flight - 1][axis] * perCount, acceleration.value(end, axis), 1e-5f);
            }
        }
        MotionLog all = TelemetryReaders.open(file, ReadOptions.PLAIN.allStreams(true));
        assertEquals(1136 + 38 + 11615, all.streams().getFirst().size(), "spikes of the gyro are none of its");
    }

    private static MotionLog accelerated(String perG, String predictor) throws IOException {
        StringBuilder head = new StringBuilder("H Product:Blackbox flight data recorder by Nicholas Sherlock\n");
        head.append("H Data version:2\nH Field I name:loopIteration,time,gyroADC[0],gyroADC[1],gyroADC[2],");
        head.append("accSmooth[0],accSmooth[1],accSmooth[2]\n");
        head.append("H Field I predictor:0,0,0,0,0,0,0,0\nH Field I encoding:1,1,0,0,0,0,0,0\n");
        head.append("H Field P predictor:6,2,1,1,1,")
                .append(predictor)
                .append("\nH Field P encoding:9,0,0,0,0,0,0,0\n");
        head.append("H I interval:32\nH P interval:1/1\n").append(perG);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
        // A frame alone with accelerations 1, −2 and 20 counts, and one that builds on it with 1 more of each.
        out.writeBytes(new byte[] {'I', 0, 100, 2, 4, 6, 2, 3, 40});
        out.writeBytes(new byte[] {'P', 100, 0, 0, 0, 2, 2, 2});
        out.writeBytes(new byte[] {'E', (byte) 255});
        out.writeBytes("End of log\0".getBytes(StandardCharsets.US_ASCII));
        Path file = Files.createTempFile("acc", ".bbl");
        try {
            return TelemetryReaders.open(Files.write(file, out.toByteArray()), ReadOptions.PLAIN.allStreams(true));
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void shouldReadTheAccelerometerWhereItsScaleIsTold() throws IOException {
        MotionLog log = accelerated("H acc_1G:10\n", "1,1,1");
        assertEquals(2, log.gyro().size());
        SensorTrack acceleration = log.streams().getFirst();
        assertEquals(2 * 9.80665f, acceleration.value(0, 2), 1e-5f);
        assertEquals(2.1f * 9.80665f, acceleration.value(1, 2), 1e-5f);
        assertEquals(-0.1f * 9.80665f, acceleration.value(1, 1), 1e-5f);
        assertEquals(0, accelerated("", "1,1,1").streams().size());
        assertEquals(0, accelerated("H acc_1G:0\n", "1,1,1").streams().size());
        MotionLog odd = accelerated("H acc_1G:10\n", "1,9,1");
        assertEquals(0, odd.streams().size());
        assertEquals(2, odd.gyro().size());
    }
}
