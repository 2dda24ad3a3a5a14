package dev.syncline.cli.sync;

import dev.syncline.engine.api.ClipInput;
import dev.syncline.engine.api.SyncOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Gyroflow's sync settings with its names, units and defaults (those of its command line), as Syncline's options.
 *
 * @param initialOffset {@code initial_offset}, video less log
 * @param bothSigns {@code initial_offset_inv}: it may as well be the other sign
 * @param searchSize {@code search_size}
 * @param points {@code max_sync_points}
 * @param window {@code time_per_syncpoint}
 * @param heightPx {@code processing_resolution}
 * @param places {@code custom_sync_pattern} and {@code auto_sync_points}
 * @param notes what is ignored, and why: one line each
 */
public record GyroflowSettings(
        Duration initialOffset,
        boolean bothSigns,
        Duration searchSize,
        int points,
        Duration window,
        int heightPx,
        Places places,
        List<String> notes) {
    /** Keeps a copy. */
    public GyroflowSettings {
        notes = List.copyOf(notes);
    }

    /**
     * A job with these settings; what is named on the command line stands above them.
     *
     * @param named whether an option was named there, such as {@code --points}
     */
    SyncJob over(SyncJob job, Predicate<String> named) {
        SyncOptions options = job.options();
        ClipInput input = job.input();
        if (!named.test("--search") && options.speed() instanceof SyncOptions.Speed.AsFilmed) {
            Duration reach = bothSigns ? initialOffset.abs().plus(searchSize) : searchSize;
            options = options.search(bothSigns ? Duration.ZERO : initialOffset, reach);
        }
        if (!named.test("--points")) {
            options = options.points(points);
        }
        if (!named.test("--window")) {
            options = options.window(window);
        }
        if (!named.test("--height")) {
            input = input.heightPx(heightPx);
        }
        return new SyncJob(
                input,
                options,
                job.threads(),
                job.device(),
                named.test("--at") || (named.test("--points") && places instanceof Places.Even)
                        ? job.places()
                        : places);
    }

    /** The lines to be said, with what the command line overrules. */
    List<String> said(Predicate<String> named, boolean asFilmed) {
        List<String> all = new ArrayList<>(notes);
        if (!asFilmed && !named.test("--search")) {
            all.add("initial_offset and search_size are ignored: with another speed the whole log is searched");
        }
        return all;
    }
}
