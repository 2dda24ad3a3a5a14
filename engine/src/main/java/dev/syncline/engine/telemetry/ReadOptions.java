package dev.syncline.engine.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * How a log is to be read where its file leaves that open.
 *
 * @param recording number of the recording in a file with several, from 1; null for all of them, on one clock
 * @param columns what the columns of a table are, such as {@code t=time,gx=wx,gy=wy,gz=wz,unit=deg/s,time=ms}; null to go
 *     by the words above them
 */
public record ReadOptions(
        @Nullable Integer recording, @Nullable String columns) {
    /** As the file itself says. */
    public static final ReadOptions PLAIN = new ReadOptions(null, null);

    /**
     * Checks the number of the recording.
     *
     * @throws IllegalArgumentException when it is below 1
     */
    public ReadOptions {
        if (recording != null && recording < 1) {
            throw new IllegalArgumentException("recordings are numbered from 1: " + recording);
        }
    }
}
