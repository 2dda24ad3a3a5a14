package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.sync.Places;
import dev.syncline.cli.sync.SyncJob;
import dev.syncline.engine.api.SyncOptions;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --gyroflow-settings}: each name of Gyroflow's is honoured, or said to be ignored. */
class GyroflowSettingsTest {
    private static final VideoInfo INFO = new VideoInfo("clip.mp4", 1920, 1080, 25, 10_000_000_000L, 250, "h264", 0);

    @TempDir
    Path folder;

    private String video = "";
    private String said = "";

    @BeforeEach
    void makeInput() throws IOException {
        video = Files.writeString(folder.resolve("clip.mp4"), "not decoded in these tests")
                .toString();
    }

    private SyncJob jobOf(String settings, String... options) {
        AtomicReference<SyncJob> seen = new AtomicReference<>();
        String[] args = Stream.concat(
                        Stream.of("sync", video, "--gyroflow-settings", settings.replace('\'', '"')),
                        Stream.of(options))
                .toArray(String[]::new);
        CommandRun run = CommandRun.of(
                (job, progress) -> {
                    seen.set(job);
                    return CommandRun.synced(job);
                },
                args);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        said = run.err();
        return Objects.requireNonNull(seen.get());
    }

    private List<Double> places(SyncJob job) throws IOException {
        return job.places().in(INFO, job.options().at()).stream()
                .map(d -> d.toNanos() / 1e9)
                .toList();
    }

    @Test
    void shouldHaveTheDefaultsOfGyroflowsCommandLine() {
        SyncJob job = jobOf("{}");
        assertEquals(
                new SyncOptions.Search(Duration.ZERO, Duration.ofSeconds(5)),
                job.options().search());
        assertEquals(5, job.options().points());
        assertEquals(5, job.options().mostPoints());
        assertEquals(Duration.ofSeconds(1), job.options().window());
        assertEquals(720, job.input().heightPx());
        assertEquals(new Places.AsNamed(), job.places(), "by motion");
        assertFalse(said.contains("ignored"), said);
        SyncJob without = Objects.requireNonNull(jobOf("{}", "--height", "480"));
        assertEquals(480, without.input().heightPx());
    }

