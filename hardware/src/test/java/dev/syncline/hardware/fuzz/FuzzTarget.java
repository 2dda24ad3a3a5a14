package dev.syncline.hardware.fuzz;

import dev.syncline.bindings.compress.ChunkCompressions;
import dev.syncline.bindings.ffmpeg.FfmpegDataTracks;
import dev.syncline.bindings.ffmpeg.FfmpegFrameSource;
import dev.syncline.bindings.ffmpeg.FfmpegFrameTimes;
import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.TwoWayFit;
import dev.syncline.engine.clock.TwoWaySample;
import dev.syncline.engine.edit.EditPoint;
import dev.syncline.engine.edit.PointEdits;
import dev.syncline.engine.edit.PointReview;
import dev.syncline.engine.edit.PointsFile;
import dev.syncline.engine.lens.LensDatabase;
import dev.syncline.engine.lens.LensProfileReader;
import dev.syncline.engine.lens.RecordedMode;
import dev.syncline.engine.match.read.McapTime;
import dev.syncline.engine.match.read.MessageFiles;
import dev.syncline.engine.project.GyroflowProjectReader;
import dev.syncline.engine.project.GyroflowProjectWriter;
import dev.syncline.engine.result.SyncResultJson;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import dev.syncline.engine.telemetry.TelemetryFormat;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TelemetryReaders;
import dev.syncline.engine.telemetry.TimedPayload;
import dev.syncline.hardware.dji.FrameParserTarget;
import dev.syncline.hardware.dji.SessionTarget;
import dev.syncline.hardware.framesync.PacketGate;
import dev.syncline.hardware.framesync.SyncKey;
import dev.syncline.hardware.framesync.SyncNetwork;
import dev.syncline.hardware.framesync.SyncSettings;
import dev.syncline.hardware.framesync.check.RecordedFramesReader;
import dev.syncline.hardware.rig.data.RigData;
import dev.syncline.hardware.rig.file.RigFile;
import dev.syncline.hardware.rig.verify.FrameFiles;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * One reader, or one parser of what comes from a network, on bytes that somebody else thought of. A reader says what is
 * wrong by an {@link IOException}; anything else that is thrown is a fault. The system property {@code syncline.fuzz} says
 * which reader a fuzzer means.
 */
@SuppressWarnings("ImmutableEnumChecker") // functions without a state
public enum FuzzTarget {
    /** Motion logs as files: Gyroflow CSV and raw GPMF. */
    MOTION_LOG(FuzzTarget::motionLog),
    /** Each recorder's and camera's file as its own format: the corpus of one need not find the beginning of another. */
    BLACKBOX(bytes -> format("blackbox", bytes)),
    ULOG(bytes -> format("ulog", bytes)),
    INSTA360(bytes -> format("insta360", bytes)),
    TABLE(bytes -> format("table", bytes)),
    DATAFLASH(bytes -> format("dataflash", bytes)),
    TLOG(bytes -> format("tlog", bytes)),
    MCAP_MOTION(bytes -> format("mcap", bytes)),
    ROSBAG2(bytes -> format("rosbag2", bytes)),
    /** Packets of a track, sixteen bytes each. */
    CAMM(FuzzTarget::camm),
    /** Two packets of a camera's track. */
    RTMD(bytes -> halves("rtmd", bytes)),
    DVTM(bytes -> halves("dvtm", bytes)),
    /** A GoPro's payloads, two of them. */
    GPMF(FuzzTarget::gpmf),
    LENS(bytes -> LensProfileReader.read(bytes, "lens")),
    /** A database of lens profiles: an archive, its index, and a lookup in it. */
    LENSES(FuzzTarget::lenses),
    /** Gyroflow projects: what is read of them, the motion data inside, and their points edited and written. */
    PROJECT(FuzzTarget::project),
    RESULT(FuzzTarget::result),
    /** Containers: packets' times, data tracks, a few decoded frames. */
    VIDEO(FuzzTarget::video),
    /** Message streams: CSV, JSON lines, MCAP with its compressions. */
    MESSAGES(FuzzTarget::messages),
    /** Metadata and times of recordings, as {@code frames} reads them. */
    FRAMES(bytes -> RecordedFramesReader.read(file(bytes, "frames"), null)),
    /** The same, as {@code rig verify} reads them. */
    RIG_FRAMES(bytes -> FrameFiles.read(List.of(file(bytes, "rig-frames")), McapTime.AUTO, warning -> {})),
    RIG(bytes -> RigFile.read(new String(bytes, StandardCharsets.UTF_8), "rig", Data.BUILT_IN)),
    RIG_DATA(bytes -> RigData.with(List.of(file(bytes, "data.yaml")))),
    /** A recorded session with a flight controller, replayed. */
    DJI_SESSION(bytes -> SessionTarget.run(file(bytes, "session"))),
    /** Bytes from a serial line. */
    DJI_FRAMES(FrameParserTarget::run),
    /** Packets of the frame sync, open and sealed. */
    NETWORK_FRAME_SYNC(FuzzTarget::frameSync),
    /** Answers of the time exchange. */
    NETWORK_TIME(FuzzTarget::timeExchange);

