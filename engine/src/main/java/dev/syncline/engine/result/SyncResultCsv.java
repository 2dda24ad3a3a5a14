package dev.syncline.engine.result;

import dev.syncline.engine.sync.track.SyncPoint;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The points of a result as CSV: a header with units, then one row a point; an empty cell where a value is unknown. */
public final class SyncResultCsv {
    private static final String HEADER = "video_s,log_s,offset_ms,sigma_ms,score,rival,quality,line_residual_ms\n";

    private SyncResultCsv() {}

    /**
     * {@return the table as UTF-8 text}
     *
     * @param result whose points are written, in their order
     */
    public static byte[] write(SyncResult result) {
        StringBuilder csv = new StringBuilder(HEADER);
        for (SyncPoint point : result.points()) {
            csv.append(cell(Decimals.secondsOf(point.videoNs()))).append(',');
            csv.append(cell(Decimals.secondsOf(point.logNs()))).append(',');
            csv.append(cell(Decimals.msOf(point.offsetNs()))).append(',');
            csv.append(cell(Decimals.rounded(point.sigmaNs() * 1e-6, 6))).append(',');
            csv.append(cell(Decimals.rounded(point.score(), 6))).append(',');
            csv.append(cell(Decimals.rounded(point.rival(), 6))).append(',');
            csv.append(point.quality().word()).append(',');
            csv.append(cell(Decimals.rounded(point.lineResidualNs() * 1e-6, 6))).append('\n');
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String cell(@Nullable BigDecimal value) {
        return value == null ? "" : value.toPlainString();
    }
}
