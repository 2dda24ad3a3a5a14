package dev.syncline.engine.result;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.sync.track.SyncPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SyncResultJsonTest {
    private static JsonNode tree(SyncResult result) {
        return new JsonMapper().readTree(SyncResultJson.write(result));
    }

    @Test
    void shouldWriteEveryNameOfTheContract() {
        JsonNode root = tree(SampleResults.synced("clip.mp4"));
        List<String> names = List.of(
                "status",
                "reason",
                "reason_code",
                "reason_facts",
                "video",
                "log",
                "duration_s",
                "fps",
                "points",
                "track",
                "drift_ppm",
                "drift_sigma_ppm",
                "orientation",
                "orientation_found",
                "gyro_bias_rad_s",
                "readout_ms",
                "lens",
                "engine");
        assertEquals(
                names, root.propertyNames().stream().filter(names::contains).toList());
        assertEquals(
                List.of("video_s", "log_s", "offset_ms", "sigma_ms", "score", "rival", "quality", "line_residual_ms"),
                List.copyOf(root.path("points").get(0).propertyNames()));
        assertEquals(
                List.of("version", "kernels", "flow"),
                List.copyOf(root.path("engine").propertyNames()));
        assertTrue(root.path("reason").isNull());
        assertEquals("good", root.path("points").get(0).path("quality").asString());
        assertEquals(60.0, root.path("track").get(1).get(0).asDouble());
        assertEquals(-12498.8, root.path("track").get(1).get(1).asDouble(), 1e-9);
    }

    @Test
    void shouldKeepEveryNanosecondOfATime() throws IOException {
        SyncResult result = SampleResults.synced("clip.mp4");
        SyncResult back = SyncResultJson.read("r.json", SyncResultJson.write(result));
        for (int i = 0; i < result.points().size(); i++) {
            SyncPoint point = result.points().get(i);
            SyncPoint read = back.points().get(i);
            assertEquals(point.videoNs(), read.videoNs());
            assertEquals(point.logNs(), read.logNs());
            assertEquals(point.offsetNs(), read.offsetNs());
            assertEquals(point.sigmaNs(), read.sigmaNs(), 0.51);
            assertEquals(point.quality(), read.quality());
        }
        assertEquals(result.timeline().track(), back.timeline().track());
        assertEquals(result.inputs().zeroOfLogNs(), back.inputs().zeroOfLogNs());
        assertEquals(result.warnings(), back.warnings());
        assertArrayEquals(
                requireNonNull(result.estimates().gyroBias()).rateRadS(),
                requireNonNull(back.estimates().gyroBias()).rateRadS(),
                1e-9);
        assertArrayEquals(SyncResultJson.write(result), SyncResultJson.write(back));
    }

    @Test
    void shouldWriteNullWhereNothingIsKnown() throws IOException {
        SyncResult refused = SampleResults.refused();
        JsonNode root = tree(refused);
        assertEquals("refused", root.path("status").asString());
        assertEquals(
                "no lag stands out: best score 0.31, next 0.30",
                root.path("reason").asString());
        assertEquals("NO_PEAK", root.path("reason_code").asString());
        assertEquals(0.31, root.path("reason_facts").path("score").asDouble());
        assertEquals(
                refused.refusal(),
                SyncResultJson.read("r.json", SyncResultJson.write(refused)).refusal());
        for (String field : List.of("drift_ppm", "drift_sigma_ppm", "orientation", "gyro_bias_rad_s", "readout_ms")) {
            assertTrue(root.has(field) && root.path(field).isNull(), field);
        }
        assertTrue(root.path("points").get(0).path("sigma_ms").isNull());
        SyncResult back = SyncResultJson.read("r.json", SyncResultJson.write(refused));
        assertTrue(Double.isNaN(back.points().getFirst().sigmaNs()));
        assertTrue(Double.isNaN(back.timeline().driftPpm()));
    }

    @Test
    void shouldNotUseExponents() {
        String text = new String(SyncResultJson.write(SampleResults.synced("clip.mp4")), StandardCharsets.UTF_8);
        assertFalse(text.matches("(?s).*\\d[eE][-+]?\\d.*"), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|field status: missing",
                "[]|expected a result object",
                "{\"status\":|not JSON",
                "{\"status\":\"maybe\"}|field status: found \"maybe\"",
            })
    void shouldSayInOneLineWhatIsWrong(String json, String expected) {
        IOException e = assertThrows(
                IOException.class, () -> SyncResultJson.read("r.json", json.getBytes(StandardCharsets.UTF_8)));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.startsWith("r.json") && message.contains(expected), message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void shouldRejectTimesThatDoNotFit() {
        String json = new String(SyncResultJson.write(SampleResults.refused()), StandardCharsets.UTF_8);
        String hostile = json.replaceFirst("\"duration_s\" : 10.0", "\"duration_s\" : 1e999999999");
        IOException e = assertThrows(
                IOException.class, () -> SyncResultJson.read("r.json", hostile.getBytes(StandardCharsets.UTF_8)));
        assertTrue(String.valueOf(e.getMessage()).contains("duration_s"), e.getMessage());
    }

    @Test
    void shouldWriteOneCsvRowAPoint() {
        List<String> lines = new String(SyncResultCsv.write(SampleResults.synced("clip.mp4")), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals("video_s,log_s,offset_ms,sigma_ms,score,rival,quality,line_residual_ms", lines.getFirst());
        assertEquals(6, lines.size());
        assertTrue(lines.get(1).startsWith("4.2,16.69"), lines.get(1));
        assertTrue(lines.get(5).contains(",bad,"), lines.get(5));
        String refused = new String(SyncResultCsv.write(SampleResults.refused()), StandardCharsets.UTF_8);
        assertTrue(refused.endsWith("5.0,1.786,3214.0,,0.31,0.3,bad,\n"), refused);
    }

    @Test
    void shouldWidenTheBandAwayFromThePoints() {
        SyncResult result = SampleResults.synced("clip.mp4");
        double middle = TrackBand.sigmaNsAt(result, 18_000_000_000L);
        assertTrue(middle > 0 && middle < 0.06e6, "middle " + middle);
        assertTrue(TrackBand.sigmaNsAt(result, 60_000_000_000L) > middle);
        assertTrue(Double.isNaN(TrackBand.sigmaNsAt(SampleResults.refused(), 0)));
    }
}
