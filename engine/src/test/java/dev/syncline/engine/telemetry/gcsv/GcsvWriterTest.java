package dev.syncline.engine.telemetry.gcsv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.telemetry.MotionLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcsvWriterTest {
    @TempDir
    Path folder;

    private static GcsvWriter.Header header(double tscale) {
        return new GcsvWriter.Header(
                "demo, 1",
                "two\nlines, and a \"quote\"",
                "clip.mp4",
                new ImuOrientation("yXZ"),
                new RollingShutter(0.016, ReadoutDirection.BOTTOM_TO_TOP),
                tscale,
                0.0001);
    }

    private static GyroTrack track(int n) {
        long[] t = new long[n];
        float[] x = new float[n];
        float[] y = new float[n];
        float[] z = new float[n];
        for (int i = 0; i < n; i++) {
            t[i] = 5_000_000_000L + i * 2_500_000L;
            x[i] = (float) Math.sin(i);
            y[i] = -0.01f * i;
            z[i] = 1;
        }
        return new GyroTrack(t, x, y, z);
    }

    @Test
    void shouldReadBackWhatItWrote() throws IOException {
        Path file = folder.resolve("clip.gcsv");
        GyroTrack track = track(500);
        GcsvWriter.write(file, track, header(1e-6));
        MotionLog log = new GcsvReader().read(file);
        assertEquals(track.size(), log.gyro().size());
        for (int i = 0; i < track.size(); i++) {
            assertEquals(track.timeNs(i), log.gyro().timeNs(i));
            assertEquals(track.x(i), log.gyro().x(i), 0.00005001);
            assertEquals(track.y(i), log.gyro().y(i), 0.00005001);
        }
        assertEquals("yXZ", log.orientation().letters());
        var shutter = log.shutter();
        assertNotNull(shutter);
        assertEquals(ReadoutDirection.BOTTOM_TO_TOP, shutter.direction());
        assertEquals(0.016, shutter.readoutS(), 1e-12);
    }

    @Test
    void shouldWriteAccelerationsBesideRates() throws IOException {
        Path file = folder.resolve("clip.gcsv");
        try (GcsvWriter.Rows rows = new GcsvWriter.Rows(file, header(1e-6), 0.001)) {
            rows.add(1_000_000, 0.5f, 0, 0, -0.25f, 0.0015f, 1);
            rows.add(2_000_000, 0.25f, 0, 0, 0, 0, -1);
            rows.finish();
        }
        var lines = Files.readAllLines(file);
        assertEquals("ascale,0.001", lines.get(lines.indexOf("t,gx,gy,gz,ax,ay,az") - 1));
        assertEquals("1000,5000,0,0,-250,2,1000", lines.get(lines.size() - 2));
        assertEquals("2000,2500,0,0,0,0,-1000", lines.getLast());
        assertEquals(0.25f, new GcsvReader().read(file).gyro().x(1), 1e-6);
        assertThrows(IllegalArgumentException.class, () -> new GcsvWriter.Rows(file, header(1e-6), -1));
    }

    @Test
    void shouldWriteHeadersThatGyroflowReads() throws IOException {
        Path file = folder.resolve("clip.gcsv");
        GcsvWriter.write(file, track(3), header(1e-6));
        var lines = Files.readAllLines(file);
        assertEquals("GYROFLOW IMU LOG", lines.getFirst());
        assertEquals("id,demo 1", lines.get(2));
        assertEquals("note,two lines and a quote", lines.get(4));
        int names = lines.indexOf("t,gx,gy,gz");
        for (String line : lines.subList(1, names)) {
            assertEquals(2, line.split(",", -1).length, line);
        }
        assertEquals("5000000,0,0,10000", lines.get(names + 1));
    }

    @Test
    void shouldLeaveTheOldFileWhereWritingFails() throws IOException {
        Path file = folder.resolve("clip.gcsv");
        Files.writeString(file, "old");
        assertThrows(IllegalArgumentException.class, () -> GcsvWriter.write(file, track(50), header(0.01)));
        assertEquals("old", Files.readString(file));
        try (var left = Files.list(folder)) {
            assertEquals(1, left.count());
        }
        assertThrows(
                IOException.class,
                () -> GcsvWriter.write(folder.resolve("no/such/folder.gcsv"), track(5), header(1e-6)));
    }
}
