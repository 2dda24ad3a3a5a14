package dev.syncline.engine.telemetry.blackbox;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.GyroSamples;
import dev.syncline.engine.telemetry.GyroSamples.Recording;
import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.LogWarnings;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.MotionLog.TimeSpan;
import dev.syncline.engine.telemetry.SaturationScan;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All flights of a file. They share a clock as long as the flight controller stays on, so they are put on one timeline with
 * gaps between them; a search over the whole log then finds the flight that a video fits. A flight whose clock began again
 * comes a minute after the one before it.
 */
final class Flights {
    /** Forward, left, up, as the firmwares have it. */
    private static final ImuOrientation BOARD = new ImuOrientation("ZYx");

    /** As Betaflight's viewer has it. */
    private static final String ATTITUDE = "imuQuaternion: to north (where the firmware believes it), west, up";

    private static final long APART_NS = 60_000_000_000L;
    private static final int MOST_NAMED = 20;

    private final String file;
    private final byte[] bytes;
    private final List<Integer> begins = new ArrayList<>();
    private final LogWarnings warnings = new LogWarnings();
    private final List<String> spans = new ArrayList<>();
    private final List<SensorQuantity> others;
    private final GyroSamples flight;

    /** @param allStreams whether the accelerometer and the attitude are read too */
    Flights(String file, byte[] bytes, boolean allStreams) {
        this.others = allStreams ? List.of(SensorQuantity.ACCELERATION, SensorQuantity.ORIENTATION) : List.of();
        this.flight = new GyroSamples(others);
        this.file = file;
        this.bytes = bytes;
        for (int at = next(bytes, 0); at < bytes.length; at = next(bytes, at + 1)) {
            begins.add(at);
        }
    }

