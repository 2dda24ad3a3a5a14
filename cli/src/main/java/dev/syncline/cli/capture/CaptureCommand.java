package dev.syncline.cli.capture;

import dev.syncline.bindings.ffmpeg.CaptureEncoding;
import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import dev.syncline.cli.files.KeyFiles;
import dev.syncline.cli.files.OutputGuard;
import dev.syncline.engine.file.PartFile;
import dev.syncline.hardware.camera.CameraRequest;
import dev.syncline.hardware.camera.CameraSession;
import dev.syncline.hardware.framesync.FrameSync;
import dev.syncline.hardware.framesync.FrameSyncRole;
import dev.syncline.hardware.framesync.FrameSyncSession;
import dev.syncline.hardware.framesync.StockRunRule;
import dev.syncline.hardware.framesync.SyncNetwork;
import dev.syncline.hardware.framesync.SyncSettings;
import dev.syncline.hardware.recorder.Recording;
import dev.syncline.hardware.recorder.RecordingFiles;
import dev.syncline.hardware.recorder.run.CaptureLimits;
import dev.syncline.hardware.recorder.run.CaptureStatus;
import dev.syncline.hardware.recorder.run.SyncedCapture;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code syncline capture}: records a camera, in step with others, from the synchronisation point on. */
@Command(
        name = "capture",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Record a camera, in step with others, from the synchronisation point on.",
        description = {
            "",
            "Takes the options of rpicam-vid where they exist. Start the clients first: they wait for the server.",
            ""
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "On one machine:  syncline capture -n -t 20s --camera 0 --sync server -o server.mp4",
            "On another:      syncline capture -n -t 20s --camera 0 --sync client -o client.mp4"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class CaptureCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(
            names = "--camera",
            paramLabel = "N|ID",
            defaultValue = "0",
            description = "number or id of the camera (see syncline cameras; default: 0)")
    String camera;

    @Option(
            names = "--camera-backend",
            paramLabel = "libcamera|v4l2|sim",
            description = "how to reach it (default: libcamera where it is, else v4l2)")
    CameraChoice.@Nullable Backend backend;

    @Mixin
    FrameSyncOptions sync = new FrameSyncOptions();

    @Option(
            names = "--sync-by",
            paramLabel = "syncline|camera",
            defaultValue = "syncline",
            description = "who keeps it in step: Syncline, or the camera itself where it can (Raspberry Pi;"
                    + " default: syncline)")
    SyncBy syncBy;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = CaptureTimeConverter.class,
            description = "length of the recording, from the synchronisation point; bare numbers are ms; 0: until"
                    + " Ctrl-C (default: 5s)")
    Duration length;

    @Option(names = "--frames", paramLabel = "N", defaultValue = "0", description = "end after so many frames")
    long frames;

    @Option(
            names = "--wait-timeout",
            paramLabel = "TIME",
            defaultValue = "0",
            converter = CaptureTimeConverter.class,
            description = "give up where the synchronisation point does not come in this time (default: wait for ever)")
    Duration wait;

    @Option(
            names = "--framerate",
            paramLabel = "FPS",
            defaultValue = "30",
            description = "nominal frame rate, the same on all cameras (default: 30)")
    double framerate;

    @Option(names = "--width", paramLabel = "PX", defaultValue = "0", description = "width (default: the camera's)")
    int widthPx;

    @Option(names = "--height", paramLabel = "PX", defaultValue = "0", description = "height")
    int heightPx;

    @Option(
            names = "--shutter",
            paramLabel = "US",
            defaultValue = "0",
            converter = ExposureConverter.class,
            description =
                    "exposure in µs, the same on all cameras for the same brightness (default: the camera's choice)")
    long shutterUs;

    @Option(
            names = {"--gain", "--analoggain"},
            paramLabel = "G",
            defaultValue = "0",
            description = "analogue gain (default: the camera's)")
    double gain;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "video to write: .mp4, .mov, .mkv, .ts, .h264, .mjpeg or .yuv; - for standard output")
    Path output;

    @Mixin
    EncodingOptions encoding = new EncodingOptions();

    @Option(
            names = "--save-pts",
            paramLabel = "FILE",
            description = "the frames' times, \"# timecode format v2\"; - for standard output")
    @Nullable
    Path pts;

    @Option(
            names = "--metadata",
            paramLabel = "FILE",
            description = "the frames' metadata, JSON; - for standard output")
    @Nullable
    Path metadata;

    @Option(
            names = {"-n", "--nopreview"},
            description = "as for rpicam-vid; there is never a preview")
    boolean noPreview;

    @Mixin
    PictureOptions picture = new PictureOptions();

    @Mixin
    RpicamOptions rpicam = new RpicamOptions();

    @Option(names = "--log-json", description = "say where it stands as JSON, an object a line on standard error")
    boolean logJson;

    @Option(
            names = {"-q", "--quiet"},
            description = "do not say where it stands")
    boolean quiet;

    /** Who keeps the camera in step. */
    enum SyncBy {
        SYNCLINE,
        CAMERA
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        rpicam.refuse(spec.commandLine());
        CameraRequest request;
        SyncSettings settings;
        SyncNetwork network;
        CaptureLimits limits;
        CaptureEncoding encodes;
        try {
            request = new CameraRequest(
                    widthPx,
                    heightPx,
                    framerate,
                    shutterUs,
                    gain,
                    CameraRequest.BUFFERS,
                    ownSync(),
                    picture.settings());
            settings = sync.settings();
            network = sync.network();
            limits = new CaptureLimits(length.toNanos(), frames, wait.toNanos());
            encodes = encoding.encoding(output, framerate);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        RecordingFiles files = claimed();
        sayWhatStockDoes(request);
        KeyFiles.warnIfOpen(sync.key, spec.commandLine().getErr());
        CameraChoice.Chosen chosen = CameraChoice.find(camera, backend);
        try (var opened = chosen.backend();
                CameraSession session = opened.open(chosen.camera().id(), request)) {
            FrameSyncRole role = syncBy == SyncBy.CAMERA ? FrameSyncRole.OFF : sync.role;
            if (role == FrameSyncRole.CLIENT && !session.isSteerable()) {
                throw new IOException(
                        "camera " + session.name()
                                + " cannot be steered, so it cannot follow a server: make it the server, or use another backend");
            }
            try (FrameSync frameSync = FrameSyncSession.open(role, session, settings, network);
                    Recording recording = Recording.create(files, session.format(), framerate, encodes)) {
                return run(session, frameSync, recording, limits);
            }
        }
    }

    /** Above 33 frames a second stock cameras do not look at every frame, and may begin with another one. */
    private void sayWhatStockDoes(CameraRequest request) {
        int everyFrames = StockRunRule.everyFrames(request.frameNs());
        if (sync.role == FrameSyncRole.OFF || everyFrames == 1 || quiet) {
            return;
        }
        boolean stock = sync.arithmetic == SyncSettings.Arithmetic.STOCK || syncBy == SyncBy.CAMERA;
        spec.commandLine()
                .getErr()
                .println(String.format(
                        Locale.ROOT,
                        "syncline: at %s frames/s rpicam's sync looks at one frame in %d, so %s up to %s late%s",
                        number(framerate),
                        everyFrames,
                        stock ? "this camera may begin" : "a stock camera beside this one may begin",
                        everyFrames == 2 ? "a frame" : everyFrames - 1 + " frames",
                        stock
                                ? "; --sync-arithmetic repaired --sync-by syncline looks at every one"
                                : "; Syncline's look at every one"));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString(Math.round(value)) : Double.toString(value);
    }

    private CameraRequest.OwnSync ownSync() {
        if (syncBy == SyncBy.SYNCLINE) {
            return CameraRequest.OwnSync.OFF;
        }
        return switch (sync.role) {
            case OFF -> CameraRequest.OwnSync.OFF;
            case SERVER -> CameraRequest.OwnSync.SERVER;
            case CLIENT -> CameraRequest.OwnSync.CLIENT;
        };
    }

    private RecordingFiles claimed() throws IOException {
        if (Stream.of(output, metadata, pts)
                        .filter(PartFile.STANDARD_OUTPUT::equals)
                        .count()
                > 1) {
            throw new ParameterException(
                    spec.commandLine(), "only one of --output, --metadata and --save-pts can be standard output");
        }
        OutputGuard guard = new OutputGuard().reads(sync.key, "the key");
        return new RecordingFiles(
                claimed(guard, output),
                metadata == null ? null : claimed(guard, metadata),
                pts == null ? null : claimed(guard, pts));
    }

    private static Path claimed(OutputGuard guard, Path file) throws IOException {
        return file.equals(PartFile.STANDARD_OUTPUT) ? file : guard.writes(file).target();
    }

    private boolean toStandardOutput() {
        return Stream.of(output, metadata, pts).anyMatch(PartFile.STANDARD_OUTPUT::equals);
    }

    @SuppressWarnings("SystemConsoleNull") // JDK 25 went back to a null console where there is no terminal
    private CaptureDisplay display(PrintWriter err) {
        if (logJson) {
            return new CaptureLog(err);
        }
        if (quiet) {
            return CaptureDisplay.SILENT;
        }
        var console = System.console();
        return new CaptureLine(err, console != null && console.isTerminal());
    }

    private int run(CameraSession session, FrameSync frameSync, Recording recording, CaptureLimits limits)
            throws IOException, InterruptedException {
        // Standard output belongs to the recording where one of its files goes there.
        PrintWriter words = toStandardOutput()
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
        CaptureStatus[] latest = new CaptureStatus[1];
        boolean interrupted = false;
        String whyNot = null;
        try (CaptureDisplay display = display(spec.commandLine().getErr())) {
            SyncedCapture capture = new SyncedCapture(session, frameSync, recording, limits, status -> {
                latest[0] = status;
                display.accept(status);
            });
            try {
                capture.run();
            } catch (InterruptedException e) {
                interrupted = true;
                whyNot = recording.frames() == 0 && sync.role != FrameSyncRole.OFF ? capture.whyNotReady() : null;
            }
        } finally {
            // Whatever ended it, what was recorded is kept.
            recording.close();
            if (recording.frames() > 0 && latest[0] != null) {
                words.println(CaptureSummary.words(
                        output.equals(PartFile.STANDARD_OUTPUT) ? "standard output" : output.toString(),
                        session.format().toString() + CaptureSummary.encodedBy(recording.encoderName()),
                        recording.frames(),
                        recording.dropped(),
                        latest[0]));
                words.flush();
            }
        }
        if (whyNot != null) {
            spec.commandLine().getErr().println("syncline: " + whyNot);
        }
        if (interrupted) {
            throw new InterruptedException();
        }
        return ExitCode.DONE;
    }
}
