package dev.syncline.hardware.rig.depthai;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.hardware.rig.data.RigData;
import dev.syncline.hardware.rig.file.RigFile;
import dev.syncline.hardware.rig.yaml.RigFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DepthaiScriptTest {
    private static String script(String yaml, ApiVersion version) throws RigFormatException {
        return DepthaiScript.write(RigFile.read(yaml, "rig.yaml", RigData.builtIn()), version);
    }

    @ParameterizedTest
    @EnumSource
    void shouldWriteTheSpecificationsCallsForTheFfc4p(ApiVersion version) throws RigFormatException {
        String script = script("""
                fps: 30
                devices:
                  ffc:
                    board: OAK-FFC-4P
                    gpio: {MXIO6: output-high}
                    cameras:
                      A: {sensor: IMX378, sync: input}
                      B: {sensor: OV9282, sync: output}
                      C: {sensor: OV9282, sync: input}
                      D: {sensor: IMX378, sync: input}
                """, version);
        for (String call : new String[] {
            "cam_A.initialControl.setFrameSyncMode(dai.CameraControl.FrameSyncMode.INPUT)",
            "cam_B.initialControl.setFrameSyncMode(dai.CameraControl.FrameSyncMode.OUTPUT)",
            "cam_C.initialControl.setFrameSyncMode(dai.CameraControl.FrameSyncMode.INPUT)",
            "cam_D.initialControl.setFrameSyncMode(dai.CameraControl.FrameSyncMode.INPUT)",
            "config.board.gpio[6] = dai.BoardConfig.GPIO(dai.BoardConfig.GPIO.OUTPUT, dai.BoardConfig.GPIO.Level.HIGH)",
            "dai.Device(config)"
        }) {
            assertTrue(script.contains(call), () -> call + "\nis not in\n" + script);
        }
    }

    @Test
    void shouldTriggerSnapshotsAndLeaveFreeCamerasAlone() throws RigFormatException {
        String script = script(
                "mode: snapshot\ndevices: {cam: {board: OAK-D-PoE, cameras: {A: {sync: off}, B: {sync: input}}}}",
                ApiVersion.V2);
        assertTrue(script.contains("cam_B.initialControl.setExternalTrigger(1, 0)"), script);
        assertFalse(script.contains("cam_A.initialControl"), script);
        assertFalse(script.contains("setFrameSyncMode"), script);
    }

    @Test
    void shouldPutTheMasterFirstAndGiveSlavesNoRate() throws RigFormatException {
        String script = script("""
                fps: 30
                devices:
                  right: {board: OAK4-S, role: slave}
                  left: {board: OAK4-S, role: master}
                chain: [left, right]
                """, ApiVersion.V3);
        assertTrue(
                script.indexOf("ExternalFrameSyncRole.MASTER") < script.indexOf("ExternalFrameSyncRole.SLAVE"), script);
        String slave = script.substring(script.indexOf("# ---- right"));
        assertFalse(slave.contains("sensorFps"), script);
        assertTrue(script.contains("sensorFps=30"), script);
    }

    @Test
    void shouldAskForPtpSlots() throws RigFormatException {
        String script = script("mode: ptp\nfps: 29.97\ndevices: {left: {board: OAK4-S}}", ApiVersion.V3);
        assertTrue(script.contains("FrameSyncMode.TIME_PTP"), script);
        assertTrue(script.contains("sensorFps=29.97"), script);
        assertFalse(script.contains("setExternalFrameSyncRole"), script);
    }

    @Test
    void shouldSayWhatTheLibraryCannotDo() throws RigFormatException {
        assertTrue(script("fps: 30\ndevices: {left: {board: OAK4-S}}", ApiVersion.V2)
                .contains("need DepthAI 3"));
        assertTrue(script(
                        "mode: snapshot\ndevices: {pi: {board: RaspberryPi, cameras: {CAM0: {sensor: IMX296, sync: input}}}}",
                        ApiVersion.V3)
                .contains("trigger_mode"));
    }
}
