package dev.syncline.engine.telemetry.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** The attitude that Betaflight logs since 2025.12. */
class BlackboxAttitudeTest {
    private static final List<String> GYRO = List.of("gyroADC[0]", "gyroADC[1]", "gyroADC[2]");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int[] previous = new int[0];

    private void head(String predictor, String... others) {
        String names = "loopIteration,time," + String.join(",", GYRO) + "," + String.join(",", others);
        int fields = 3 + others.length;
        line("Product:Blackbox flight data recorder by Nicholas Sherlock");
        line("Data version:2");
        line("Firmware revision:Betaflight 2025.12.1");
        line("Field I name:" + names);
        line("Field I predictor:0,0" + ",0".repeat(fields));
        line("Field I encoding:1,1" + ",0".repeat(fields));
        line("Field P predictor:6,2" + ("," + predictor).repeat(fields));
        line("Field P encoding:9,0" + ",0".repeat(fields));
        line("I interval:32");
        line("P interval:1/1");
        line("acc_1G:2048");
    }

    private void line(String text) {
        out.writeBytes(("H " + text + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** A frame that stands alone, or one a millisecond behind it that builds on it. */
    private void frame(int... values) {
        if (previous.length == 0) {
            out.write('I');
            FlightBuilder.unsigned(out, 0);
            FlightBuilder.unsigned(out, 1000);
        } else {
            out.write('P');
            FlightBuilder.signed(out, 1000);
        }
        for (int i = 0; i < values.length; i++) {
            FlightBuilder.signed(out, values[i] - (previous.length == 0 ? 0 : previous[i]));
        }
        previous = values;
    }

    private Flights flights() {
        out.writeBytes(new byte[] {'E', (byte) 255});
        out.writeBytes("End of log\0".getBytes(StandardCharsets.US_ASCII));
        return new Flights("x.bbl", out.toByteArray(), true);
    }

    private MotionLog read() throws TelemetryFormatException {
        return flights().read(null);
    }

    private static final String[] TURN = {"imuQuaternion[0]", "imuQuaternion[1]", "imuQuaternion[2]"};

    @Test
    void shouldReadTheAttitudeBesideTheAccelerometer() throws TelemetryFormatException {
        head("1", "accSmooth[0]", "accSmooth[1]", "accSmooth[2]", TURN[0], TURN[1], TURN[2]);
        frame(1, 2, 3, 0, 0, 2048, 0, 0, 0);
        frame(1, 2, 3, 1024, 0, 2048, 6553, -13107, 19660);
        Flights flights = flights();
        MotionLog log = flights.read(null);
        assertEquals(2, log.streams().size());
        SensorTrack acceleration = log.streams().get(0);
        assertEquals(SensorQuantity.ACCELERATION, acceleration.quantity());
        assertEquals(9.80665f / 2, acceleration.value(1, 0), 1e-6f);
        assertEquals(9.80665f, acceleration.value(1, 2), 1e-6f);
        SensorTrack turn = log.streams().get(1);
        assertEquals(SensorQuantity.ORIENTATION, turn.quantity());
        assertEquals("imuQuaternion: to north (where the firmware believes it), west, up", turn.note());
        assertEquals(2_000_000L, turn.timeNs(1));
        float[][] expected = {{1, 0, 0, 0}, {(float) Math.sqrt(1 - 0.56), 0.2f, -0.4f, 0.6f}};
        for (int i = 0; i < 2; i++) {
            for (int c = 0; c < 4; c++) {
                assertEquals(expected[i][c], turn.value(i, c), 5e-5f, "sample " + i + ", column " + c);
            }
        }
        assertTrue(flights.facts().streams().contains("attitude"), () -> "attitude is not named");
    }

    /** Any turn whose w is not negative comes back within the log's steps, be its w near 0 or not. */
    @Property(tries = 200)
    void shouldGiveBackATurn(
            @ForAll @DoubleRange(min = 0, max = 3.14) double angle,
            @ForAll @DoubleRange(min = -3.14, max = 3.14) double longitude,
            @ForAll @DoubleRange(min = -1, max = 1) double height)
            throws TelemetryFormatException {
        out.reset();
        previous = new int[0];
        double flat = Math.sqrt(1 - height * height);
        double[] axis = {flat * Math.cos(longitude), flat * Math.sin(longitude), height};
        double sine = Math.sin(angle / 2);
        int[] counts = new int[3];
        for (int k = 0; k < 3; k++) {
            counts[k] = (int) Math.round(axis[k] * sine * 32767);
        }
        head("1", TURN);
        for (int i = 0; i < 2; i++) {
            frame(0, 0, 0, counts[0], counts[1], counts[2]);
        }
        SensorTrack turn = read().streams().getFirst();
        double along = turn.value(1, 0) * Math.cos(angle / 2);
        for (int k = 0; k < 3; k++) {
            along += turn.value(1, k + 1) * axis[k] * sine;
        }
        assertEquals(1, along, 1e-4, "the cosine of half the angle between them");
    }

    @Test
    void shouldLeaveOutWhatIsNoTurn() throws TelemetryFormatException {
        head("1", TURN);
        frame(0, 0, 0, 0, 0, 34_000); // 1.038: a half turn, nearly
        frame(0, 0, 0, 0, 0, 34_800); // 1.062
        frame(0, 0, 0, 0, 32_767, 0);
        MotionLog log = read();
        assertEquals(3, log.gyro().size());
        SensorTrack turn = log.streams().getFirst();
        assertEquals(2, turn.size());
        assertEquals(1, turn.value(0, 3), 1e-6f);
        assertEquals(1, turn.value(1, 2), 1e-6f);
        assertTrue(
                log.warnings().toString().contains("orientation: 1 of 3 samples have no usable"),
                log.warnings()::toString);
    }

    @Test
    void shouldReadNoneOfAFieldThatIsMissingOrCodedOddly() throws TelemetryFormatException {
        head("1", TURN[0], TURN[1]);
        frame(0, 0, 0, 1, 2);
        frame(0, 0, 0, 1, 2);
        Flights two = flights();
        assertEquals(List.of(), two.read(null).streams());
        assertEquals(List.of("gyro"), two.facts().streams());
        out.reset();
        previous = new int[0];
        head("1", TURN);
        String odd = out.toString(StandardCharsets.US_ASCII).replace("predictor:6,2,1,1,1,1", "predictor:6,2,1,1,1,9");
        out.reset();
        out.writeBytes(odd.getBytes(StandardCharsets.US_ASCII));
        frame(0, 0, 0, 1, 2, 3);
        frame(0, 0, 0, 1, 2, 3);
        MotionLog log = read();
        assertEquals(2, log.gyro().size());
        assertEquals(List.of(), log.streams());
    }
}
