package dev.syncline.engine.telemetry.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times as dates and hours, such as {@code 2025-11-20 14:00:00.003}, {@code 2025-11-20T14:00:00.003Z}, {@code 14:00:00.003},
 * {@code 2:00:00 PM}. Behind a third colon stand milliseconds. A zone is not looked at.
 */
final class ClockTime {
    private static final Pattern TEXT = Pattern.compile(
            "(?:(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})[ T])?(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:([.:,])(\\d{1,9}))?"
                    + "(?: ?(?:Z|[+-]\\d{2}:?\\d{2}))?(?: ?([aApP])\\.?[mM]\\.?)?");
    private static final long DAY_NS = 86_400_000_000_000L;

    private long daysNs;
    private long before;

    /** Nanoseconds since 1970, or since midnight of the first day where there is no date; null where it is no time. */
    @Nullable
    Long ns(String cell) {
        Matcher m = TEXT.matcher(cell);
        if (!m.matches()) {
            return null;
        }
        try {
            String digits = m.group(8) == null ? "" : m.group(8);
            boolean ms = ":".equals(m.group(7)) && digits.length() < 3;
            String fraction = ms ? "0".repeat(3 - digits.length()) + digits : digits;
            LocalTime time = LocalTime.of(
                    hour(Integer.parseInt(m.group(4)), m.group(9)),
                    Integer.parseInt(m.group(5)),
                    Integer.parseInt(m.group(6)));
            long ns = time.toNanoOfDay() + Long.parseLong((fraction + "000000000").substring(0, 9));
            if (m.group(1) != null) {
                LocalDate date = LocalDate.of(
                        Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)));
                long seconds = date.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
                return Math.abs(seconds) > 9_000_000_000L ? null : Long.valueOf(seconds * 1_000_000_000L + ns);
            }
            if (ns < before - DAY_NS / 2) {
                daysNs += DAY_NS;
            }
            before = ns;
            return daysNs + ns;
        } catch (DateTimeException noTime) {
            return null;
        }
    }

    /** The hour of the day of one that counts to twelve; itself where no half of the day is named. */
    private static int hour(int hour, @Nullable String half) {
        if (half == null) {
            return hour;
        }
        if (hour < 1 || hour > 12) {
            throw new DateTimeException("no hour of half a day");
        }
        return hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
    }
}
