package dev.syncline.engine.telemetry.table;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is missing in a text that is a table and whose columns do not tell a gyro. */
final class TableRefusal {
    private static final int MOST_LINES = 100;
    private static final int FEWEST_COLUMNS = 3;

    /** Rows of units or sources may stand between the names and the first numbers. */
    private static final int MOST_ROWS_OF_WORDS = 3;

    private static final int MOST_NAMES = 8;
    private static final int LONGEST_NAME = 40;
    private static final char[] SEPARATORS = {'\t', ';', ','};
    private static final String NAME_THEM = "name the columns, as --columns t=1,gx=2,gy=3,gz=4,unit=deg/s";

    private TableRefusal() {}

    /** What to say of it, for people; null where it is no table. */
    static @Nullable String of(List<String> lines) {
        for (int i = 0; i < Math.min(lines.size(), MOST_LINES); i++) {
            for (char separator : SEPARATORS) {
                List<String> cells = Cells.of(lines.get(i), separator);
                int numbers = numbers(cells, separator);
                if (cells.size() < FEWEST_COLUMNS || !hasNumbersBelow(cells, separator, i, lines)) {
                    continue;
                }
                if (numbers == 0) {
                    return ofNames(cells);
                }
                if (numbers == cells.size()) {
                    return "a table of numbers without a row of names: " + NAME_THEM;
                }
            }
        }
        return null;
    }

    private static String ofNames(List<String> cells) {
        String names = cells.stream()
                .filter(c -> !c.isBlank())
                .limit(MOST_NAMES)
                .map(TableRefusal::printable)
                .collect(Collectors.joining("', '", "'", cells.size() > MOST_NAMES ? "', …" : "'"));
        HeaderWords words = HeaderWords.of(cells);
        boolean gyro = GyroColumns.of(words.names(), words.units()) != null;
        return gyro && words.times().isEmpty()
                ? "a table without a column of times that is told by its name, among " + names + ": " + NAME_THEM
                : "a table without columns that are told to be a gyro's rates, among " + names
                        + ": give the gyro's log, or " + NAME_THEM;
    }

    private static boolean hasNumbersBelow(List<String> cells, char separator, int line, List<String> lines) {
        for (int i = line + 1; i < Math.min(lines.size(), line + 2 + MOST_ROWS_OF_WORDS); i++) {
            List<String> below = Cells.of(lines.get(i), separator);
            if (below.size() >= cells.size() && numbers(below, separator) >= FEWEST_COLUMNS) {
                return true;
            }
        }
        return false;
    }

    private static int numbers(List<String> cells, char separator) {
        int numbers = 0;
        for (String cell : cells) {
            numbers += Double.isNaN(Cells.number(cell, separator != ',')) && Double.isNaN(Cells.number(cell, false))
                    ? 0
                    : 1;
        }
        return numbers;
    }

    private static String printable(String text) {
        String plain = text.replaceAll("\\p{C}", "?");
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME) + "…";
    }
}
