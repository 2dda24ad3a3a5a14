package dev.syncline.cli.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that came of an evaluation.
 *
 * @param folder where the clips are
 * @param version of Syncline
 * @param machine what it ran on
 * @param methods in the order in which they were asked for
 * @param foreign null where no foreign logs were tried
 */
record Evaluation(
        String folder, String version, String machine, List<MethodScore> methods, ForeignLogs.@Nullable Tried foreign) {
    Evaluation {
        methods = List.copyOf(methods);
    }
}
