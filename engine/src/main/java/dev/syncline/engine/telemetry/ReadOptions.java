package dev.syncline.engine.telemetry;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a log is to be read where its file leaves that open.
 *
 * @param recording number of the recording in a file with several, from 1; null for all of them, on one clock
 * @param columns what the columns of a table are, such as {@code t=time,gx=wx,gy=wy,gz=wz,unit=deg/s,time=ms}; null to go
 *     by the words above them
 * @param lenient whether damaged parts are left out and said, where they are an error otherwise: see {@link DamagedParts}
 * @param continuedBy files that go on with the log, in their order: chapters, or a logger's next files
 * @param allStreams whether what other sensors than the gyro say is read too: {@link MotionLog#streams}. A sync has no use
 *     for it
 */
public record ReadOptions(
        @Nullable Integer recording,
        @Nullable String columns,
        boolean lenient,
        List<Path> continuedBy,
        boolean allStreams) {
    /** As the file itself says. */
    public static final ReadOptions PLAIN = new ReadOptions(null, null, false, List.of(), false);

    /**
     * Checks the number of the recording and keeps a copy of the list.
     *
     * @throws IllegalArgumentException when it is below 1
     */
    public ReadOptions {
        if (recording != null && recording < 1) {
            throw new IllegalArgumentException("recordings are numbered from 1: " + recording);
        }
        continuedBy = List.copyOf(continuedBy);
    }

    /** Damaged parts are errors. */
    public ReadOptions(@Nullable Integer recording, @Nullable String columns) {
        this(recording, columns, false, List.of(), false);
    }

    /** The same, with damaged parts left out or an error. */
    public ReadOptions lenient(boolean leftOut) {
        return new ReadOptions(recording, columns, leftOut, continuedBy, allStreams);
    }

    /** The same, of a log that goes on in other files. */
    public ReadOptions continuedBy(List<Path> files) {
        return new ReadOptions(recording, columns, lenient, files, allStreams);
    }

    /** The same, with what other sensors say, or without it. */
    public ReadOptions allStreams(boolean wanted) {
        return new ReadOptions(recording, columns, lenient, continuedBy, wanted);
    }

    /** Whether no recording is chosen and no columns are named. */
    boolean choosesNothing() {
        return recording == null && columns == null;
    }
}
