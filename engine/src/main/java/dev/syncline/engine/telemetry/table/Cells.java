package dev.syncline.engine.telemetry.table;

import java.util.ArrayList;
import java.util.List;

/** The cells of a line. */
final class Cells {
    private static final int MOST = 4096;

    private Cells() {}

    /** Splits a line; quotes keep a separator inside a cell and are taken off, as are blanks around it. */
    static List<String> of(String line, char separator) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length() && cells.size() < MOST; i++) {
            char c = line.charAt(i);
            boolean ends = separator == ' ' ? Character.isWhitespace(c) : c == separator;
            if (c == '"') {
                quoted = !quoted;
            } else if (ends && !quoted) {
                if (separator != ' ' || !cell.isEmpty()) {
                    cells.add(cell.toString().strip());
                }
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        if (separator != ' ' || !cell.isEmpty()) {
            cells.add(cell.toString().strip());
        }
        return cells;
    }

    /** A cell as a number; NaN where it is none. A comma is a decimal point where {@code comma} says so. */
    static double number(String cell, boolean comma) {
        String text = comma ? cell.replace(',', '.') : cell;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }
}
