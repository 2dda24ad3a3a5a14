package dev.syncline.cli.inspect;

import dev.syncline.cli.files.OutputGuard;
import dev.syncline.cli.files.ReplacedFile;
import dev.syncline.engine.file.PartFile;
import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.motion.SensorQuantity;
import dev.syncline.engine.motion.SensorTrack;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.gcsv.GcsvWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a converted log goes. As gcsv it is one file with a row a gyro sample. As tables it is a file a stream, each with its
 * own times, nothing put between samples: {@code log.csv}, {@code log.acceleration.csv} and so on; standard output has room
 * for the gyro's alone.
 */
final class Dump {
    private final DumpFormat format;
    private final Path named;
    private final @Nullable ReplacedFile gyro;
    private final PrintWriter console;
    private final Map<SensorQuantity, ReplacedFile> others = new EnumMap<>(SensorQuantity.class);

    private Dump(DumpFormat format, Path named, @Nullable ReplacedFile gyro, PrintWriter console) {
        this.format = format;
        this.named = named;
        this.gyro = gyro;
        this.console = console;
    }

    /**
     * Makes sure that the gyro's file can be written.
     *
     * @param out {@code -} for standard output
     * @param console standard output
     * @throws IOException as {@link OutputGuard#writes}
     */
    static Dump claim(DumpFormat format, Path out, OutputGuard guard, PrintWriter console) throws IOException {
        return new Dump(format, out, out.equals(PartFile.STANDARD_OUTPUT) ? null : guard.writes(out), console);
    }

    /**
     * Makes sure that the files of the log's other streams can be written, before the first is.
     *
     * @throws IOException as {@link OutputGuard#writes}
     */
    void claimOthers(MotionLog log, OutputGuard guard) throws IOException {
        if (format == DumpFormat.CSV && gyro != null) {
            for (SensorTrack stream : log.streams()) {
                others.put(stream.quantity(), guard.writes(beside(named, stream.quantity())));
            }
        }
    }

    /** {@code log.csv} and acceleration make {@code log.acceleration.csv}. */
    private static Path beside(Path file, SensorQuantity quantity) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        String base = dot > 0 ? name.substring(0, dot) : name;
        String ending = dot > 0 ? name.substring(dot) : ".csv";
        return file.resolveSibling(base + "." + quantity.words().replace(' ', '-') + ending);
    }

    /**
     * Writes all of it.
     *
     * @return what people should hear of it, one line each
     * @throws IOException when one cannot be written; files before it are then there
     */
    List<String> write(MotionLog log) throws IOException {
        ReplacedFile file = gyro;
        if (format == DumpFormat.GCSV) {
            GcsvWriter.Header header = new GcsvWriter.Header(
                    log.name(), "converted by syncline", "", log.orientation(), log.shutter(), 1e-9, 1e-6);
            return file == null
                    ? GcsvWriter.write(console, log.gyro(), log.streams(), header)
                    : GcsvWriter.write(file.target(), log.gyro(), log.streams(), header);
        }
        if (file == null) {
            table(log.gyro(), console);
            return log.streams().stream()
                    .map(stream -> stream.quantity().words()
                            + ": not written, standard output has room for the gyro's table alone; name a file")
                    .toList();
        }
        for (SensorTrack stream : log.streams()) {
            ReplacedFile to = others.get(stream.quantity());
            if (to != null) {
                write(stream, to);
            }
        }
        file.replaceWith(stream -> {
            Writer text = new OutputStreamWriter(stream, StandardCharsets.US_ASCII);
            table(log.gyro(), text);
            text.flush();
            return log.gyro().size();
        });
        return others.keySet().stream()
                .map(quantity -> quantity.words() + ": written to " + beside(named, quantity))
                .toList();
    }

    private static void table(GyroTrack gyro, Appendable to) throws IOException {
        to.append("t_s,gx_rad_s,gy_rad_s,gz_rad_s\n");
        for (int i = 0; i < gyro.size(); i++) {
            to.append(seconds(gyro.timeNs(i)) + "," + gyro.x(i) + "," + gyro.y(i) + "," + gyro.z(i) + "\n");
        }
    }

    private static void write(SensorTrack track, ReplacedFile to) throws IOException {
        to.replaceWith(stream -> {
            String head = "t_s," + String.join(",", track.quantity().columns()) + "\n";
            stream.write(head.getBytes(StandardCharsets.US_ASCII));
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < track.size(); i++) {
                row.setLength(0);
                row.append(seconds(track.timeNs(i)));
                for (int c = 0; c < track.quantity().width(); c++) {
                    row.append(',').append(track.value(i, c));
                }
                stream.write(row.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
            }
            return track.size();
        });
    }

    private static String seconds(long ns) {
        return BigDecimal.valueOf(ns, 9).toPlainString();
    }
}
