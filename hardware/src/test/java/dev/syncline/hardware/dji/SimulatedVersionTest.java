package dev.syncline.hardware.dji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.hardware.dji.simulated.FlightControllerSpec;
import dev.syncline.hardware.dji.simulated.MotionSource;
import dev.syncline.hardware.dji.simulated.SimulatedFlightController;
import dev.syncline.hardware.dji.simulated.SimulationOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The simulated controller says what it is as programs that were built with DJI's SDK read it. */
class SimulatedVersionTest {
    private static byte[] reply() {
        List<byte[]> replies = new ArrayList<>();
        SimulatedFlightController controller = new SimulatedFlightController(
                FlightControllerSpec.usual(1), MotionSource.sway(), 0, new SimulationOutput() {
                    @Override
                    public void bytes(long hostNs, byte[] data, int length) {
                        new FrameParser(null).feed(data, 0, length, hostNs, frame -> replies.add(frame.value()));
                    }

                    @Override
                    public void edge(long hostNs) {}

                    @Override
                    public void sampled(long hostNs, long ticks, long ns) {}
                });
        byte[] frame = new byte[FrameWriter.MAX_FRAME_BYTES];
        byte[] body = {0, 0, 0};
        int length = new FrameWriter().write(frame, 0, 2, false, 7, body, body.length, null);
        controller.received(frame, 0, length, 1_000);
        controller.advanceTo(1_000_000_000L);
        assertEquals(1, replies.size());
        return replies.getFirst();
    }

    /**
     * The SDK takes a status of two bytes, up to 16 bytes of a number that end in zero, then 32 bytes of name. In the name it
     * looks for two blanks, takes what is before a dash for the hardware, and four numbers with dots up to a zero for the
     * firmware. It gives up where any of it does not come within 64 bytes.
     */
    @Test
    void shouldSayItsVersionInTheFormThatTheSdkReads() {
        byte[] value = reply();
        assertEquals(0, value[0] | value[1], "status");
        int at = 2;
        while (value[at] != 0) {
            at++;
        }
        assertTrue(at <= 18, "the number ends at " + at);
        int name = at + 1;
        assertTrue(value.length >= name + 32, value.length + " bytes");
        String text = new String(value, name, value.length - name, StandardCharsets.US_ASCII);
        assertTrue(text.substring(0, text.indexOf(0)).matches("\\S+ \\S+ A3-\\d{1,3}(\\.\\d{1,3}){3}"), text);
        assertTrue(text.startsWith("SDK-v1.x BETA A3-03.02.36.06"), text);
        VersionReply read = VersionReply.of(value);
        assertEquals(VersionReply.FIRST_WITH_SYNC, read.firmware());
        assertTrue(!read.hasTimeSyncInstead());
    }

    @Test
    void shouldTellAircraftWithTimeSyncByTheirNames() {
        for (String name : new String[] {"PM420", "M210", "M210V2", "PM430", "M300"}) {
            byte[] value = ("\0\0\0SDK-v1.x BETA " + name + "-03.04.10.00\0").getBytes(StandardCharsets.US_ASCII);
            assertTrue(VersionReply.of(value).hasTimeSyncInstead(), name);
        }
        for (String name : new String[] {"A3", "N3", "M600", "M100"}) {
            byte[] value = ("\0\0\0SDK-v1.x BETA " + name + "-03.04.10.00\0").getBytes(StandardCharsets.US_ASCII);
            assertTrue(!VersionReply.of(value).hasTimeSyncInstead(), name);
        }
    }
}
