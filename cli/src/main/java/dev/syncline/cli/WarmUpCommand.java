package dev.syncline.cli;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.sync.DemoClip;
import dev.syncline.cli.sync.EngineSync;
import dev.syncline.cli.sync.RenderedDemo;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.lens.LensDatabase;
import dev.syncline.engine.lens.LensLookup;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.GyroSpec;
import dev.syncline.engine.synthetic.LensSpec;
import dev.syncline.engine.synthetic.LogClock;
import dev.syncline.engine.synthetic.MotionStyle;
import dev.syncline.engine.synthetic.RenderRate;
import dev.syncline.engine.synthetic.SceneSpec;
import dev.syncline.engine.synthetic.SyntheticCamera;
import dev.syncline.engine.telemetry.CameraFacts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code syncline warm-up}: goes through what a sync goes through, on a small clip of its own, while Java takes down which
 * classes and methods that needs. The launcher makes its start-up caches with it.
 */
@Command(name = "warm-up", hidden = true, header = "Go through a sync, for the launcher's start-up cache.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class WarmUpCommand implements Callable<Integer> {
    /** One round would leave the compiler little to learn from. */
    private static final int ROUNDS = 3;

    @Parameters(index = "0", paramLabel = "DIR", description = "a folder for the clip and its results")
    Path folder;

    @Option(names = "--without-vectors", description = "go through the commands that need no vectors instead")
    boolean withoutVectors;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        return withoutVectors ? plainCommands() : syncs();
    }

    /** Sets up each command, and matches a few messages. */
    private int plainCommands() throws IOException {
        Path messages = folder.resolve("messages.csv");
        StringBuilder lines = new StringBuilder("stream,sequence,timestamp_ms\n");
        for (int i = 0; i < 100; i++) {
            lines.append("left,").append(i).append(',').append(33 * i).append('\n');
            lines.append("right,").append(i).append(',').append(33 * i + 2).append('\n');
        }
        Files.writeString(messages, lines);
        for (String command : List.of("match", "rig", "clock", "capture", "cameras", "frames", "doctor", "lenses")) {
            quietly(command, "--help");
        }
        lensLookups();
        return quietly("match", messages.toString(), "--stats");
    }

    private static int quietly(String... args) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new Main(new EngineSync(), new RenderedDemo()).run(nowhere, nowhere, args);
    }

    private int syncs() throws IOException, InterruptedException {
        lensLookups();
        DemoClip clip = new RenderedDemo(smallClip()).render(folder, progress -> {});
        int exitCode = ExitCode.DONE;
        for (int round = 0; round < ROUNDS && exitCode == ExitCode.DONE; round++) {
            exitCode = quietly(
                    "sync",
                    clip.video().toString(),
                    "--gyro",
                    clip.log().toString(),
                    "--lens",
                    clip.lens().toString(),
                    "--json",
                    folder.resolve("warm-up.json").toString(),
                    "--csv",
                    folder.resolve("warm-up.csv").toString());
        }
        return exitCode;
    }

    /** Looks a lens up in a database of one, without its index and with it. */
    private void lensLookups() throws IOException {
        Path profiles = Files.createDirectories(folder.resolve("lenses"));
        Files.writeString(profiles.resolve("one.json"), """
                {"name": "Acme One wide", "camera_brand": "Acme", "camera_model": "One", "lens_model": "wide", "fps": 30.0,
                 "calib_dimension": {"w": 320, "h": 180},
                 "fisheye_params": {"camera_matrix": [[240, 0, 160], [0, 240, 90], [0, 0, 1]],
                                    "distortion_coeffs": [0.1, 0.01, 0.001, 0.0001]}}""");
        CameraFacts camera = CameraFacts.named("Acme", "One");
        for (int round = 0; round < 2; round++) {
            LensDatabase lenses = LensDatabase.of(profiles, folder);
            new LensLookup(lenses, Double.NaN).find(folder.resolve("none.mp4"), camera, 320, 180, 30);
            lenses.named(List.of("acme"));
        }
    }

    /** Four seconds of a small picture. */
    private static ClipSpec smallClip() {
        SyntheticCamera camera = new SyntheticCamera(
                LensSpec.pinhole(320, 180, 240),
                new RollingShutter(0.016, ReadoutDirection.TOP_TO_BOTTOM),
                0.003,
                1,
                1,
                1,
                RenderRate.NTSC_30,
                120);
        return new ClipSpec(
                "warm-up",
                72,
                MotionStyle.HANDHELD,
                1.2,
                camera,
                new SceneSpec(SceneSpec.Backdrop.TOWN, 1, SceneSpec.Ground.NONE, 1.6, 0),
                GyroSpec.usual(new ImuOrientation("XYZ")),
                new LogClock(-2, 0, 0, 2),
                ClipSpec.Pairing.OWN_LOG);
    }
}
