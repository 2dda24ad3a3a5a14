package dev.syncline.engine.telemetry.gpmf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.ReadOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawPaceTest {
    /** One sample a payload, as in a time lapse; payloads without their video have only the camera's clock. */
    @ParameterizedTest
    @CsvSource({"1.001, 1", "1.09, 1", "1.12, 1.12", "0.5, 0.5", "10, 10", "1.5e7, 1.5e7", "1.7e7, 1"})
    void shouldTakeRawPayloadsOfATimeLapseByTheCamerasClock(double stepS, double expectedStepS, @TempDir Path folder)
            throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        for (int i = 0; i < 20; i++) {
            KlvBuilder gyro = new KlvBuilder()
                    .stamp(7_000_000 + Math.round(i * stepS * 1e6))
                    .unsigned("TSMP", i + 1L)
                    .shorts("SCAL", 1, 1000)
                    .shorts("GYRO", 3, i, 0, 0);
            KlvBuilder device = new KlvBuilder()
                    .unsigned("DVID", 1)
                    .text("DVNM", "HERO13 Black")
                    .nested("STRM", gyro);
            raw.writeBytes(new KlvBuilder().nested("DEVC", device).bytes());
        }
        MotionLog log =
                RawGpmfReader.read(Files.write(folder.resolve("lapse.raw"), raw.toByteArray()), ReadOptions.PLAIN);
        assertEquals(20, log.gyro().size());
        double step = (log.gyro().endNs() - log.gyro().startNs()) * 1e-9 / 19;
        boolean lapse = expectedStepS != 1;
        assertEquals(lapse || stepS < 2 ? stepS : 1.001, step, 1e-6);
        assertEquals(
                lapse ? 1 : 0,
                log.warnings().stream()
                        .filter(w -> w.text().contains("payloads come each"))
                        .count(),
                () -> log.warnings().toString());
        boolean damaged = stepS > 2 && !lapse;
        assertEquals(
                damaged ? 1 : 0,
                log.warnings().stream()
                        .filter(w -> w.text().contains("as fast as the video"))
                        .count());
    }
}
