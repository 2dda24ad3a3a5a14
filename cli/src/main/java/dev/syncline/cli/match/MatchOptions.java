package dev.syncline.cli.match;

import dev.syncline.cli.console.DurationConverter;
import dev.syncline.engine.match.ExposureTiming;
import dev.syncline.engine.match.MatchObjective;
import dev.syncline.engine.match.MessageClock;
import dev.syncline.engine.match.read.MatchPlan.StreamTiming;
import dev.syncline.engine.match.read.MatchPolicy;
import dev.syncline.engine.match.read.MessageFiles;
import dev.syncline.engine.match.read.RecordedFile;
import dev.syncline.engine.match.read.RecordedStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What the options of {@code syncline match} mean. */
final class MatchOptions {
    private MatchOptions() {}

    /** Policies as people type them: {@code sync-node}. */
    static final class PolicyConverter implements ITypeConverter<MatchPolicy> {
        @Override
        public MatchPolicy convert(String value) {
            return named(MatchPolicy.class, value);
        }
    }

    /** Objectives as people type them: {@code least-cost}. */
    static final class ObjectiveConverter implements ITypeConverter<MatchObjective> {
        @Override
        public MatchObjective convert(String value) {
            return named(MatchObjective.class, value);
        }
    }

    static String typed(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> E named(Class<E> type, String value) {
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            if (typed(constant).equals(value.strip().toLowerCase(Locale.ROOT))) {
                return constant;
            }
            names.add(typed(constant));
        }
        throw new TypeConversionException("'" + value + "': expected one of " + String.join(", ", names));
    }

    /**
     * Reads the files. Streams of one name in several files take their file's name before it, or instead of it where
     * the file has no other.
     *
     * @param wanted names to keep, in this order; empty for all
     */
    static List<RecordedStream> streams(List<Path> files, MessageFiles reader, List<String> wanted, PrintWriter err)
            throws IOException {
        Map<Path, RecordedFile> read = new LinkedHashMap<>();
        Map<String, Integer> uses = new LinkedHashMap<>();
        for (Path file : files) {
            RecordedFile recorded = reader.read(file);
            recorded.warnings().forEach(w -> err.println("syncline: warning: " + w));
            if (read.put(file, recorded) != null) {
                throw new IOException(file + ": is named twice");
            }
            recorded.streams().forEach(s -> uses.merge(s.name(), 1, Integer::sum));
        }
        Map<String, RecordedStream> byName = new LinkedHashMap<>();
        read.forEach((file, recorded) -> recorded.streams().forEach(stream -> {
            String name = uses.getOrDefault(stream.name(), 0) > 1
                    ? nameInFile(file, recorded, stream, byName.keySet())
                    : stream.name();
            byName.put(name, stream.named(name));
        }));
        if (wanted.isEmpty()) {
            return List.copyOf(byName.values());
        }
        List<RecordedStream> chosen = new ArrayList<>();
        for (String name : wanted) {
            RecordedStream stream = byName.get(name);
            if (stream == null) {
                throw new IOException(
                        "there is no stream " + name + "; the files have " + String.join(", ", byName.keySet()));
            }
            chosen.add(stream);
        }
        return chosen;
    }

    /** The file's name, with its path only where that is needed to tell it from another. */
    private static String nameInFile(Path file, RecordedFile recorded, RecordedStream stream, Set<String> taken) {
        String within = recorded.streams().size() == 1 ? "" : "/" + stream.name();
        String name = file.getFileName() + within;
        return taken.contains(name) ? file + within : name;
    }

    /**
     * What each stream's stamps mean.
     *
     * @param clocks {@code OFFSET[:PPM[@TIME]]} by stream
     * @param rolling {@code ROWS:READOUT} by stream
     * @param wrong makes the exception for wrong usage
     */
    static List<StreamTiming> timings(
            List<RecordedStream> streams,
            Map<String, String> clocks,
            Map<String, String> rolling,
            Function<String, RuntimeException> wrong) {
        List<String> names = streams.stream().map(RecordedStream::name).toList();
        for (Map.Entry<String, Map<String, String>> option :
                Map.of("--clock", clocks, "--rolling", rolling).entrySet()) {
            for (String name : option.getValue().keySet()) {
                if (!names.contains(name)) {
                    throw wrong.apply(option.getKey() + ": there is no stream " + name + "; there are "
                            + String.join(", ", names));
                }
            }
        }
        return streams.stream()
                .map(stream -> new StreamTiming(
                        clock(clocks.getOrDefault(stream.name(), ""), stream.timeNs(0), wrong),
                        shutter(rolling.getOrDefault(stream.name(), ""), wrong)))
                .toList();
    }

    private static MessageClock clock(String text, long firstNs, Function<String, RuntimeException> wrong) {
        if (text.isEmpty()) {
            return MessageClock.COMMON;
        }
        String[] atTime = text.split("@", -1);
        String[] parts = atTime[0].split(":", -1);
        try {
            if (parts.length <= 2 && atTime.length <= parts.length) {
                DurationConverter times = new DurationConverter();
                long offsetNs = times.convert(parts[0]).toNanos();
                double ppm = parts.length == 2 ? Double.parseDouble(parts[1]) : 0;
                long referenceNs = atTime.length == 2 ? times.convert(atTime[1]).toNanos() : firstNs;
                return MessageClock.linear(offsetNs, ppm, referenceNs);
            }
        } catch (TypeConversionException | IllegalArgumentException | ArithmeticException e) {
            throw wrong.apply("--clock: '" + text + "': " + e.getMessage());
        }
        throw wrong.apply("--clock: '" + text
                + "': expected OFFSET, OFFSET:PPM or OFFSET:PPM@TIME, such as 1.5ms:12 or 1.5ms:12@1795735380s");
    }

    private static ExposureTiming shutter(String text, Function<String, RuntimeException> wrong) {
        if (text.isEmpty()) {
            return ExposureTiming.GLOBAL;
        }
        String[] parts = text.split(":", -1);
        try {
            if (parts.length == 2) {
                return new ExposureTiming(
                        Integer.parseInt(parts[0]),
                        new DurationConverter().convert(parts[1]).toNanos());
            }
        } catch (TypeConversionException | IllegalArgumentException | ArithmeticException e) {
            throw wrong.apply("--rolling: '" + text + "': " + e.getMessage());
        }
        throw wrong.apply("--rolling: '" + text + "': expected ROWS:READOUT, such as 1080:16.54ms");
    }
}
