package dev.syncline.engine.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultThresholdTest {
    @ParameterizedTest
    @CsvSource({"0, 10000000", "19999999, 10000000", "20000002, 10000001", "100000000, 50000000"})
    void shouldBeHalfAPeriodWhereThatIsLonger(long periodNs, long expectedNs) {
        assertEquals(expectedNs, DefaultThreshold.bySequenceNs(periodNs));
    }
}
