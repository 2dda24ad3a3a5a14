package dev.syncline.cli.evaluate;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is true of a clip. The clocks: {@code video = log·(1 + driftPpm·1e−6) + offsetAtLogZeroS}.
 *
 * @param name of its files, without endings
 * @param durationS length of the video, s
 * @param mustBeRefused true where no offset can be known
 * @param orientation how the sensor is mounted, in Gyroflow's letters; null where the file does not say
 * @param search where the clip's user would look; null for the whole log
 * @param log null where it is inside the video, or found beside it by its name
 * @param lens null for none
 */
record Truth(
        String name,
        double offsetAtLogZeroS,
        double driftPpm,
        double durationS,
        boolean mustBeRefused,
        @Nullable String orientation,
        @Nullable Search search,
        Path video,
        @Nullable Path log,
        @Nullable Path lens) {
    /**
     * @param middleS video less log, s
     * @param reachS to either side, s
     */
    record Search(double middleS, double reachS) {}

    /** {@code t_video − t_log} at a video time, ms. */
    double offsetMsAt(double videoS) {
        double logS = (videoS - offsetAtLogZeroS) / (1 + driftPpm * 1e-6);
        return 1e3 * (videoS - logS);
    }
}
