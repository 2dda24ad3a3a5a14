package dev.syncline.cli.evaluate;

import dev.syncline.cli.sync.GyroflowOffset;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.project.GyroflowProject;
import dev.syncline.engine.project.GyroflowProjectReader;
import dev.syncline.engine.project.LogInterval;
import dev.syncline.engine.telemetry.MotionLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Another tool's offsets as Gyroflow projects, NAME.gyroflow for each clip.
 *
 * @param offsets whether the projects' offsets have half a log sample added, as Gyroflow's own and Syncline's have
 */
record ProjectFolder(Path folder, GyroflowOffset offsets) {
    /**
     * What the project of a clip says. Between its points and beyond them as in Gyroflow.
     *
     * @param log the clip's, since a project counts from what Gyroflow calls zero in it
     */
    Answer answer(String clip, MotionLog log) throws IOException {
        Path file = folder.resolve(clip + ".gyroflow");
        if (!Files.isRegularFile(file)) {
            return new Answer.Absent();
        }
        GyroflowProject project = GyroflowProjectReader.read(file);
        if (project.offsets().isEmpty()) {
            return new Answer.Refused("the project has no sync points");
        }
        GyroflowProject.Origin origin = project.origin();
        List<Double> halves = origin == null ? List.of() : origin.halfSampleMs();
        LogInterval interval = offsets == GyroflowOffset.TRUE ? LogInterval.NONE : LogInterval.of(log.gyro());
        List<Answer.Point> points = new ArrayList<>();
        for (int i = 0; i < project.offsets().size(); i++) {
            GyroflowProject.Offset offset = project.offsets().get(i);
            long logNs = offset.videoNs() - offset.offsetNs(log.gyroflowZeroNs());
            double halfMs = i < halves.size() ? halves.get(i) : interval.halfNsAt(logNs) * 1e-6;
            points.add(new Answer.Point(
                    offset.videoNs() * 1e-9, offset.offsetMs() - halfMs - log.gyroflowZeroNs() * 1e-6, Double.NaN));
        }
        double halfMs = halves.isEmpty() ? half(log.gyro(), interval) * 1e-6 : halves.getFirst();
        return new Answer.Synced(
                points,
                videoS -> project.offsetMsAt(videoS * 1e3) - halfMs - log.gyroflowZeroNs() * 1e-6,
                project.gyro().orientation());
    }

    private static double half(GyroTrack gyro, LogInterval interval) {
        return interval.halfNsAt((gyro.startNs() + gyro.endNs()) / 2);
    }
}
