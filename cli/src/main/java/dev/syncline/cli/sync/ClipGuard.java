package dev.syncline.cli.sync;

import dev.syncline.cli.files.OutputGuard;
import dev.syncline.engine.lens.LensLookup;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what is written away from what the sync of a clip reads. */
final class ClipGuard {
    private ClipGuard() {}

    /**
     * Knows what is read, named or found beside the video.
     *
     * @param gyro the motion log that is named; null where it is looked for
     * @throws NoSuchFileException when a file that is named is not there
     */
    static OutputGuard of(Path video, @Nullable Path gyro, LogReading reading, LensOptions lenses) throws IOException {
        List<Path> next = reading.next(gyro);
        Path lens = lenses.named();
        List<Path> inputs = new ArrayList<>(List.of(video));
        for (Path named : new @Nullable Path[] {gyro, lens}) {
            if (named != null) {
                inputs.add(named);
            }
        }
        inputs.addAll(reading.others);
        inputs.addAll(next);
        for (Path input : inputs) {
            if (!Files.exists(input)) {
                throw new NoSuchFileException(input.toString());
            }
        }
        OutputGuard guard = new OutputGuard()
                .reads(video, "the video")
                .reads(gyro, "the motion log")
                .reads(reading.others, "a motion log to try")
                .reads(next, "a file that the motion log goes on in")
                .reads(lens, "the lens profile");
        if (lenses.isAuto()) {
            guard.reads(LensLookup.beside(video).stream().toList(), "the lens profile beside the video");
        }
        return gyro == null
                ? guard.reads(TelemetryReaders.logsBeside(video), "the motion log beside the video")
                : guard;
    }
}
