package dev.syncline.hardware.rig.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.bindings.compress.ZstdChunks;
import dev.syncline.engine.match.header.DepthaiTypes;
import dev.syncline.engine.match.mcap.McapWriter;
import dev.syncline.engine.match.read.McapTime;
import dev.syncline.hardware.rig.Rig;
import dev.syncline.hardware.rig.data.RigData;
import dev.syncline.hardware.rig.file.RigFile;
import dev.syncline.hardware.rig.simulate.FreeCameras;
import dev.syncline.hardware.rig.simulate.RigSimulation;
import dev.syncline.hardware.rig.units.FrameRate;
import dev.syncline.hardware.rig.yaml.RigFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RigVerifierTest {
    private static final long TAI_NOW_NS = 1_800_000_000_000_000_000L;
    private static final String PTP_RIG =
            "mode: ptp\nfps: FPS\ndevices: {left: {board: OAK4-S}, right: {board: OAK4-S}}";

    private static Rig rig(String yaml) throws RigFormatException {
        return RigFile.read(yaml, "rig.yaml", RigData.builtIn());
    }

    private static FrameStream frames(String name, FrameRate rate, int count, double ppm, long lateNs) {
        return FrameStream.of(
                name,
                IntStream.range(0, count)
                        .mapToLong(k -> 1_000_000_000L + Math.round(rate.edgeNs(k) * (1 + ppm * 1e-6)) + lateNs)
                        .toArray());
    }

    private static RigVerifier within(long ns) {
        return new RigVerifier(ns, Moment.END, null);
    }

    @Test
    void shouldSayTogetherOfASimulatedRigOnOneLine() throws RigFormatException {
        Rig rig = rig(
                "fps: 30\nexposure: 5ms\ndevices: {oak: {board: OAK-D, cameras: {B: {sync: output}, C: {sync: input}}}}");
        List<FrameStream> streams = RigSimulation.record(rig, FreeCameras.DRIFT, 10_000_000_000L, 900, 1);
        RigVerdict verdict = within(50_000).compare(streams, 0);
        assertTrue(verdict.isRight(), verdict::toString);
        assertTrue(verdict.streams().get(1).phase().worstNs() < 50_000);
    }

    @Test
    void shouldMeasurePhaseAndDrift() {
        FrameRate rate = FrameRate.parse("30");
        FrameStream left = frames("left", rate, 600, 0, 0);
        RigVerdict verdict = within(100_000).compare(List.of(left, frames("right", rate, 600, 40, -2_000_000)), 0);
        StreamVerdict right = verdict.streams().get(1);
        assertFalse(right.isRight());
        assertEquals(40, right.phase().driftPpm(), 0.01);
        assertEquals(-2_000_000 + 400_000, right.phase().medianNs(), 5_000);
        assertTrue(right.complaints().stream().anyMatch(line -> line.contains("drifts")), right::toString);
    }

    @Test
    void shouldFollowADriftThroughTheWholePeriod() {
        FrameRate rate = FrameRate.parse("30");
        StreamVerdict colour = within(1_000_000)
                .compare(List.of(frames("mono", rate, 9000, 0, 0), frames("colour", rate, 9000, 417, 0)), 0)
                .streams()
                .get(1);
        assertEquals(417, colour.phase().driftPpm(), 0.5);
    }

    private static FrameStream moved(FrameStream stream, int fromFrame, long byNs, int noiseNs) {
        SplittableRandom random = new SplittableRandom(5);
        long[] times = stream.timesNs().clone();
        for (int i = 0; i < times.length; i++) {
            times[i] += (i >= fromFrame ? byNs : 0) + (noiseNs == 0 ? 0 : Math.round(random.nextGaussian() * noiseNs));
        }
        return FrameStream.of(stream.name(), times);
    }

    @Test
    void shouldTellAStepFromADrift() {
        FrameRate rate = FrameRate.parse("30");
        FrameStream left = frames("left", rate, 900, 0, 0);
        for (int at : new int[] {15, 300, 450, 885}) {
            for (long byNs : new long[] {5_000_000, -3_000_000}) {
                StreamVerdict right = within(1_000_000)
                        .compare(List.of(left, moved(frames("right", rate, 900, 0, 0), at, byNs, 5_000)), 0)
                        .streams()
                        .get(1);
                assertEquals(1, right.phase().steps().size(), right::toString);
                assertEquals((double) byNs, right.phase().steps().getFirst().byNs(), 20_000);
                assertTrue(Math.abs(left.timesNs()[at]
                                - right.phase().steps().getFirst().timeNs())
                        < 6_000_000);
                assertEquals(0, right.phase().driftPpm(), 1);
                assertTrue(right.complaints().stream().anyMatch(line -> line.contains("steps by")), right::toString);
                assertTrue(right.complaints().stream().noneMatch(line -> line.contains("drifts")), right::toString);
            }
        }
    }

    @Test
    void shouldNotComplainOfACameraThatLocksOnInItsFirstFrames() {
        FrameRate rate = FrameRate.parse("30");
        FrameStream left = frames("left", rate, 900, 0, 0);
        StreamVerdict right = within(1_000_000)
                .compare(List.of(left, moved(frames("right", rate, 900, 0, -5_000_000), 7, 5_000_000, 5_000)), 0)
                .streams()
                .get(1);
        assertEquals(1, right.phase().steps().size(), right::toString);
        assertTrue(right.isRight(), right::toString);
    }

    @Test
    void shouldFindADriftBesideAStep() {
        FrameRate rate = FrameRate.parse("30");
        StreamVerdict right = within(1_000_000)
                .compare(
                        List.of(
                                frames("left", rate, 1800, 0, 0),
                                moved(frames("right", rate, 1800, 40, 0), 700, -4_000_000, 5_000)),
                        0)
                .streams()
                .get(1);
        assertEquals(40, right.phase().driftPpm(), 0.1);
        assertEquals(-4_000_000, right.phase().steps().getFirst().byNs(), 20_000);
        assertTrue(right.complaints().stream().anyMatch(line -> line.contains("drifts")), right::toString);
    }

    @Test
    void shouldFindNoStepInADriftInLateFramesOrInAWander() {
        FrameRate rate = FrameRate.parse("30");
        FrameStream left = frames("left", rate, 1800, 0, 0);
        long[] late = moved(left, 0, 0, 5_000).timesNs();
        for (int i = 50; i < 1800; i += 150) {
            late[i] += 5_000_000;
        }
        SplittableRandom random = new SplittableRandom(6);
        long[] wander = left.timesNs().clone();
        double walk = 0;
        for (int i = 0; i < wander.length; i++) {
            walk += random.nextGaussian() * 60_000;
            wander[i] += Math.round(walk);
        }
        List<FrameStream> streams = List.of(
                left,
                moved(frames("drift", rate, 1800, 100, 0), 0, 0, 5_000),
                FrameStream.of("late", late),
                FrameStream.of("wander", wander));
        for (StreamVerdict verdict : within(1_000_000).compare(streams, 0).streams()) {
            assertEquals(List.of(), verdict.phase().steps(), verdict::toString);
        }
    }

    @Test
    void shouldNotBeSureOfADriftThatIsNoStraightLine() {
        FrameRate rate = FrameRate.parse("30");
        // Too small to be looked for as a step, and yet no drift.
        StreamVerdict right = within(1_000_000)
                .compare(
                        List.of(
                                frames("left", rate, 1800, 0, 0),
                                moved(frames("right", rate, 1800, 0, 0), 900, 45_000, 1_000)),
                        0)
                .streams()
                .get(1);
        assertTrue(right.isRight(), right::toString);
    }

    @Test
    void shouldRemarkNumbersThatDifferAtEqualTimes() {
        FrameStream left = numbered("left", 0);
        RigVerdict verdict = within(1_000_000).compare(List.of(left, numbered("right", 7), numbered("up", 0)), 0);
        assertTrue(verdict.isRight());
        assertEquals(
                List.of("its numbers are 7 ahead of those of left at equal times: match them by time, not by number"),
                verdict.streams().get(1).remarks());
        assertEquals(List.of(), verdict.streams().get(2).remarks());
    }

    private static FrameStream numbered(String name, long first) {
        long[] times = IntStream.range(0, 100).mapToLong(k -> k * 33_333_333L).toArray();
        long[] numbers = IntStream.range(0, 100).mapToLong(k -> first + k).toArray();
        return new FrameStream(name, times, new long[100], FrameStream.Zero.CLOCK, numbers);
    }

    @Test
    void shouldReadMcapFilesOfOneStreamNameByTheirStamps(@TempDir Path folder) throws IOException {
        for (String camera : List.of("left", "right")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (McapWriter writer = new McapWriter(bytes, new ZstdChunks(), "test")) {
                writer.addChannel(DepthaiTypes.frames());
                for (int n = 0; n < 5; n++) {
                    // The recorder was 70 ms late for one camera.
                    long logNs = n * 33_000_000L + (camera.equals("left") ? 0 : 70_000_000);
                    writer.write(1, n, logNs, logNs, DepthaiTypes.frame(n * 33_000_000L + 1, 0, 100 + n, 500));
                }
            }
            Files.write(folder.resolve(camera + ".mcap"), bytes.toByteArray());
        }
        List<Path> files = List.of(folder.resolve("left.mcap"), folder.resolve("right.mcap"));
        List<FrameStream> streams = FrameFiles.read(files, McapTime.AUTO, warning -> {});
        assertEquals(
                List.of("left", "right"),
                streams.stream().map(FrameStream::name).toList());
        assertEquals(33_000_001, streams.get(1).timesNs()[1]);
        assertEquals(104, streams.get(1).numbers()[4]);
        assertEquals(500_000, streams.get(1).exposuresNs()[0]);
        assertEquals(
                103_000_000,
                FrameFiles.read(files, McapTime.LOG, warning -> {}).get(1).timesNs()[1]);
    }

    @Test
    void shouldLeaveOutMotionSensors(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (McapWriter writer = new McapWriter(bytes, new ZstdChunks(), "test")) {
            writer.addChannel(DepthaiTypes.imu());
            writer.write(2, 0, 5, 5, DepthaiTypes.batch(new long[] {100, 105, 1}, new long[] {200, 205, 2}));
        }
        Path imu = Files.write(folder.resolve("imu.mcap"), bytes.toByteArray());
        Path csv = Files.writeString(folder.resolve("a.csv"), "stream,timestamp_ms\nl,1\nl,2\n");
        List<String> warnings = new ArrayList<>();
        List<FrameStream> streams = FrameFiles.read(List.of(csv, imu), McapTime.AUTO, warnings::add);
        assertEquals(List.of("l"), streams.stream().map(FrameStream::name).toList());
        assertEquals(2, warnings.size());
        assertTrue(warnings.getFirst().contains("imu/accelerometer holds a motion sensor's samples"));
        IOException none =
                assertThrows(IOException.class, () -> FrameFiles.read(List.of(imu), McapTime.AUTO, warnings::add));
        assertTrue(String.valueOf(none.getMessage()).contains("holds no frames"), none::toString);
    }

    @Test
    void shouldRefuseARecordingOfTwoRuns(@TempDir Path folder) throws IOException {
        StringBuilder csv = new StringBuilder("stream,timestamp_ms\n");
        for (int run = 0; run < 2; run++) {
            for (int i = 0; i < 50; i++) {
                csv.append("l,").append(1000 + run * 7 + i * 33).append('\n');
            }
        }
        Path file = Files.writeString(folder.resolve("runs.csv"), csv);
        IOException e =
                assertThrows(IOException.class, () -> FrameFiles.read(List.of(file), McapTime.AUTO, warning -> {}));
        assertTrue(String.valueOf(e.getMessage()).contains("holds 2 runs"), e::toString);
    }

    @Test
    void shouldCountMissedTriggers() {
        FrameRate rate = FrameRate.parse("60");
        FrameStream full = frames("full", rate, 600, 0, 0);
        long[] some = IntStream.range(0, 600)
                .filter(k -> k % 20 != 7 && (k < 300 || k > 303))
                .mapToLong(k -> full.timesNs()[k])
                .toArray();
        StreamVerdict lossy = within(100_000)
                .compare(List.of(full, FrameStream.of("lossy", some)), 0)
                .streams()
                .get(1);
        assertEquals(600 - some.length, lossy.missed());
        assertEquals(4, lossy.longestGap());
        assertTrue(lossy.complaints().getFirst().contains("missed"), lossy::toString);
    }

    @Test
    void shouldSeeThatHalfRateIsEverySecondTriggerMissed() {
        FrameStream full = frames("full", FrameRate.parse("60"), 600, 0, 0);
        FrameStream half = frames("half", FrameRate.parse("30"), 300, 0, 0);
        assertEquals(
                299,
                within(100_000).compare(List.of(full, half), 0).streams().get(1).missed());
    }

    @Test
    void shouldCompareTheMomentThatIsAskedFor() {
        long[] times = IntStream.range(0, 100).mapToLong(k -> k * 33_333_333L).toArray();
        long[] brief = IntStream.range(0, 100).mapToLong(k -> 2_000_000).toArray();
        long[] slow = IntStream.range(0, 100).mapToLong(k -> 28_000_000).toArray();
        List<FrameStream> streams =
                List.of(new FrameStream("brief", times, brief), new FrameStream("slow", times, slow));
        assertTrue(within(100_000).compare(streams, 0).isRight());
        StreamVerdict middle = new RigVerifier(100_000, Moment.MIDDLE, null)
                .compare(streams, 0)
                .streams()
                .get(1);
        assertEquals(-13_000_000, middle.phase().medianNs(), 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "29.97", "18.5", "30000/1001"})
    void shouldFindSimulatedPtpCamerasOnTheirSlots(String fps) throws RigFormatException {
        FrameRate rate = FrameRate.parse(fps);
        List<FrameStream> streams =
                RigSimulation.record(rig(PTP_RIG.replace("FPS", fps)), FreeCameras.DRIFT, TAI_NOW_NS, 900, 4);
        List<FrameStream> locked = streams.stream()
                .map(stream -> stream.since(stream.timesNs()[0] + 4_000_000_000L))
                .toList();
        RigVerdict verdict = new RigVerifier(100_000, Moment.END, rate).compareWithSlots(locked);
        assertTrue(verdict.isRight(), verdict::toString);
    }

    @Test
    void shouldNoticeThe37SecondsThatWholeFrameRatesHide() throws RigFormatException {
        FrameRate rate = FrameRate.parse("30");
        List<FrameStream> streams =
                RigSimulation.record(rig(PTP_RIG.replace("FPS", "30")), FreeCameras.DRIFT, TAI_NOW_NS, 900, 4);
        List<FrameStream> mixed = List.of(streams.get(0), streams.get(1).later(-37_000_000_000L));
        RigVerdict verdict = new RigVerifier(1_000_000, Moment.END, rate).compareWithSlots(mixed);
        assertTrue(verdict.streams().stream().allMatch(StreamVerdict::isRight), "phases do not show it");
        assertFalse(verdict.isRight());
        String complaint = verdict.complaints().getFirst();
        assertTrue(complaint.startsWith("right.A begins 37.") && complaint.contains("TAI"), complaint);
    }

    @Test
    void shouldRecogniseThePhaseThat37SecondsMakeAtOtherRates() throws RigFormatException {
        FrameRate rate = FrameRate.parse("29.97");
        List<FrameStream> streams =
                RigSimulation.record(rig(PTP_RIG.replace("FPS", "29.97")), FreeCameras.DRIFT, TAI_NOW_NS, 900, 4);
        FrameStream utc = streams.get(1).later(-37_000_000_000L);
        RigVerdict verdict = new RigVerifier(1_000_000, Moment.END, rate).compareWithSlots(List.of(utc));
        assertTrue(
                verdict.streams().getFirst().complaints().stream().anyMatch(line -> line.contains("UTC")),
                verdict::toString);
    }

    @Test
    void shouldKeepATrimmedColourCameraWithinAMillisecond() throws RigFormatException {
        Rig rig = rig("fps: 30\ndevices: {oak: {board: OAK-D, cameras: {B: {}, C: {}, A: {resolution: 4k}}}}");
        List<FrameStream> streams = RigSimulation.record(rig, FreeCameras.TRIM, 10_000_000_000L, 1800, 3).stream()
                .map(stream -> stream.since(stream.timesNs()[0] + 3_000_000_000L))
                .toList();
        RigVerdict verdict = within(1_000_000).compare(streams, 0);
        assertTrue(verdict.isRight(), verdict::toString);
        assertTrue(verdict.streams().get(2).phase().worstNs() < 40_000, verdict::toString);
        List<FrameStream> free = RigSimulation.record(rig, FreeCameras.DRIFT, 10_000_000_000L, 1800, 3);
        assertFalse(within(1_000_000).compare(free, 0).isRight());
    }

    @Test
    void shouldMoveRollingShuttersToTheMiddleOfThePicture() throws RigFormatException {
        Rig rig = rig("fps: 30\ndevices: {oak: {board: OAK-D, cameras: {A: {resolution: 1080p}, B: {}}}}");
        List<FrameStream> moved =
                RigVerifier.atPictureMiddle(List.of(FrameStream.of("oak.A", 0), FrameStream.of("oak.B", 0)), rig);
        assertEquals(8_262_343, moved.get(0).timesNs()[0]);
        assertEquals(0, moved.get(1).timesNs()[0]);
    }

    @Test
    void shouldRefuseWhatCannotBeCompared() {
        FrameStream two = FrameStream.of("two", 0, 33_000_000);
        assertThrows(IllegalArgumentException.class, () -> within(1000).compare(List.of(two), 0));
        assertThrows(IllegalArgumentException.class, () -> within(1000).compare(List.of(two, two), 0));
        assertThrows(IllegalArgumentException.class, () -> within(1000).compareWithSlots(List.of(two)));
        assertThrows(IllegalArgumentException.class, () -> FrameStream.of("back", 5, 4));
    }

    @Test
    void shouldReadTheFormsOfRecordings(@TempDir Path folder) throws IOException {
        Path csv = Files.writeString(
                folder.resolve("a.csv"),
                "stream,sequence,timestamp_ms,exposure_us\nl,0,1.5,100\nr,0,1.6,\nl,1,2.5,100\n");
        Path json = Files.writeString(
                folder.resolve("cam.json"),
                "[\n{\"SensorTimestamp\": 1000, \"ExposureTime\": 9998, \"Lux\": [1, 2]},\n{\"SensorTimestamp\": 2000}");
        Path pts = Files.writeString(folder.resolve("p.pts"), "# timecode format v2\n0.000\n33.333\n66.667\n");
        List<FrameStream> streams = FrameFiles.read(List.of(csv, json, pts), McapTime.AUTO, warning -> {});
        assertEquals(
                List.of("l", "r", "cam", "p"),
                streams.stream().map(FrameStream::name).toList());
        assertEquals(2_500_000, streams.get(0).timesNs()[1]);
        assertEquals(100_000, streams.get(0).exposuresNs()[0]);
        assertEquals(9_998_000, streams.get(2).exposuresNs()[0]);
        assertEquals(66_667_000, streams.get(3).timesNs()[2]);
        assertEquals(FrameStream.Zero.FIRST_FRAME, streams.get(3).zero());
    }

    @Test
    void shouldKeepExposuresWithTheirFramesWhenPutInOrder(@TempDir Path folder) throws IOException {
        Path json = Files.writeString(
                folder.resolve("cam.json"),
                "[{\"SensorTimestamp\": 2000, \"ExposureTime\": 7}, {\"SensorTimestamp\": 1000, \"ExposureTime\": 3}]");
        FrameStream stream =
                FrameFiles.read(List.of(json), McapTime.AUTO, warning -> {}).getFirst();
        assertEquals(1000, stream.timesNs()[0]);
        assertEquals(3_000, stream.exposuresNs()[0]);
    }

    @Test
    void shouldNameTheLineOfAFaultyRecording(@TempDir Path folder) throws IOException {
        Path pts = Files.writeString(folder.resolve("p.pts"), "# timecode format v2\n0.000\nsoon\n");
        IOException e =
                assertThrows(IOException.class, () -> FrameFiles.read(List.of(pts), McapTime.AUTO, warning -> {}));
        assertTrue(String.valueOf(e.getMessage()).contains("line 3"), e::toString);
        Path json = Files.writeString(folder.resolve("m.json"), "[\n{\"Lux\": 3}\n]");
        e = assertThrows(IOException.class, () -> FrameFiles.read(List.of(json), McapTime.AUTO, warning -> {}));
        assertTrue(String.valueOf(e.getMessage()).contains("SensorTimestamp"), e::toString);
        Path broken = Files.writeString(folder.resolve("b.json"), "[\n{\"SensorTimestamp\": }\n]");
        e = assertThrows(IOException.class, () -> FrameFiles.read(List.of(broken), McapTime.AUTO, warning -> {}));
        assertTrue(String.valueOf(e.getMessage()).contains("line 2"), e::toString);
    }
}