    /** What a target does with an input. */
    @FunctionalInterface
    interface Reading {
        void read(byte[] bytes) throws IOException;
    }

    private static final class Data {
        static final RigData BUILT_IN = RigData.builtIn();
    }

    private final Reading reading;

    FuzzTarget(Reading reading) {
        this.reading = reading;
    }

    /** The name that a fuzzer and its corpus know it by, such as {@code motion-log}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads an input; returns whatever is wrong with it. */
    public void read(byte[] bytes) {
        try {
            reading.read(bytes);
        } catch (IOException e) {
            String message = e.getMessage();
            if (message == null || message.isBlank()) {
                throw new IllegalStateException("an error that says nothing", e);
            }
        }
    }

    /** Loads all that a target needs, so that the first input's time is its own. */
    public static void fuzzerInitialize() throws IOException {
        try (var seeds = Files.list(Path.of(System.getProperty("syncline.fuzz.seeds", ".")))) {
            for (Path seed : seeds.toList()) {
                Chosen.TARGET.read(Files.readAllBytes(seed));
            }
        }
    }

    /** Jazzer's door. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Chosen.TARGET.read(bytes);
    }

    private static final class Chosen {
        static final FuzzTarget TARGET = of(System.getProperty("syncline.fuzz", ""));
    }

    private static FuzzTarget of(String word) {
        for (FuzzTarget target : values()) {
            if (target.word().equals(word)) {
                return target;
            }
        }
        throw new IllegalArgumentException("-Dsyncline.fuzz=" + word + ": there is no such target");
    }

    /** The input as a file, in memory where the system has such a place. */
    private static Path file(byte[] bytes, String name) throws IOException {
        Path file = Folder.PATH.resolve(name);
        try (OutputStream out = new FileOutputStream(file.toFile())) {
            out.write(bytes);
        }
        return file;
    }

    private static final class Folder {
        static final Path PATH = make();

        private static Path make() {
            try {
                Path memory = Path.of("/dev/shm");
                Path folder = Files.isWritable(memory)
                        ? Files.createTempDirectory(memory, "syncline-fuzz-")
                        : Files.createTempDirectory("syncline-fuzz-");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    for (String left : List.of(
                            "log", "lenses.tar", "video", "messages", "frames", "rig-frames", "data.yaml", "session")) {
                        folder.resolve(left).toFile().delete();
                    }
                    folder.toFile().delete();
                }));
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void format(String name, byte[] bytes) throws IOException {
        TelemetryFormat format = Formats.of(name);
        Path log = file(bytes, "log");
        format.facts(log);
        withAllStreams(options -> format.read(log, options));
    }

    /** A reading of a log as it is asked for. */
    @FunctionalInterface
    private interface LogReading {
        MotionLog read(ReadOptions options) throws IOException;
    }

    /** What other sensors say costs the gyro nothing: a log that reads without them reads with them. */
    private static void withAllStreams(LogReading log) throws IOException {
        MotionLog plain;
        try {
            plain = log.read(ReadOptions.PLAIN);
        } catch (TelemetryFormatException e) {
            log.read(ReadOptions.PLAIN.allStreams(true));
            throw new IllegalStateException("read with other sensors, not without", e);
        }
        MotionLog all;
        try {
            all = log.read(ReadOptions.PLAIN.allStreams(true));
        } catch (TelemetryFormatException e) {
            throw new IllegalStateException("other sensors cost the gyro", e);
        }
        if (all.gyro().size() != plain.gyro().size()) {
            throw new IllegalStateException("other sensors change the gyro");
        }
    }

    private static final class Formats {
        static final List<TelemetryFormat> ALL = ServiceLoader.load(TelemetryFormat.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();

        static TelemetryFormat of(String name) {
            return ALL.stream()
                    .filter(format -> format.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("there is no format " + name));
        }
    }

    private static void lenses(byte[] bytes) throws IOException {
        LensDatabase lenses = LensDatabase.of(file(bytes, "lenses.tar"), null);
        lenses.faults();
        lenses.find(new RecordedMode("Acme", "One", "wide", "eis", "one", 24, 1920, 1080, 50));
    }

    /** What is read strictly is read leniently too. */
    private static void motionLog(byte[] bytes) throws IOException {
        Path log = file(bytes, "log");
        IOException strictly = null;
        try {
            withAllStreams(options -> TelemetryReaders.open(log, options));
        } catch (TelemetryFormatException e) {
            strictly = e;
        }
        try {
            TelemetryReaders.open(log, ReadOptions.PLAIN.lenient(true));
        } catch (TelemetryFormatException e) {
            if (strictly == null) {
                throw new IllegalStateException("read strictly, not leniently", e);
            }
        }
    }

