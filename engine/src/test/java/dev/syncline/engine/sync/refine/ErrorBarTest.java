package dev.syncline.engine.sync.refine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ErrorBarTest {
    private static double[] alike(int pairs) {
        double[] information = new double[pairs];
        Arrays.fill(information, 3);
        return information;
    }

    @Test
    void shouldWidenWhereFewPairsTell() {
        assertEquals(Math.sqrt(6 / 3.0), ErrorBar.fewPairs(alike(6)), 1e-12);
        assertEquals(1, ErrorBar.fewPairs(alike(10_000)), 1e-3);
        assertTrue(ErrorBar.fewPairs(alike(45)) < 1.05);
    }

    @Test
    void shouldCountPairsByWhatTheyTell() {
        double[] few = alike(45);
        Arrays.fill(few, 6, 45, 1e-6);
        assertEquals(ErrorBar.fewPairs(alike(6)), ErrorBar.fewPairs(few), 1e-3);
    }

    @Test
    void shouldStayFinite() {
        assertEquals(2, ErrorBar.fewPairs(alike(1)), 1e-12);
        assertEquals(2, ErrorBar.fewPairs(new double[0]), 1e-12);
    }
}
