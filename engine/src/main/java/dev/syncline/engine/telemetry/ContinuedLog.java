package dev.syncline.engine.telemetry;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.WarningCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A log that goes on in other files: chapters of a camera's recording, or files that a logger wrote one after the other. */
final class ContinuedLog {
    private static final long APART_NS = 60_000_000_000L;

    private ContinuedLog() {}

    /**
     * The packets of all chapters of a video, on the clock of the chapters played one after the other.
     *
     * @param first the first chapter's
     * @param chapters in their order, the first one among them
     * @param format of the track
     * @throws TelemetryFormatException when a chapter has no such track
     */
    static List<TimedPayload> payloads(
            List<TimedPayload> first, List<Path> chapters, TelemetryFormat format, DataTrackSource tracks)
            throws IOException {
        ChapterPayloads all = new ChapterPayloads();
        all.add(first, 0);
        TimedPayload last = first.getLast();
        long beginNs = 0;
        for (int i = 1; i < chapters.size(); i++) {
            long lengthNs = tracks.lengthNs(chapters.get(i - 1));
            beginNs += lengthNs > 0 ? lengthNs : last.timeNs() + last.durationNs();
            List<TimedPayload> own =
                    EmbeddedTrack.of(format, chapters.get(i), tracks).payloads();
            if (own.isEmpty()) {
                throw new TelemetryFormatException(
                        String.valueOf(chapters.get(i).getFileName()),
                        "",
                        "has no motion data of the kind that the chapters before it have");
            }
            all.add(own, beginNs);
            last = own.getLast();
        }
        return all;
    }

    /**
     * One log of several that a logger wrote one after the other. They stand on one timeline: by their own clock where it
     * went on, else a minute after the one before; motion data that was taken out of videos right behind it.
     *
     * @param logs in their order, at least one
     * @throws TelemetryFormatException when they are not alike, or one holds several recordings itself
     */
    static MotionLog of(List<MotionLog> logs) throws TelemetryFormatException {
        MotionLog first = logs.getFirst();
        GyroSamples all = new GyroSamples();
        LogWarnings warnings = new LogWarnings();
        List<MotionLog.TimeSpan> saturated = new ArrayList<>();
        List<Long> shiftsNs = new ArrayList<>();
        for (MotionLog log : logs) {
            if (!log.others().isEmpty()) {
                throw new TelemetryFormatException(
                        log.name(), "", "holds several recordings itself, so no other file goes on with it");
            }
            boolean alike = log.format().equals(first.format())
                    && log.orientation().letters().equals(first.orientation().letters());
            if (!alike) {
                throw new TelemetryFormatException(
                        log.name(),
                        "",
                        "is " + log.format() + " with axes " + log.orientation().letters() + ", and " + first.name()
                                + ", which it goes on with, " + first.format() + " with axes "
                                + first.orientation().letters() + ": they are not of one logger");
            }
            GyroTrack gyro = log.gyro();
            boolean begun = all.size() > 0;
            long shiftNs = 0;
            if (begun && gyro.startNs() <= all.lastNs()) {
                long apartNs = log.onVideosClock() ? gyro.periodNs() : APART_NS;
                shiftNs = all.lastNs() + apartNs - gyro.startNs();
            }
            long movedNs = shiftNs;
            shiftsNs.add(shiftNs);
            for (int i = 0; i < gyro.size(); i++) {
                all.add(gyro.timeNs(i) + shiftNs, gyro.x(i), gyro.y(i), gyro.z(i));
            }
            log.saturated()
                    .forEach(s -> saturated.add(new MotionLog.TimeSpan(s.fromNs() + movedNs, s.toNs() + movedNs)));
            log.warnings().forEach(w -> warnings.add(w.code(), log.name() + ": " + w.text()));
            if (begun) {
                warnings.add(
                        WarningCode.LOG_RECORDINGS,
                        String.format(
                                Locale.ROOT,
                                shiftNs == 0
                                        ? "%s goes on by the clock of the file before it, from log time %.3f s on"
                                        : log.onVideosClock()
                                                ? "%s stands right behind the samples of the file before it, from log"
                                                        + " time %.3f s on: how long its picture was is not known"
                                                : "the clock begins again with %s: it stands from log time %.3f s on, a"
                                                        + " minute after the file before it",
                                log.name(),
                                (gyro.startNs() + shiftNs) * 1e-9));
            }
        }
        List<SensorTrack> streams = streams(logs, shiftsNs, warnings);
        return new MotionLog(
                first.name(),
                first.format(),
                all.toTrack(),
                first.orientation(),
                first.orientationDeclared(),
                first.shutter(),
                first.gyroflowZeroNs(),
                saturated,
                warnings.list(),
                first.onVideosClock(),
                -1,
                List.of(),
                streams);
    }

    /** What the other sensors of all of them say, on the one timeline. */
    private static List<SensorTrack> streams(List<MotionLog> logs, List<Long> shiftsNs, LogWarnings warnings) {
        List<SensorTrack> joined = new ArrayList<>();
        for (SensorQuantity quantity : SensorQuantity.values()) {
            List<SensorTrack> parts = new ArrayList<>();
            List<Long> shifts = new ArrayList<>();
            for (int i = 0; i < logs.size(); i++) {
                for (SensorTrack stream : logs.get(i).streams()) {
                    if (stream.quantity() == quantity) {
                        parts.add(stream);
                        shifts.add(shiftsNs.get(i));
                    }
                }
            }
            SensorTrack whole = parts.isEmpty() ? null : StreamSamples.joined(parts, shifts, warnings);
            if (whole != null) {
                joined.add(whole);
            }
        }
        return joined;
    }
}
