package dev.syncline.hardware.rig.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.hardware.rig.Rig;
import dev.syncline.hardware.rig.data.RigData;
import dev.syncline.hardware.rig.data.Shutter;
import dev.syncline.hardware.rig.file.RigFile;
import dev.syncline.hardware.rig.yaml.RigFormatException;
import java.io.IOException;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class RigPlanTest {
    private static final double NS = 1e-6;

    private static RigPlan plan(String top, String colour, String mono) throws RigFormatException {
        Rig rig = RigFile.read(
                top + "\nname: test\nfps: 30\ndevices:\n  oak:\n    board: OAK-D\n    cameras:\n      A: {sync: input, "
                        + colour + "}\n      B: {sync: output, " + mono + "}\n",
                "rig.yaml",
                RigData.builtIn());
        return RigPlan.of(rig);
    }

    @ParameterizedTest
    @CsvSource({"1080p, 16.54, 15.315, 8.262", "4k, 23.58, 10.917, 11.785", "12mp, 33.04, 10.868, 16.515"})
    void shouldTimeTheRowsOfTheImx378(String mode, double readoutMs, double rowUs, double centreMs)
            throws RigFormatException {
        CameraTiming camera = plan("exposure: 5ms", "resolution: " + mode, "exposure: 5ms")
                .cameras()
                .getFirst();
        assertEquals(readoutMs * 1e6, (double) camera.exposure().readoutNs(), 0.5);
        assertEquals(rowUs, camera.exposure().rowNs() / 1e3, 0.001);
        double firstRowMiddle = camera.sofNs() + camera.exposure().middleNs(0);
        assertEquals(centreMs, (camera.middleNs() - firstRowMiddle) * NS, 0.002);
    }

    @Test
    void shouldGiveTheTimesOfTheSpecificationsTable() {
        FrameExposure rolling = new FrameExposure(Shutter.ROLLING, 5_000_000, 1080, 16_540_000);
        assertEquals(-5_000_000, rolling.startNs(0), 1e-6);
        assertEquals(-2_500_000, rolling.middleNs(0), 1e-6);
        assertEquals(0, rolling.endNs(0), 1e-6);
        assertEquals(-5_000_000 + 100 * 16_540_000.0 / 1080, rolling.startNs(100), 1e-3);
        assertEquals(-2_500_000 + 1079 * 16_540_000.0 / 1080 / 2, rolling.middleNs(), 1e-3);
        FrameExposure global = new FrameExposure(Shutter.GLOBAL, 5_000_000, 800, 7_280_000);
        assertEquals(-5_000_000, global.startNs(799), 1e-6);
        assertEquals(0, global.endNs(799), 1e-6);
        assertEquals(-2_500_000, global.middleNs(), 1e-6);
        assertEquals(799 * 9100, global.readNs(799), 1e-6);
    }

    @Test
    void shouldFindTheExposureAndTheDelayThatAlignAGlobalWithARollingSensor() throws RigFormatException {
        RigPlan plan = plan("exposure: 5ms", "resolution: 1080p", "exposure: 5ms");
        assertEquals(8.262, plan.spreadNs() * NS, 0.001);
        Adjustment mono = plan.adjustments().get(1);
        assertEquals(8.262, mono.extraDelayNs() * NS, 0.001);
        assertEquals(21.525, mono.exposureNs() * NS, 0.001);
        assertTrue(mono.exposureFits());

        RigPlan delayed = plan("exposure: 5ms", "resolution: 1080p", "delay: 8262us");
        assertEquals(0, delayed.spreadNs() * NS, 0.001);
        RigPlan longer = plan("exposure: 5ms", "resolution: 1080p", "exposure: 21.525ms");
        assertEquals(0, longer.spreadNs() * NS, 0.001);
    }

    @Test
    void shouldAlignByTheOtherEndWhereTheTriggerEndsTheExposure() throws RigFormatException {
        RigPlan plan = plan("alignment: end", "resolution: 1080p, exposure: 2ms", "exposure: 4ms");
        CameraTiming colour = plan.cameras().get(0);
        CameraTiming mono = plan.cameras().get(1);
        assertEquals(0, colour.sofNs(), 1e-6);
        assertEquals(-4_000_000, mono.startNs(), 1e-6);
        // Middle of the rolling one: −1 ms + 8.26 ms; of the global one: −2 ms. The rolling one must expose longer.
        Adjustment adjustment = plan.adjustments().get(0);
        assertEquals(2 + 2 * 9.262, adjustment.exposureNs() * NS, 0.002);
    }

    @Test
    void shouldSayWhenAFlashReachesAllRows() throws RigFormatException {
        assertTrue(plan("exposure: 5ms", "resolution: 1080p", "exposure: 5ms")
                .flash()
                .isEmpty());
        Window flash =
                plan("exposure: 20ms", "resolution: 1080p", "exposure: 20ms").flash();
        assertFalse(flash.isEmpty());
        assertEquals(16.525, flash.fromNs() * NS, 0.001);
        assertEquals(20, flash.toNs() * NS, 0.001);
        Window light =
                plan("exposure: 20ms", "resolution: 1080p", "exposure: 20ms").light();
        assertEquals(0, light.fromNs() * NS, 0.001);
        assertEquals(36.525, light.toNs() * NS, 0.001);
    }

    @Test
    void shouldLeaveOutWhatCannotBeTimed() throws RigFormatException {
        RigPlan plan = plan("", "resolution: 1080p", "exposure: 5ms");
        assertEquals(1, plan.cameras().size());
        assertEquals("oak.A", plan.unknown().getFirst().name());
    }

    @Test
    void shouldDrawThePlanWithItsNumbers()
            throws RigFormatException, ParserConfigurationException, IOException, SAXException {
        RigPlan plan = plan("exposure: 5ms", "resolution: 1080p", "exposure: 5ms");
        String svg = TimingPicture.draw(plan);
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertEquals("svg", document.getDocumentElement().getTagName());
        for (String number : new String[] {"1080 rows in 16.54 ms", "15.3 µs a row", "mid 10.76", "SoF 5", "mid 2.5"}) {
            assertTrue(svg.contains(number), number);
        }
        assertTrue(svg.contains("class=\"exposure\"") && svg.contains("class=\"readout\""));
        assertEquals(svg, TimingPicture.draw(plan), "the same plan gives the same picture");
    }

    @Test
    void shouldEscapeNamesInThePicture() throws RigFormatException {
        Rig rig = RigFile.read(
                "name: <b>&\nfps: 30\nexposure: 1ms\ndevices: {oak: {board: OAK-D, cameras: {B: {sync: output}}}}",
                "rig.yaml",
                RigData.builtIn());
        assertTrue(TimingPicture.draw(RigPlan.of(rig)).contains("&lt;b&gt;&amp;"));
    }

    @Test
    void shouldNotDrawNothing() throws RigFormatException {
        RigPlan empty = plan("", "resolution: 1080p", "fps: 30");
        assertThrows(IllegalArgumentException.class, () -> TimingPicture.draw(empty));
    }
}
