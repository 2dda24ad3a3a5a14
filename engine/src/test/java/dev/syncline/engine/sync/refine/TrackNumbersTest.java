package dev.syncline.engine.sync.refine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TrackNumbersTest {
    @Test
    void shouldNumberTracksAsTheyComeWhateverTheirIds() {
        TrackNumbers numbers = new TrackNumbers();
        int n = 5000;
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < n; i++) {
                assertEquals(i, numbers.of(i * 0x10000 + (i % 3) - n));
            }
        }
        assertEquals(n, numbers.count());
    }
}
