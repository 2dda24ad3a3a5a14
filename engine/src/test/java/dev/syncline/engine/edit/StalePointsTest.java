package dev.syncline.engine.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.api.SyncOptions;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.project.GyroflowProject;
import dev.syncline.engine.project.GyroflowProjectReader;
import dev.syncline.engine.project.GyroflowProjectWriter;
import dev.syncline.engine.project.LogInterval;
import dev.syncline.engine.result.MotionSettings;
import dev.syncline.engine.result.SampleResults;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.result.SyncResultJson;
import dev.syncline.engine.video.VideoInfo;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Points that were made with other settings than the file has now. */
class StalePointsTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final SyncResult MADE = SampleResults.synced("clip.mp4")
            .madeWith(SyncOptions.defaults().lowPass(50).settings());
    private static final VideoInfo INFO =
            new VideoInfo("clip.mp4", 1920, 1080, 29.97, 60_000_000_000L, 1798, "h264", 0);

    private static byte[] result() {
        return SyncResultJson.write(MADE);
    }

    private static byte[] project() throws IOException {
        return GyroflowProjectWriter.write(Objects.requireNonNull(
                GyroflowProject.of(MADE, INFO, "/clips/clip.mp4", "/clips/clip.gcsv", null, LogInterval.NONE)));
    }

    private static long stale(byte[] text) throws IOException {
        PointsFile file = PointsFile.read("f", text);
        return file.points().stream().filter(file::isStale).count();
    }

    private static SettingsChange change(
            @Nullable Double lowPassHz,
            @Nullable String orientation,
            double @Nullable [] bias,
            double @Nullable [] rotation,
            @Nullable Integer integration,
            @Nullable RollingShutter readout) {
        return new SettingsChange(lowPassHz, orientation, bias, rotation, integration, readout);
    }

    /** Low-pass, IMU orientation, bias, rotation, integration method and rolling shutter: the specification's list. */
    static Stream<SettingsChange> everySetting() {
        return Stream.of(
                change(60.0, null, null, null, null, null),
                change(null, "XYZ", null, null, null, null),
                change(null, null, new double[3], null, null, null),
                change(null, null, null, new double[] {0, 0, 0.5}, null, null),
                change(null, null, null, null, 1, null),
                change(null, null, null, null, null, new RollingShutter(0.017, ReadoutDirection.TOP_TO_BOTTOM)));
    }

    @ParameterizedTest
    @MethodSource("everySetting")
    void shouldMakePointsStale(SettingsChange change) throws IOException {
        assertEquals(0, stale(project()), "as it was written");
        byte[] changed = PointsFile.read("p", project()).with(change);
        assertEquals(5, stale(changed));
        boolean ofProjectsOnly = change.rotationDeg() != null || change.integration() != null;
        assertEquals(0, stale(result()));
        PointsFile file = PointsFile.read("r", result());
        if (ofProjectsOnly) {
            assertThrows(IOException.class, () -> file.with(change));
        } else {
            byte[] text = file.with(change);
            assertEquals(5, stale(text));
            assertEquals(5, SyncResultJson.read("r", text).points().size(), "stale, and there");
        }
    }

    @Test
    void shouldFindTheChangeThatAnotherProgramMade() throws IOException {
        ObjectNode project = (ObjectNode) MAPPER.readTree(project());
        ((ObjectNode) project.path("gyro_source")).put("lpf", 51);
        assertEquals(5, stale(MAPPER.writeValueAsBytes(project)));
        ((ObjectNode) project.path("gyro_source")).put("lpf", 50);
        assertEquals(0, stale(MAPPER.writeValueAsBytes(project)), "back again, they are right again");
        ObjectNode result = (ObjectNode) MAPPER.readTree(result());
        ((ObjectNode) result.path("settings")).put("readout", "auto");
        assertEquals(5, stale(MAPPER.writeValueAsBytes(result)));
    }

    @Test
    void shouldTakeAPointThatIsMadeAfterTheChangeForFresh() throws IOException {
        for (byte[] before : List.of(result(), project())) {
            byte[] changed = PointsFile.read("f", before).with(change(60.0, null, null, null, null, null));
            PointsFile file = PointsFile.read("f", changed);
            byte[] more = file.with(PointEdits.added("f", file.points(), EditPoint.manual(55_000_000_000L, -12_499)));
            PointsFile again = PointsFile.read("f", more);
            assertEquals(6, again.points().size());
            assertEquals(5, stale(more));
            assertFalse(again.points().stream()
                    .filter(p -> p.source() == PointSource.MANUAL)
                    .anyMatch(again::isStale));
            byte[] back = again.with(change(50.0, null, null, null, null, null));
            assertEquals(1, stale(back), "now it is the new one that is stale");
        }
    }

    @Test
    void shouldKeepSettingsInAResult() throws IOException {
        SyncResult back = SyncResultJson.read("r", result());
        assertEquals(
                new MotionSettings(50, "auto", "auto", "known"), back.inputs().settings());
        assertEquals(50, GyroflowProjectReader.read("p", project()).gyro().lowPassHz());
        PointsFile file = PointsFile.read("r", result());
        assertEquals(50, file.clue().lowPassHz());
        byte[] none = SyncResultJson.write(SampleResults.synced("clip.mp4"));
        assertNull(PointsFile.read("r", none).settings(), "a result of before");
        assertEquals(0, stale(none));
        assertTrue(PointsFile.read("r", none).with(change(null, null, new double[3], null, null, null)).length > 0);
        assertThrows(IOException.class, () -> file.with(change(null, null, new double[] {1, 0, 0}, null, null, null)));
    }
}
