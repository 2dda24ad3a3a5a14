package dev.syncline.engine.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.motion.GyroTrack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text logs that end within a line: nothing that was cut counts, and no row is lost of those who never end the last line. */
class CutLastLineTest {
    private static final int ROWS = 40;

    @TempDir
    Path folder;

    private static String head(String format, String more) {
        return format.equals("gcsv")
                ? "GYROFLOW IMU LOG\nversion,1.1\ntscale,0.001\ngscale,1\nt,gx,gy,gz" + more + "\n"
                : "time_ms,gx_rad_s,gy_rad_s,gz_rad_s" + more + "\n";
    }

    private static double z(int row) {
        return (row % 7 + 1) * 123.456789;
    }

    private static String row(int row, String number, String more) {
        String z = number.equals("repr")
                ? String.valueOf((float) z(row))
                : String.format(Locale.ROOT, number, number.endsWith("d") ? (Object) Math.round(z(row)) : z(row));
        return row * 10 + ",0.5,0.25," + z + more;
    }

    private MotionLog read(String text) throws IOException {
        return TelemetryReaders.open(Files.writeString(folder.resolve("log.csv"), text));
    }

    /** Wherever the last row is cut, the rows that are taken are those that the whole file has. */
    @ParameterizedTest
    @CsvSource({"gcsv, %.6f", "gcsv, %.3f", "gcsv, %d", "gcsv, %.5e", "table, %.6f", "table, %.3f", "table, %.5e"})
    void shouldTakeNoNumberThatHasLostDigits(String format, String number) throws IOException {
        StringBuilder text = new StringBuilder(head(format, ""));
        for (int i = 0; i < ROWS - 1; i++) {
            text.append(row(i, number, "")).append('\n');
        }
        String last = row(ROWS - 1, number, "");
        GyroTrack whole = read(text + last + "\n").gyro();
        assertEquals(ROWS, whole.size());
        for (int kept = 1; kept < last.length(); kept++) {
            MotionLog cut = read(text + last.substring(0, kept));
            assertEquals(ROWS - 1, cut.gyro().size(), last.substring(0, kept));
            assertTrue(cut.warnings().getLast().text().endsWith("is cut short: left out"), cut.warnings()::toString);
        }
        MotionLog unended = read(text + last);
        assertEquals(ROWS, unended.gyro().size(), "a writer that never ends the last line");
        assertEquals(whole.z(ROWS - 1), unended.gyro().z(ROWS - 1));
    }

    @ParameterizedTest
    @CsvSource({"gcsv", "table"})
    void shouldKeepARowWhoseCutNumberIsNotRead(String format) throws IOException {
        StringBuilder text = new StringBuilder(head(format, ",temperature"));
        for (int i = 0; i < ROWS; i++) {
            text.append(row(i, "%.6f", ",21.125")).append('\n');
        }
        assertEquals(ROWS, read(text.substring(0, text.length() - 4)).gyro().size());
    }

    /** The shortest numbers that say a float: one digit fewer than any before is a cut. */
    @Test
    void shouldGoByTheFewestDigitsOfTheNumbersBefore() {
        WrittenNumbers numbers = new WrittenNumbers();
        assertFalse(numbers.isCut("1"), "nothing is known");
        for (String cell : new String[] {"-0.1234", "12.34567", "0.123456", "word"}) {
            numbers.see(cell);
        }
        assertFalse(numbers.isCut("5.4321"));
        assertTrue(numbers.isCut("5.432"));
        assertTrue(numbers.isCut("5"));
        WrittenNumbers counts = new WrittenNumbers();
        for (String cell : new String[] {"-123", "4567"}) {
            counts.see(cell);
        }
        assertFalse(counts.isCut("-999"));
        assertTrue(counts.isCut("-99"));
        assertFalse(counts.isEnough());
        WrittenNumbers exponents = new WrittenNumbers();
        exponents.see("1.25e-05");
        assertFalse(exponents.isCut("3.50e+01"));
        assertTrue(exponents.isCut("3.50e+0"));
        assertTrue(exponents.isCut("3.50"));
    }
}
