package dev.syncline.engine.match.read;

import dev.syncline.engine.match.MessageGroup;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Groups as CSV, one a row: {@code group, interval_ns, agreed}, then for each stream {@code NAME:membership},
 * {@code NAME:sequence}, {@code NAME:time_ns} on the common clock, and {@code NAME:VALUE} for each of its values. Empty
 * where a stream has no member.
 */
public final class GroupCsv implements GroupSink {
    private final Writer out;
    private final List<RecordedStream> streams;
    private long groups;

    /** Writes the row of names. */
    public GroupCsv(Writer out, List<RecordedStream> streams) throws IOException {
        this.out = out;
        this.streams = List.copyOf(streams);
        List<String> names = new ArrayList<>(List.of("group", "interval_ns", "agreed"));
        for (RecordedStream stream : streams) {
            names.add(quoted(stream.name() + ":membership"));
            names.add(quoted(stream.name() + ":sequence"));
            names.add(quoted(stream.name() + ":time_ns"));
            stream.valueNames().forEach(v -> names.add(quoted(stream.name() + ":" + v)));
        }
        row(names);
    }

    @Override
    public void write(MessageGroup<RecordedMessage> group) throws IOException {
        List<String> fields = new ArrayList<>();
        fields.add(Long.toString(groups++));
        fields.add(Long.toString(group.intervalNs()));
        fields.add(Boolean.toString(group.agreed()));
        for (int s = 0; s < streams.size(); s++) {
            RecordedMessage member = group.member(s);
            fields.add(group.membership(s).name().toLowerCase(Locale.ROOT));
            fields.add(member != null && member.hasSequence() ? Long.toString(member.sequence()) : "");
            fields.add(member != null ? Long.toString(group.timeNs(s)) : "");
            for (int v = 0; v < streams.get(s).valueNames().size(); v++) {
                fields.add(member != null ? Double.toString(member.values()[v]) : "");
            }
        }
        row(fields);
    }

    private void row(List<String> fields) throws IOException {
        out.write(String.join(",", fields));
        out.write('\n');
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public void finish() throws IOException {
        out.flush();
    }
}