    @Test
    void shouldTakeEachName() throws IOException {
        SyncJob job =
                jobOf("{'initial_offset': -30, 'search_size': 10, 'max_sync_points': 7, 'time_per_syncpoint': 0.8,"
                        + " 'processing_resolution': 360, 'auto_sync_points': false, 'every_nth_frame': 1}");
        assertEquals(
                new SyncOptions.Search(Duration.ofSeconds(-30), Duration.ofSeconds(10)),
                job.options().search());
        assertEquals(7, job.options().points());
        assertEquals(Duration.ofMillis(800), job.options().window());
        assertEquals(360, job.input().heightPx());
        assertEquals(7, places(job).size());
        assertEquals(10 / 14.0, places(job).getFirst(), 1e-9);
        assertEquals(8192, jobOf("{'processing_resolution': 0}").input().heightPx());
        // Both signs, and what lies between.
        assertEquals(
                new SyncOptions.Search(Duration.ZERO, Duration.ofSeconds(32)),
                jobOf("{'initial_offset': -30, 'initial_offset_inv': true, 'search_size': 2}")
                        .options()
                        .search());
        // The names of older projects; and a project's whole synchronization.
        assertEquals(
                new SyncOptions.Search(Duration.ofSeconds(3), Duration.ofSeconds(5)),
                jobOf("{'synchronization': {'rough_offset': 3}}").options().search());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'calc_initial_fast': true}|calc_initial_fast is ignored: the whole range is searched at once",
                "{'do_autosync': false}|do_autosync is ignored: this command syncs",
                "{'every_nth_frame': 2}|every_nth_frame is ignored",
                "{'of_method': 2}|of_method is ignored",
                "{'new_thing': 2}|new_thing is ignored: it is no sync setting",
                "{'custom_sync_pattern': {'start': '1s'}, 'max_sync_points': 3}|max_sync_points and auto_sync_points are",
            })
    void shouldSayWhatIsIgnored(String settings, String line) {
        jobOf(settings);
        assertTrue(said.contains("syncline: --gyroflow-settings: " + line), said);
    }

    @Test
    void shouldPlaceWindowsByPatterns() throws IOException {
        assertEquals(
                List.of(1.0, 4.0, 7.0),
                places(jobOf("{'custom_sync_pattern': {'start': '1s', 'interval': '3000ms'}}")));
        assertEquals(
                List.of(1.9, 2.1, 6.9, 7.1),
                places(jobOf("{'custom_sync_pattern': {'start': 50, 'interval': '5s', 'gap': '200ms'}}")));
        assertEquals(List.of(1.0, 8.0), places(jobOf("{'custom_sync_pattern': [{'start': '25'}, {'start': '8s'}]}")));
        SyncJob late = jobOf("{'custom_sync_pattern': {'start': '11s'}}");
        IOException e = assertThrows(IOException.class, () -> late.places().in(INFO, List.of()));
        assertTrue(String.valueOf(e.getMessage()).contains("none of its places lie in clip.mp4"), e.getMessage());
        SyncJob many = jobOf("{'custom_sync_pattern': {'interval': '1ms'}}");
        assertThrows(IOException.class, () -> many.places().in(INFO, List.of()));
    }

    @Test
    void shouldLetTheCommandLineStandAbove() throws IOException {
        SyncJob job = jobOf(
                "{'initial_offset': 9, 'max_sync_points': 7, 'time_per_syncpoint': 2, 'auto_sync_points': false}",
                "--search",
                "1s",
                "--rough-offset",
                "-2s",
                "--points",
                "4",
                "--window",
                "1.5s",
                "--at",
                "3s");
        assertEquals(
                new SyncOptions.Search(Duration.ofSeconds(-2), Duration.ofSeconds(1)),
                job.options().search());
        assertEquals(4, job.options().points());
        assertEquals(Duration.ofMillis(1500), job.options().window());
        assertEquals(List.of(3.0), places(job));
    }

    @Test
    void shouldReadThemFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("s.json"), "{\"max_sync_points\": 2}");
        assertEquals(2, jobOf(file.toString()).options().points());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'search_size': 0}|search_size: found 0, expected a number from 0.01",
                "{'search_size': '5'}|search_size: found",
                "{'max_sync_points': 501}|max_sync_points: found 501",
                "{'max_sync_points': 0}|max_sync_points: found 0",
                "{'initial_offset_inv': 1}|expected true or false",
                "{'processing_resolution': 63}|processing_resolution",
                "{'custom_sync_pattern': 5}|custom_sync_pattern",
                "{'custom_sync_pattern': {'interval': '0s'}}|longer than 0",
                "{'custom_sync_pattern': {'start': 'soon'}}|start: found",
                "{'time_per_syncpoint': 0.29}|time_per_syncpoint",
                "[]|expected a JSON object",
                "{|not JSON",
                "none.json|none.json",
            })
    void shouldSayInOneLineWhatIsWrong(String settings, String expected) {
        CommandRun run =
                CommandRun.of(CommandRun.UNREACHED, "sync", video, "--gyroflow-settings", settings.replace('\'', '"'));
        assertEquals(ExitCode.WRONG_USAGE, run.exitCode(), run.err());
        assertTrue(run.err().contains("--gyroflow-settings") && run.err().contains(expected), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    /** The specification's table of rough offset, search size and what is scanned. */
    @ParameterizedTest
    @CsvSource({"0, 5, -5, 5", "15, 2, 13, 17", "-30, 10, -40, -20"})
    void shouldScanWhatTheSpecificationSays(int roughS, int searchS, int fromS, int toS) {
        SyncOptions.Search bySettings =
                Objects.requireNonNull(jobOf("{'initial_offset': " + roughS + ", 'search_size': " + searchS + "}")
                        .options()
                        .search());
        AtomicReference<SyncJob> seen = new AtomicReference<>();
        CommandRun.of(
                (job, progress) -> {
                    seen.set(job);
                    return CommandRun.synced(job);
                },
                "sync",
                video,
                "--rough-offset",
                roughS + "s",
                "--search",
                searchS + "s");
        for (SyncOptions.Search search : List.of(
                bySettings,
                Objects.requireNonNull(
                        Objects.requireNonNull(seen.get()).options().search()))) {
            assertEquals(Duration.ofSeconds(fromS), search.middle().minus(search.reach()));
            assertEquals(Duration.ofSeconds(toS), search.middle().plus(search.reach()));
        }
    }
}
