package dev.syncline.engine.telemetry.dvtm;

import static dev.syncline.engine.telemetry.dvtm.TurningCamera.track;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.telemetry.CameraFacts;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lens in DJI's packets, as a test makes them. */
class DvtmLensTest {
    private static DvtmPacketBuilder packed(double... coefficients) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * coefficients.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double each : coefficients) {
            bytes.putFloat((float) each);
        }
        return new DvtmPacketBuilder().bytes(1, bytes.array());
    }

    private static DvtmPacketBuilder size(long width, long height) {
        return new DvtmPacketBuilder()
                .inside(3, new DvtmPacketBuilder().whole(1, width).whole(2, height));
    }

    private static CameraFacts filming(DvtmPacketBuilder clip, DvtmPacketBuilder streams)
            throws TelemetryFormatException {
        return new DvtmFormat()
                .trackFacts(
                        "dive.mp4",
                        track(
                                new DvtmPacketBuilder().inside(1, clip).inside(2, streams),
                                TurningCamera.usual(1),
                                TurningCamera.usual(2)))
                .filming();
    }

    private static @Nullable LensProfile lens(DvtmPacketBuilder coefficients, float focal, long width, long height)
            throws TelemetryFormatException {
        return filming(
                        new DvtmPacketBuilder()
                                .inside(3, coefficients)
                                .wrapped(8, focal)
                                .wrapped(11, 25f),
                        size(width, height))
                .ownLens();
    }

    private static void assertSees(@Nullable LensProfile lens, double focal, double... k) {
        assertNotNull(lens);
        assertTrue(lens.assumed());
        assertNull(lens.shutter());
        assertEquals("as dive.mp4 describes it", lens.name());
        assertEquals(3840, lens.camera().widthPx());
        assertEquals(2160, lens.camera().heightPx());
        double[] pixel = new double[2];
        double t = .7;
        assertTrue(lens.camera().project(Math.sin(t), 0, Math.cos(t), pixel, 0));
        double r = t * (1 + k[0] * t * t + k[1] * Math.pow(t, 4) + k[2] * Math.pow(t, 6) + k[3] * Math.pow(t, 8));
        assertEquals(1920 + focal * r, pixel[0], 1e-3);
        assertEquals(1080, pixel[1], 1e-9);
    }

    @Test
    void shouldReadTheFisheyeOfAClip() throws Exception {
        assertSees(lens(packed(.1, -.02, .03, -.004), 1457.5f, 3840, 2160), 1457.5, .1, -.02, .03, -.004);
        DvtmPacketBuilder oneByOne = new DvtmPacketBuilder()
                .real(1, .1f)
                .real(1, -.02f)
                .real(1, .03f)
                .real(1, -.004f);
        assertSees(lens(oneByOne, 1457.5f, 3840, 2160), 1457.5, .1, -.02, .03, -.004);
        // The other layout has the focal length in field 6.
        DvtmPacketBuilder other = new DvtmPacketBuilder()
                .inside(3, packed(.1, 0, 0, 0))
                .wrapped(6, 900f)
                .wrapped(8, 2000L)
                .wrapped(9, 59.97f);
        assertSees(filming(other, size(3840, 2160)).ownLens(), 900, .1, 0, 0, 0);
    }

    @Test
    void shouldNameTheCameraForTheLookup() throws Exception {
        CameraFacts camera = filming(DvtmPacketBuilder.clip(0), size(3840, 2160));
        assertEquals("DJI Action 2", camera.model());
        assertEquals("01.00.06.00", camera.firmware());
        assertNull(camera.ownLens(), "no coefficients");
    }

    /** Just inside and just outside of what a lens can be, for a picture of 3840x2160. */
    @ParameterizedTest
    @CsvSource({
        "0.1, 192.5, 3840, 2160, true",
        "0.1, 191.5, 3840, 2160, false",
        "0.1, 575999, 3840, 2160, true",
        "0.1, 576001, 3840, 2160, false",
        "0.1, NaN, 3840, 2160, false",
        "10, 1500, 3840, 2160, true",
        "10.01, 1500, 3840, 2160, false",
        "0, 1500, 3840, 2160, false",
        "NaN, 1500, 3840, 2160, false",
        // θ + k·θ³ grows to θ = 1 / √(−3k): 0.3 with k = −3.7
        "-3.6, 1500, 3840, 2160, true",
        "-3.8, 1500, 3840, 2160, false",
        "0.1, 5, 16, 16, true",
        "0.1, 5, 15, 16, false",
        "0.1, 50000, 100000, 16, true",
        "0.1, 50000, 100001, 16, false",
        "0.1, 1500, 4294967296, 2160, false",
    })
    void shouldDoWithoutALensThatCannotBe(float k1, float focal, long width, long height, boolean usable)
            throws Exception {
        LensProfile lens = lens(packed(k1, 0, 0, 0), focal, width, height);
        assertEquals(usable, lens != null);
    }

    @Test
    void shouldDoWithoutALensThatIsNotWholeThere() throws Exception {
        assertNull(lens(packed(.1, 0, 0), 1500, 3840, 2160));
        assertNull(lens(packed(.1, 0, 0, 0, 0), 1500, 3840, 2160));
        assertNull(lens(new DvtmPacketBuilder(), 1500, 3840, 2160));
        DvtmPacketBuilder clip =
                new DvtmPacketBuilder().inside(3, packed(.1, 0, 0, 0)).wrapped(11, 25f);
        assertNull(filming(clip, size(3840, 2160)).ownLens(), "no focal length");
        assertNull(filming(clip.wrapped(8, 1500f), new DvtmPacketBuilder()).ownLens(), "no size");
    }
}
