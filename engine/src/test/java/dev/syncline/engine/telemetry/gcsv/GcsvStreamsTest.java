package dev.syncline.engine.telemetry.gcsv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcsvStreamsTest {
    private static final ReadOptions ALL = ReadOptions.PLAIN.allStreams(true);
    private static final String HEAD = "GYROFLOW IMU LOG\ntscale,0.001\ngscale,0.1\nascale,0.5\nmscale,0.01\n";
    private static final GcsvWriter.Header HEADER =
            new GcsvWriter.Header("test", "", "", new ImuOrientation("XYZ"), null, 1e-9, 1e-6);

    @TempDir
    Path folder;

    private MotionLog read(String text) throws IOException {
        return TelemetryReaders.open(Files.writeString(folder.resolve("a.gcsv"), text), ALL);
    }

    private static String warnings(MotionLog log) {
        return String.join("\n", log.warnings().stream().map(Warning::text).toList());
    }

    @Test
    void shouldReadAccelerationInGAndTheFieldInGauss() throws IOException {
        String text = HEAD + "t,gx,gy,gz,ax,ay,az,mx,my,mz\n0,1,2,3,2,0,-4,10,20,30\n1,1,2,3,1,1,1,0,0,-5\n";
        MotionLog log = read(text);
        SensorTrack acceleration = log.streams().get(0);
        assertEquals(SensorQuantity.ACCELERATION, acceleration.quantity());
        assertEquals(9.80665f, acceleration.value(0, 0));
        assertEquals(-19.6133f, acceleration.value(0, 2));
        SensorTrack field = log.streams().get(1);
        assertEquals(SensorQuantity.MAGNETIC_FIELD, field.quantity());
        assertEquals(30f, field.value(0, 2));
        assertEquals(-5f, field.value(1, 2));
        assertEquals(1_000_000, field.timeNs(1));
        assertEquals(List.of(), TelemetryReaders.open(folder.resolve("a.gcsv")).streams());
    }

    @Test
    void shouldNotLoseTheGyroToAnotherSensorsNumbers() throws IOException {
        MotionLog log = read(
                HEAD + "t,gx,gy,gz,ax,ay,az\n0,1,2,3,2,0,-4\n1,1,2,3,x,0,0\n2,1,2,3,nan,0,0\n3,1,2,3\n4,1,2,3,1,,1\n"
                        + "5,1,2,3,1,1,1\n");
        assertEquals(6, log.gyro().size());
        assertEquals(2, log.streams().getFirst().size());
        assertEquals(5_000_000, log.streams().getFirst().timeNs(1));
        assertTrue(
                warnings(log).contains("acceleration: 4 of 6 samples have no usable numbers: left out"), warnings(log));
        MotionLog unscaled =
                read("GYROFLOW IMU LOG\ngscale,0.1\nt,gx,gy,gz,ax,ay,az\n0,1,2,3,2,0,-4\n1,1,2,3,2,0,-4\n");
        assertEquals(List.of(), unscaled.streams());
        assertTrue(
                warnings(unscaled).contains("acceleration: left out, since the log has no ascale"), warnings(unscaled));
        MotionLog nothing = read(HEAD + "t,gx,gy,gz,ax,ay,az\n0,1,2,3,a,b,c\n1,1,2,3,a,b,c\n");
        assertEquals(List.of(), nothing.streams());
        assertTrue(warnings(nothing).contains("2 of 2"), warnings(nothing));
    }

    /** A clock of 32 bits that wraps, in µs, and two rows written in the wrong order. */
    @Test
    void shouldPutTimesRightAsTheGyros() throws IOException {
        long wrap = 1L << 32;
        StringBuilder text = new StringBuilder(HEAD.replace("0.001", "0.000001") + "t,gx,gy,gz,ax,ay,az\n");
        int[] order = {0, 1, 3, 2, 4, 5, 6, 7};
        for (int i : order) {
            long us = (wrap - 5000 + 1000L * i) % wrap;
            text.append(us).append(',').append(i).append(",0,0,").append(i).append(",0,0\n");
        }
        MotionLog log = read(text.toString());
        SensorTrack acceleration = log.streams().getFirst();
        assertEquals(8, acceleration.size());
        for (int i = 0; i < 8; i++) {
            assertEquals(log.gyro().timeNs(i), acceleration.timeNs(i));
            assertEquals(log.gyro().x(i) * 10 * 4.903325, acceleration.value(i, 0), 1e-5);
        }
    }

    private MotionLog written(GyroTrack gyro, List<SensorTrack> streams, List<String> said) throws IOException {
        Path file = folder.resolve("written.gcsv");
        said.addAll(GcsvWriter.write(file, gyro, streams, HEADER));
        return TelemetryReaders.open(file, ALL);
    }

    private static GyroTrack gyro(int n) {
        long[] t = new long[n];
        for (int i = 0; i < n; i++) {
            t[i] = 1_000_000L * i;
        }
        return new GyroTrack(t, new float[n], new float[n], new float[n]);
    }

    private static SensorTrack track(SensorQuantity quantity, long firstNs, long stepNs, int n) {
        long[] t = new long[n];
        float[][] v = new float[quantity.width()][n];
        for (int i = 0; i < n; i++) {
            t[i] = firstNs + stepNs * i;
            for (int c = 0; c < v.length; c++) {
                v[c][i] = quantity.isTurn() ? (c == 0 ? 1 : 0) : 1 + i * (c + 1);
            }
        }
        return new SensorTrack(quantity, "", t, v);
    }

    @Test
    void shouldPutOtherTimesOnTheGyrosWithinSamplesAndSaySo() throws IOException {
        List<String> said = new java.util.ArrayList<>();
        // Samples at 2.5, 12.5 … 92.5 ms of rows at 0, 1 … 99 ms: rows 3 to 92 lie between two.
        MotionLog log = written(
                gyro(100),
                List.of(
                        track(SensorQuantity.ACCELERATION, 2_500_000, 10_000_000, 10),
                        track(SensorQuantity.EXPOSURE, 0, 33_000_000, 3)),
                said);
        SensorTrack acceleration = log.streams().getFirst();
        assertEquals(90, acceleration.size());
        assertEquals(3_000_000, acceleration.timeNs(0));
        assertEquals(1.05, acceleration.value(0, 0), 1e-5);
        assertEquals(1 + 3 * 8.95, acceleration.value(89, 2), 1e-4);
        assertEquals(100, log.gyro().size());
        assertEquals(3, said.size(), said::toString);
        assertTrue(said.get(0).startsWith("exposure: not written"), said.get(0));
        assertTrue(said.get(1).contains("90 of 100 rows have what lies between"), said.get(1));
        assertTrue(said.get(2).contains("10 of 100 rows have none"), said.get(2));
    }

    @Test
    void shouldMakeNothingUpInAGap() throws IOException {
        long[] t = {0, 10_000_000, 20_000_000, 45_000_000, 55_000_000, 81_000_000};
        float[] v = new float[6];
        SensorTrack gappy = new SensorTrack(SensorQuantity.ACCELERATION, "", t, new float[][] {v, v, v});
        // The usual step is 10 ms, a gap one of more than 25: that of 25 is none, that of 26 is.
        MotionLog log = written(gyro(100), List.of(gappy), new java.util.ArrayList<>());
        SensorTrack acceleration = log.streams().getFirst();
        assertEquals(57, acceleration.size());
        assertEquals(55_000_000, acceleration.timeNs(55));
        assertEquals(81_000_000, acceleration.timeNs(56));
    }

    @Test
    void shouldSayWhatHasNoPlace() throws IOException {
        List<String> said = new java.util.ArrayList<>();
        MotionLog log = written(
                gyro(10),
                List.of(
                        track(SensorQuantity.MAGNETIC_FIELD, 0, 1_000_000, 10),
                        track(SensorQuantity.ORIENTATION, 0, 1_000_000, 10)),
                said);
        assertEquals(List.of(), log.streams());
        assertEquals(2, said.size(), said::toString);
        assertTrue(said.get(1).contains("behind acceleration only"), said.get(1));
    }

    @Property(tries = 40)
    void shouldReadWhatItWrote(@ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int n) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        long[] t = new long[n];
        float[][] v = new float[9][n];
        for (int i = 0; i < n; i++) {
            t[i] = (i == 0 ? random.nextLong(1_000_000_000_000L) : t[i - 1]) + 1 + random.nextLong(5_000_000);
            for (int c = 0; c < 9; c++) {
                v[c][i] = (float) ((random.nextDouble() - 0.5) * (c < 3 ? 30 : c < 6 ? 300 : 100));
            }
        }
        GyroTrack gyro = new GyroTrack(t, v[0], v[1], v[2]);
        List<SensorTrack> streams = List.of(
                new SensorTrack(SensorQuantity.ACCELERATION, "", t, new float[][] {v[3], v[4], v[5]}),
                new SensorTrack(SensorQuantity.MAGNETIC_FIELD, "", t, new float[][] {v[6], v[7], v[8]}));
        Path file = Files.createTempFile("streams", ".gcsv");
        try {
            assertEquals(List.of(), GcsvWriter.write(file, gyro, streams, HEADER));
            MotionLog log = TelemetryReaders.open(file, ALL);
            assertEquals(2, log.streams().size());
            for (int s = 0; s < 2; s++) {
                SensorTrack read = log.streams().get(s);
                double halfStep = s == 0 ? 0.5e-6 * 9.80665 : 0.5e-4;
                assertEquals(n, read.size());
                for (int i = 0; i < n; i++) {
                    assertEquals(t[i], read.timeNs(i));
                    for (int c = 0; c < 3; c++) {
                        float wrote = v[3 + 3 * s + c][i];
                        assertEquals(wrote, read.value(i, c), halfStep + 2 * Math.ulp(wrote));
                    }
                }
            }
        } finally {
            Files.delete(file);
        }
    }
}
