package dev.syncline.engine.result;

import java.math.BigDecimal;

/**
 * The settings that a sync's points depend on: with others it has to be done again.
 *
 * @param lowPassHz of the filter over the log's rates, Hz; 0 for none
 * @param orientation of the log's axes: Gyroflow's letters, {@code auto} or {@code declared}
 * @param bias {@code auto} or {@code none}
 * @param readout {@code known}, {@code auto}, or milliseconds such as {@code -16}, negative for a reversed one
 */
public record MotionSettings(double lowPassHz, String orientation, String bias, String readout) {
    /** {@return all of it on one line, the same for the same settings} */
    public String text() {
        BigDecimal hz = Decimals.rounded(lowPassHz, 6);
        return "low_pass_hz=" + hz + " orientation=" + orientation + " bias=" + bias + " readout=" + readout;
    }
}
