package dev.syncline.cli.points;

import dev.syncline.engine.edit.PointsFile;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The option that says where in the video a point is. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PointPlace {
    @Option(names = "--at", required = true, paramLabel = "TIME", description = "time of the video, such as 12.5s")
    Duration at;

    /**
     * The time, ns.
     *
     * @throws IOException when it is not in the clip
     */
    long within(String name, PointsFile file) throws IOException {
        long ns = at.toNanos();
        if (ns < file.fromNs() || ns > file.toNs()) {
            String end =
                    file.toNs() == Long.MAX_VALUE ? "" : String.format(Locale.ROOT, " to %.3f s", file.toNs() * 1e-9);
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s: --at %.3fs is not in the video, which runs from %.3f s%s",
                    name,
                    ns * 1e-9,
                    file.fromNs() * 1e-9,
                    end));
        }
        return ns;
    }
}
