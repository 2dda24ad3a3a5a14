package dev.syncline.engine.telemetry.table;

import dev.syncline.engine.motion.ImuOrientation;
import dev.syncline.engine.motion.SensorQuantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a table's columns are.
 *
 * @param separator between cells; a blank stands for any number of blanks
 * @param firstLine number of the first line of values, from 1
 * @param columns cells in the row of names, 0 where there is none
 * @param time place of the time, from 0
 * @param rates places of the rates about the log's axes
 * @param radPerUnit rad/s in one unit of the rates; null where the table does not say
 * @param nsPerUnit ns in one unit of time; null where the table does not say, or gives clock times
 * @param orientation how the axes usually lie in what writes such tables
 * @param others columns of other sensors
 * @param guesses what was taken for granted, for people; empty where the words above the columns say all
 * @param doubt what the words leave open that the values must not speak against
 * @param ownTimes whether the times are those of the rates' own sensor, which a row repeats where there is nothing new
 * @param sensor place of the cell that says which of several sensors a row is of; −1 where there is none
 */
record Layout(
        char separator,
        long firstLine,
        int columns,
        int time,
        List<Integer> rates,
        @Nullable Double radPerUnit,
        @Nullable Double nsPerUnit,
        ImuOrientation orientation,
        List<Other> others,
        List<String> guesses,
        Doubt doubt,
        boolean ownTimes,
        int sensor) {
    /** What a table does not say in words. */
    enum Doubt {
        NONE,
        /** What the rates are counted in, so that they may be angles. */
        UNIT,
        /** That, and of which sensor they are. */
        SENSOR
    }

    /**
     * Columns of another sensor.
     *
     * @param quantity what they measure
     * @param columns places of x, y and z, from 0: three of them
     * @param perUnit the quantity's unit in one of theirs; null where the table does not say
     */
    record Other(
            SensorQuantity quantity,
            List<Integer> columns,
            @Nullable Double perUnit) {}

    /** The last column that matters. */
    int last() {
        return Math.max(time, Math.max(rates.get(0), Math.max(rates.get(1), rates.get(2))));
    }
}
