package dev.syncline.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {
    private final DurationConverter converter = new DurationConverter();

    @ParameterizedTest
    @CsvSource({
        "2s, 2000000000",
        "150ms, 150000000",
        "-93.2s, -93200000000",
        "+1s, 1000000000",
        "1m30s, 90000000000",
        "-1m30s, -90000000000",
        "1h2m3s4ms5us6ns, 3723004005006",
        "2m, 120000000000",
        "7µs, 7000",
        "0s, 0",
        "0.000000001s, 1",
    })
    void shouldReadATimeWithItsUnit(String text, long ns) {
        assertEquals(ns, converter.convert(text).toNanos());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-", "2x", "1.s", ".5s", "30s1m", "2s2s", "1e3s", "2 s", "--2s", "NaNs", "2s!"})
    void shouldRefuseWhatIsNoTime(String text) {
        TypeConversionException e = assertThrows(TypeConversionException.class, () -> converter.convert(text));
        assertTrue(String.valueOf(e.getMessage()).contains("expected a number and a unit"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "-93.2", "0", "1."})
    void shouldAskForTheUnitOfAPlainNumber(String text) {
        TypeConversionException e = assertThrows(TypeConversionException.class, () -> converter.convert(text));
        assertEquals("'" + text + "' has no unit: write " + text + "s or " + text + "ms", e.getMessage());
    }

    @Test
    void shouldRefuseATimeThatDoesNotFit() {
        TypeConversionException e =
                assertThrows(TypeConversionException.class, () -> converter.convert("999999999999999h"));
        assertTrue(String.valueOf(e.getMessage()).contains("292 years"), e.getMessage());
    }
}
