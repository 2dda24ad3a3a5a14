package dev.syncline.engine.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.syncline.engine.base.geometry.Matrix3;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.motion.ImuOrientation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What older and newer projects say of axes and rows, as Gyroflow takes it. */
class ProjectRotationTest {
    private static GyroflowProject project(String stabilization, String gyro) throws IOException {
        String json = """
                {"title": "Gyroflow data file", "version": 3, "videofile": "clip.mp4",
                 "video_info": {"width": 1280, "height": 720, "fps": 30, "num_frames": 300, "duration_ms": 10000},
                 "stabilization": {%s}, "gyro_source": {"filepath": "clip.gcsv", %s}, "offsets": {"4995000": 5}}""".formatted(stabilization, gyro);
        return GyroflowProjectReader.read("clip.gyroflow", json.getBytes(StandardCharsets.UTF_8));
    }

    /** As Gyroflow's core turns one rate: letters, then the angles, then its outputs up, left, back. */
    private static double[] inCamera(String letters, double pitchDeg, double rollDeg, double yawDeg, double[] log) {
        double[] o = new double[3];
        for (int i = 0; i < 3; i++) {
            char letter = letters.charAt(i);
            double value = log["xyz".indexOf(Character.toLowerCase(letter))];
            o[i] = Character.isLowerCase(letter) ? -value : value;
        }
        // About the first axis by the yaw, about the second by the pitch, about the third by the roll.
        double[][] steps = {{yawDeg, 1, 2, 0}, {pitchDeg, 2, 0, 1}, {rollDeg, 0, 1, 2}};
        for (double[] step : steps) {
            double c = Math.cos(Math.toRadians(step[0]));
            double s = Math.sin(Math.toRadians(step[0]));
            int a = (int) step[1];
            int b = (int) step[2];
            double before = o[a];
            o[a] = c * before - s * o[b];
            o[b] = s * before + c * o[b];
        }
        return new double[] {-o[1], -o[0], -o[2]};
    }

    @Property(tries = 50)
    void shouldTurnTheAxesAsGyroflowDoes(
            @ForAll @IntRange(max = 23) int mounting,
            @ForAll @DoubleRange(min = -360, max = 360) double pitchDeg,
            @ForAll @DoubleRange(min = -360, max = 360) double rollDeg,
            @ForAll @DoubleRange(min = -360, max = 360) double yawDeg)
            throws IOException {
        String letters = ImuOrientation.allProper().get(mounting).letters();
        GyroflowProject project = project(
                "",
                "\"imu_orientation\": \"" + letters + "\", \"rotation\": [" + pitchDeg + "," + rollDeg + "," + yawDeg
                        + "]");
        Matrix3 turn = ProjectResult.of(project, "clip.gyroflow", LogInterval.NONE, 0)
                .mounting()
                .turn();
        double[] m = turn.times(new ImuOrientation(letters).toCamera()).rowMajor();
        double[] log = {0.3, -1.1, 0.7};
        double[] expected = inCamera(letters, pitchDeg, rollDeg, yawDeg, log);
        for (int row = 0; row < 3; row++) {
            double camera = m[3 * row] * log[0] + m[3 * row + 1] * log[1] + m[3 * row + 2] * log[2];
            assertEquals(expected[row], camera, 1e-9);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true, 16, LEFT_TO_RIGHT",
        "true, -16, RIGHT_TO_LEFT",
        "false, 16, TOP_TO_BOTTOM",
        "false, -16, BOTTOM_TO_TOP"
    })
    void shouldReadTheWordThatOlderProjectsHaveForReadoutsSideways(boolean sideways, int ms, ReadoutDirection expected)
            throws IOException {
        GyroflowProject project =
                project("\"horizontal_rs\": " + sideways + ", \"frame_readout_time\": " + ms, "\"lpf\": 0");
        assertEquals(
                expected, java.util.Objects.requireNonNull(project.readout()).direction());
    }

    @Test
    void shouldNotLeaveAWordThatGyroflowReadsAfterTheDirection() throws IOException {
        GyroflowProject old = project("\"horizontal_rs\": true, \"frame_readout_time\": 16", "\"lpf\": 0");
        GyroflowProject other = project("\"frame_readout_time\": 11", "\"lpf\": 0");
        for (GyroflowProject project : List.of(other.over(old), old)) {
            byte[] written = GyroflowProjectWriter.write(project);
            assertEquals(
                    project.readout(),
                    GyroflowProjectReader.read("written.gyroflow", written).readout());
        }
        JsonNode written = new JsonMapper().readTree(GyroflowProjectWriter.write(other.over(old)));
        assertFalse(written.path("stabilization").has("horizontal_rs"));
    }
}