    private static void camm(byte[] bytes) throws IOException {
        List<TimedPayload> packets = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += 16) {
            packets.add(
                    new TimedPayload(at * 100_000L, 0, Arrays.copyOfRange(bytes, at, Math.min(at + 16, bytes.length))));
        }
        track("camm", packets);
    }

    private static void halves(String format, byte[] bytes) throws IOException {
        int half = bytes.length / 2;
        track(
                format,
                List.of(
                        new TimedPayload(0, 40_000_000, Arrays.copyOf(bytes, half)),
                        new TimedPayload(40_000_000, 40_000_000, Arrays.copyOfRange(bytes, half, bytes.length))));
    }

    private static void track(String name, List<TimedPayload> packets) throws IOException {
        TelemetryFormat format = Formats.of(name);
        format.trackFacts(name, packets);
        withAllStreams(options -> format.readTrack(name, packets, options));
    }

    private static void project(byte[] bytes) throws IOException {
        byte[] again = GyroflowProjectWriter.write(GyroflowProjectReader.read("project", bytes));
        GyroflowProjectReader.read("again", again);
        edit(bytes);
        Path file = file(bytes, "project.gyroflow");
        withAllStreams(options -> TelemetryReaders.open(file, options));
    }

    private static void result(byte[] bytes) throws IOException {
        SyncResultJson.read("result", bytes);
        edit(bytes);
    }

    /** What a hand does to points, in whatever file they are. */
    private static void edit(byte[] bytes) throws IOException {
        PointsFile file = PointsFile.read("points", bytes);
        PointReview.of(file.points(), file.jumpsNs());
        List<EditPoint> more = PointEdits.replaced(file.points(), EditPoint.manual(1_000_000_000L, -12.5));
        PointsFile edited = PointsFile.read("edited", file.with(PointEdits.graded(more, file.jumpsNs())));
        edited.with(List.of());
    }

    private static void gpmf(byte[] bytes) throws IOException {
        int half = bytes.length / 2;
        List<TimedPayload> payloads = new ArrayList<>();
        payloads.add(new TimedPayload(0, 1_001_000_000L, Arrays.copyOf(bytes, half)));
        payloads.add(new TimedPayload(1_001_000_000L, 1_001_000_000L, Arrays.copyOfRange(bytes, half, bytes.length)));
        withAllStreams(options -> Formats.of("gpmf").readTrack("gpmf", payloads, options));
    }

    private static void video(byte[] bytes) throws IOException {
        Path file = file(bytes, "video");
        if (bytes.length % 2 == 0) {
            FfmpegFrameTimes.read(file);
            return;
        }
        new FfmpegDataTracks().payloads(file, "gpmd");
        try (FfmpegFrameSource source = FfmpegFrameSource.open(file, 32, 1)) {
            int[] frames = {0};
            source.decode(0, 500_000_000L, frame -> ++frames[0] < 10);
        }
    }

    private static void messages(byte[] bytes) throws IOException {
        List<McapTime> times = List.of(McapTime.values());
        McapTime time = times.get(bytes.length % times.size());
        MessageFiles reader = new MessageFiles(
                video -> {
                    throw new IOException(video + ": a video, which has a target of its own");
                },
                ChunkCompressions.all(),
                time,
                Set.of());
        reader.read(file(bytes, "messages"));
    }

    private static void frameSync(byte[] bytes) {
        SyncNetwork open = SyncNetwork.DEFAULT;
        SyncNetwork sealed = new SyncNetwork(
                open.group(),
                null,
                1,
                null,
                Set.of(),
                SyncKey.of("0123456789abcdef".getBytes(StandardCharsets.US_ASCII)));
        List<PacketGate> gates = List.of(
                new PacketGate(open, SyncSettings.DEFAULT),
                new PacketGate(open, SyncSettings.DEFAULT.with(SyncSettings.Arithmetic.STOCK)),
                new PacketGate(sealed, SyncSettings.DEFAULT));
        InetSocketAddress source = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        long nowNs = 0;
        for (int at = 0; at < bytes.length; at += 40) {
            for (PacketGate gate : gates) {
                ByteBuffer packet = ByteBuffer.wrap(bytes, at, Math.min(bytes[at] == 1 ? 80 : 40, bytes.length - at));
                gate.accept(packet, source, nowNs, 1_700_000_000_000_000_000L + nowNs);
            }
            nowNs += 1_000_000_000L;
        }
    }

    private static void timeExchange(byte[] bytes) {
        ByteBuffer numbers = ByteBuffer.wrap(bytes);
        List<TwoWaySample> samples = new ArrayList<>();
        long t0 = 1_000_000_000_000L;
        while (numbers.remaining() >= 2 * Long.BYTES && samples.size() < 100) {
            samples.add(new TwoWaySample(t0, numbers.getLong(), numbers.getLong(), t0 + 200_000));
            t0 += 1_000_000_000L;
        }
        if (!samples.isEmpty()) {
            TwoWayFit.of(samples, ClockDomain.REALTIME, ClockDomain.REALTIME);
        }
    }
}