    /** Where the next flight begins at or after {@code from}; the length where there is none. */
    static int next(byte[] b, int from) {
        byte[] wanted = BlackboxFormat.BEGIN;
        for (int at = from; at + wanted.length <= b.length; at++) {
            if (b[at] == wanted[0] && Arrays.equals(b, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return b.length;
    }

    /**
     * The log of one flight, or of all on one timeline.
     *
     * @param only number of the flight, from 1; null for all
     */
    MotionLog read(@Nullable Integer only) throws TelemetryFormatException {
        requireFlights();
        if (only != null && only > begins.size()) {
            throw new TelemetryFormatException(
                    file, "", "there is no flight " + only + ": it holds " + flights(begins.size()));
        }
        GyroSamples all = new GyroSamples(others);
        int first = only == null ? 1 : only;
        int last = only == null ? begins.size() : only;
        TelemetryFormatException unreadable = null;
        for (int number = first; number <= last; number++) {
            try {
                append(number, decoded(number), all);
            } catch (TelemetryFormatException e) {
                unreadable = unreadable == null ? e : unreadable;
                warnings.add(WarningCode.LOG_LEFT_OUT, "flight " + number + " is left out: " + e.getMessage());
            }
        }
        if (all.size() < 2) {
            throw unreadable != null
                    ? unreadable
                    : new TelemetryFormatException(
                            file, "", "fewer than 2 samples in " + flights(last - first + 1) + ": nothing was logged");
        }
        if (only == null && begins.size() > 1) {
            warnings.addFirst(
                    WarningCode.LOG_RECORDINGS,
                    flights(begins.size()) + " in this file, all searched, one can be chosen by its number: "
                            + String.join(", ", spans.subList(0, Math.min(MOST_NAMED, spans.size())))
                            + (spans.size() > MOST_NAMED ? ", ..." : ""));
        }
        Recording found = all.toRecording(warnings);
        return log(found.gyro())
                .withStreams(found.streams().stream()
                        .map(s -> s.quantity() == SensorQuantity.ORIENTATION ? s.noted(ATTITUDE) : s)
                        .toList());
    }

    /** What the header of the first flight says that has one which is whole. */
    LogFacts facts() throws TelemetryFormatException {
        requireFlights();
        TelemetryFormatException damaged = null;
        for (int i = 0; i < begins.size(); i++) {
            int end = i + 1 < begins.size() ? begins.get(i + 1) : bytes.length;
            try {
                return facts(FlightHeader.read(file, bytes, begins.get(i), end));
            } catch (TelemetryFormatException e) {
                damaged = damaged == null ? e : damaged;
            }
        }
        throw Objects.requireNonNull(damaged);
    }

    private LogFacts facts(FlightHeader header) throws TelemetryFormatException {
        List<String> streams = new ArrayList<>(List.of("gyro"));
        List<String> fields = Arrays.asList(header.names('I'));
        if (fields.contains("accSmooth[0]")) {
            streams.add("accelerometer");
        }
        if (fields.containsAll(FlightHeader.TURN)) {
            streams.add("attitude");
        }
        if (fields.contains("magADC[0]")) {
            streams.add("magnetometer");
        }
        if (header.names('G').length > 0) {
            streams.add("GPS");
        }
        return new LogFacts(header.board(), header.firmware(), null, streams, begins.size(), null, null);
    }

    private MotionLog log(GyroTrack gyro) {
        List<TimeSpan> saturated = SaturationScan.spans(gyro);
        if (!saturated.isEmpty()) {
            warnings.add(WarningCode.LOG_SATURATED, SaturationScan.warning(saturated));
        }
        return new MotionLog(
                file, BlackboxFormat.NAME, gyro, BOARD, false, null, gyro.startNs(), saturated, warnings.list());
    }

    private void requireFlights() throws TelemetryFormatException {
        if (begins.isEmpty()) {
            throw new TelemetryFormatException(file, "", "no Blackbox flight begins in it");
        }
    }

    private static String flights(int count) {
        return count + (count == 1 ? " flight" : " flights");
    }

    private GyroSamples decoded(int number) throws TelemetryFormatException {
        int from = begins.get(number - 1);
        int end = number < begins.size() ? begins.get(number) : bytes.length;
        FlightDecoder decoder =
                new FlightDecoder(file, bytes, FlightHeader.read(file, bytes, from, end), end, !others.isEmpty());
        GyroSamples samples = flight;
        samples.clear();
        decoder.decode(samples);
        if (decoder.damaged() > 0) {
            warnings.add(
                    WarningCode.LOG_LEFT_OUT,
                    "flight " + number + ": damaged in " + decoder.damaged()
                            + (decoder.damaged() == 1 ? " place" : " places") + ", first at byte "
                            + decoder.firstDamagedAt()
                            + ": left out");
        }
        return samples;
    }

    private void append(int number, GyroSamples samples, GyroSamples all) {
        if (samples.size() < 2) {
            warnings.add(
                    WarningCode.LOG_LEFT_OUT,
                    "flight " + number + " has " + samples.size() + (samples.size() == 1 ? " sample" : " samples")
                            + ": left out");
            return;
        }
        long shiftNs = 0;
        if (all.size() > 0 && samples.firstNs() <= all.lastNs()) {
            shiftNs = all.lastNs() + APART_NS - samples.firstNs();
            warnings.add(
                    WarningCode.LOG_RECORDINGS,
                    String.format(
                            Locale.ROOT,
                            "the clock begins again with flight %d: %.3f s were added to its times",
                            number,
                            shiftNs * 1e-9));
        }
        // As dense as what was read so far, so that a long log is not copied again and again.
        double read = number < begins.size() ? begins.get(number) : bytes.length;
        double size = (double) all.size() + samples.size();
        all.expect(Math.round(size * Math.min(4, 1.02 * bytes.length / read)));
        all.addAll(samples, shiftNs);
        spans.add(String.format(
                Locale.ROOT,
                "%d from %.3f to %.3f s",
                number,
                (samples.firstNs() + shiftNs) * 1e-9,
                (samples.lastNs() + shiftNs) * 1e-9));
    }
}
