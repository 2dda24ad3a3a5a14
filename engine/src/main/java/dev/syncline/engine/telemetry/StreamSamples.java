package dev.syncline.engine.telemetry;

import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Samples of another sensor than the gyro, with times of their own, being read: arrays that grow, with no object a sample.
 * Numbers that cannot be (not finite, no unit quaternion, an exposure of nothing) are taken here, and left out and said later.
 */
public final class StreamSamples {
    private static final int FIRST_CAPACITY = 1024;

    private final SensorQuantity quantity;
    private final String note;
    private long[] timesNs = new long[FIRST_CAPACITY];
    private float[][] values;
    private int size;

    /**
     * None yet.
     *
     * @param note of the track: {@link SensorTrack#note}
     */
    public StreamSamples(SensorQuantity quantity, String note) {
        this.quantity = quantity;
        this.note = note;
        this.values = new float[quantity.width()][FIRST_CAPACITY];
    }

    /** {@return number of samples so far} */
    public int size() {
        return size;
    }

    /** {@return time of the last sample, ns; at least one must have been added} */
    public long lastNs() {
        return timesNs[size - 1];
    }

    /** Adds a sample of one number. */
    public void add(long timeNs, double value) {
        row(timeNs);
        values[0][size++] = (float) value;
    }

    /** Adds a sample of three numbers. */
    public void add(long timeNs, double x, double y, double z) {
        row(timeNs);
        values[0][size] = (float) x;
        values[1][size] = (float) y;
        values[2][size++] = (float) z;
    }

    /** Adds a turn. */
    public void add(long timeNs, double w, double x, double y, double z) {
        row(timeNs);
        values[0][size] = (float) w;
        values[1][size] = (float) x;
        values[2][size] = (float) y;
        values[3][size++] = (float) z;
    }

    private void row(long timeNs) {
        if (size == timesNs.length) {
            int capacity = Math.addExact(size, size / 2);
            timesNs = Arrays.copyOf(timesNs, capacity);
            for (int c = 0; c < values.length; c++) {
                values[c] = Arrays.copyOf(values[c], capacity);
            }
        }
        timesNs[size] = timeNs;
    }

    /**
     * Makes the tracks of these samples, which must not be added to afterwards; their times are put right as a gyro's are.
     *
     * @param tickNs what the log's clock counts in, ns; 0 where its times are no whole numbers
     * @param warnings what was put right or left out is added, one line each
     * @return in the order of the file; empty where nothing is usable
     */
    private List<SensorTrack> tracks(double tickNs, LogWarnings warnings) {
        if (size == 0) {
            return List.of();
        }
        long[] times = Arrays.copyOf(timesNs, size);
        float[][] columns = new float[values.length][];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = Arrays.copyOf(values[c], size);
        }
        timesNs = new long[0];
        values = new float[values.length][0];
        List<LogTimes.Rows> recordings = List.of(new LogTimes.Rows(times, columns));
        if (size > 1 && !LogTimes.isInOrder(times, size)) {
            LogWarnings own = new LogWarnings();
            try {
                recordings = new LogTimes(times, columns, tickNs, own).recordings();
            } catch (IllegalArgumentException disorder) {
                recordings = List.of();
                own.add(WarningCode.LOG_LEFT_OUT, "left out: " + disorder.getMessage());
            }
            int inOrder =
                    recordings.stream().mapToInt(rows -> rows.timesNs().length).sum();
            if (inOrder < size && own.list().isEmpty()) {
                own.add(
                        WarningCode.LOG_LEFT_OUT,
                        (size - inOrder) + " of " + size + " samples stand alone in time: left out");
            }
            for (Warning warning : own.list()) {
                warnings.add(warning.code(), quantity.words() + ": " + warning.text());
            }
        }
        List<SensorTrack> tracks = new ArrayList<>();
        for (LogTimes.Rows rows : recordings) {
            SensorTrack track = RowStreams.track(quantity, note, rows.timesNs(), rows.columns(), warnings);
            if (track != null) {
                tracks.add(track);
            }
        }
        return tracks;
    }

    /**
     * Makes the only recording's tracks of these samples.
     *
     * @param streams which must not be added to afterwards
     * @param tickNs what the log's clock counts in, ns; 0 where its times are no whole numbers
     * @param warnings what was put right or left out is added, one line each
     * @return one a stream that has usable samples
     */
    public static List<SensorTrack> tracks(Collection<StreamSamples> streams, double tickNs, LogWarnings warnings) {
        return byRecording(streams, 1, tickNs, warnings).getFirst();
    }

    /**
     * Makes the tracks of each recording. A stream whose clock began again as often as the gyro's is shared out among the
     * recordings. Of one that did otherwise the longest piece is kept where the gyro has one recording; else it is left out,
     * since nothing tells what belongs where. Both are said.
     *
     * @param streams which must not be added to afterwards
     * @param recordings how many the gyro has, at least 1
     * @param tickNs what the log's clock counts in, ns; 0 where its times are no whole numbers
     * @param warnings what was put right or left out is added, one line each
     * @return a list a recording
     */
    public static List<List<SensorTrack>> byRecording(
            Collection<StreamSamples> streams, int recordings, double tickNs, LogWarnings warnings) {
        List<List<SensorTrack>> all = new ArrayList<>();
        for (int r = 0; r < recordings; r++) {
            all.add(new ArrayList<>());
        }
        for (StreamSamples each : streams) {
            List<SensorTrack> tracks = each.tracks(tickNs, warnings);
            if (tracks.size() == recordings) {
                for (int r = 0; r < recordings; r++) {
                    all.get(r).add(tracks.get(r));
                }
            } else if (!tracks.isEmpty() && recordings == 1) {
                all.getFirst().add(longest(tracks, warnings));
            } else if (!tracks.isEmpty()) {
                warnings.add(
                        WarningCode.LOG_LEFT_OUT,
                        each.quantity.words() + ": its times make " + tracks.size()
                                + " recordings where the gyro's make " + recordings + ": left out");
            }
        }
        return all;
    }

    /** The piece with the most samples, where a clock that leaps tears a stream apart that is one. */
    private static SensorTrack longest(List<SensorTrack> pieces, LogWarnings warnings) {
        SensorTrack longest = pieces.getFirst();
        int samples = 0;
        for (SensorTrack piece : pieces) {
            longest = piece.size() > longest.size() ? piece : longest;
            samples += piece.size();
        }
        if (pieces.size() > 1) {
            warnings.add(
                    WarningCode.LOG_LEFT_OUT,
                    longest.quantity().words() + ": its times leap, so that it falls into " + pieces.size()
                            + " pieces: all but the longest, " + (samples - longest.size()) + " of " + samples
                            + " samples, are left out");
        }
        return longest;
    }

    /** A track in one piece with those of other files, moved onto one clock; null where that cannot be. */
    static @Nullable SensorTrack joined(List<SensorTrack> parts, List<Long> shiftsNs, LogWarnings warnings) {
        SensorTrack first = parts.getFirst();
        StreamSamples all = new StreamSamples(first.quantity(), first.note());
        for (int p = 0; p < parts.size(); p++) {
            SensorTrack part = parts.get(p);
            for (int i = 0; i < part.size(); i++) {
                all.row(part.timeNs(i) + shiftsNs.get(p));
                for (int c = 0; c < all.values.length; c++) {
                    all.values[c][all.size] = part.value(i, c);
                }
                all.size++;
            }
        }
        List<SensorTrack> tracks = all.tracks(0, warnings);
        return tracks.isEmpty() ? null : longest(tracks, warnings);
    }
}
