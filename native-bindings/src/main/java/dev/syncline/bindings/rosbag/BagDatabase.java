package dev.syncline.bindings.rosbag;

import dev.syncline.bindings.load.NativeFolder;
import dev.syncline.engine.match.mcap.McapChannel;
import dev.syncline.engine.match.motion.ImuTopics;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/**
 * A file of rosbag2's SQLite storage: the tables {@code topics} (id, name, type, and from 2019 on the messages' encoding) and
 * {@code messages} (topic_id, timestamp in ns, data). Nothing is written beside a user's file, so one whose last
 * transactions are not in it yet is refused. Only messages of the wanted topics are taken into memory, one at a time.
 */
final class BagDatabase {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    /** Fields of the file's head, as SQLite's description of its format has them. */
    private static final int HEAD_BYTES = 100;

    private static final int PAGE_SIZE_AT = 16;
    private static final int READ_VERSION_AT = 19;
    private static final int CHANGES_AT = 24;
    private static final int PAGES_AT = 28;
    private static final int CHANGES_AT_PAGES_AT = 92;
    private static final int WRITE_AHEAD = 2;
    private static final int LARGEST_PAGE = 65_536;

    private static final int BUSY_MS = 500;
    private static final int LONGEST_NAME = 500;
    private static final int MOST_TOPICS = 10_000;

    private final Path file;
    private final String name;
    private final ImuTopics into;

    private BagDatabase(Path file, ImuTopics into) {
        this.file = file;
        this.name = String.valueOf(file.getFileName());
        this.into = into;
    }

    static boolean detect(byte[] head) {
        return head.length >= MAGIC.length && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * Adds a file's messages.
     *
     * @throws TelemetryFormatException when it is no bag, is being written, or is damaged and the reader is not lenient
     * @throws IOException when it cannot be read
     */
    static void read(Path file, ImuTopics into) throws IOException {
        NativeFolder.ensure();
        // Behind a link, what the recorder has not taken in yet stands beside the file itself.
        readWhole(file.toRealPath(), into);
    }

    private static void readWhole(Path file, ImuTopics into) throws IOException {
        BagDatabase bag = new BagDatabase(file, into);
        boolean writeAhead = bag.checkHead();
        bag.requireComplete();
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setOpenMode(SQLiteOpenMode.OPEN_URI);
        config.setBusyTimeout(BUSY_MS);
        // A file with a write-ahead log would get two new files beside it, unless it is said that nobody writes it.
        String uri =
                "jdbc:sqlite:file://" + file.toUri().getRawPath() + "?mode=ro" + (writeAhead ? "&immutable=1" : "");
        try (Connection connection = config.createConnection(uri);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA trusted_schema=OFF");
            statement.execute("PRAGMA cell_size_check=ON");
            bag.messages(statement, bag.topics(statement));
        } catch (SQLException e) {
            throw bag.failed(e);
        }
    }

    /** Whether the file is written with a write-ahead log. */
    private boolean checkHead() throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(HEAD_BYTES);
        }
        if (bytes.length < HEAD_BYTES || !detect(bytes)) {
            throw new TelemetryFormatException(name, "", "no SQLite database, or one that is cut short in its head");
        }
        ByteBuffer head = ByteBuffer.wrap(bytes);
        int pageSize = Short.toUnsignedInt(head.getShort(PAGE_SIZE_AT));
        long expected = Integer.toUnsignedLong(head.getInt(PAGES_AT)) * (pageSize == 1 ? LARGEST_PAGE : pageSize);
        long size = Files.size(file);
        boolean counted = head.getInt(CHANGES_AT) == head.getInt(CHANGES_AT_PAGES_AT);
        if (counted && size < expected) {
            throw new TelemetryFormatException(
                    name,
                    "",
                    "is cut short: " + size + " bytes of " + expected
                            + "; copy the bag again, or recover what is left with: sqlite3 " + name + " .recover");
        }
        return head.get(READ_VERSION_AT) == WRITE_AHEAD;
    }

    /** What a recorder that runs, or was killed, has beside its file belongs to it. */
    private void requireComplete() throws IOException {
        for (String ending : List.of("-wal", "-journal")) {
            Path beside = file.resolveSibling(name + ending);
            if (Files.isRegularFile(beside) && holdsPages(beside)) {
                throw new TelemetryFormatException(
                        name,
                        "",
                        "is half written: " + beside.getFileName()
                                + " beside it belongs to it; stop the recorder, or where it was killed copy both files and"
                                + " run: sqlite3 COPY \"PRAGMA journal_mode=DELETE; PRAGMA quick_check\"");
            }
        }
    }

    /** An empty log, or a journal whose head was cleared, has been taken into the database. */
    private static boolean holdsPages(Path beside) throws IOException {
        try (InputStream in = Files.newInputStream(beside)) {
            return in.read() > 0;
        }
    }

    private Map<Long, McapChannel> topics(Statement statement) throws IOException, SQLException {
        if (!columns(statement, "topics").containsAll(List.of("id", "name", "type"))
                || !columns(statement, "messages").containsAll(List.of("topic_id", "timestamp", "data"))) {
            throw new TelemetryFormatException(
                    name,
                    "",
                    "an SQLite database, and no ROS 2 bag: it has not the tables topics (id, name, type) and messages"
                            + " (topic_id, timestamp, data)");
        }
        boolean encoded = columns(statement, "topics").contains("serialization_format");
        Map<Long, McapChannel> topics = new HashMap<>();
        try (ResultSet rows =
                statement.executeQuery("SELECT id, substr(name, 1, " + LONGEST_NAME + "), substr(type, 1, "
                        + LONGEST_NAME + "), " + (encoded ? "substr(serialization_format, 1, 100)" : "'cdr'")
                        + " FROM topics WHERE type LIKE '%/Imu' LIMIT " + MOST_TOPICS)) {
            while (rows.next()) {
                McapChannel topic =
                        new McapChannel(0, text(rows, 2).strip(), text(rows, 4), text(rows, 3), "ros2msg", "");
                if (ImuTopics.areIn(topic)) {
                    topics.put(rows.getLong(1), topic);
                }
            }
        }
        return topics;
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        String text = rows.getString(column);
        return text == null ? "" : text.replaceAll("\\p{C}", "?");
    }

    /** Columns of a table that lies in the file; none of a view or of what only looks like a table. */
    private static Set<String> columns(Statement statement, String table) throws SQLException {
        Set<String> columns = new HashSet<>();
        try (ResultSet rows = statement.executeQuery("SELECT c.name FROM sqlite_master AS t, pragma_table_info('"
                + table + "') AS c WHERE t.type = 'table' AND t.name = '" + table + "' AND t.rootpage > 0")) {
            while (rows.next()) {
                columns.add(text(rows, 1));
            }
        }
        return columns;
    }

    private void messages(Statement statement, Map<Long, McapChannel> topics) throws IOException, SQLException {
        if (topics.isEmpty()) {
            return;
        }
        String ids = topics.keySet().stream().map(String::valueOf).collect(Collectors.joining(","));
        long read = 0;
        try (ResultSet rows = statement.executeQuery("SELECT topic_id, timestamp, CASE WHEN length(data) <= "
                + ImuTopics.LONGEST_MESSAGE + " THEN data END FROM messages WHERE topic_id IN (" + ids + ")")) {
            while (rows.next()) {
                McapChannel topic = topics.get(rows.getLong(1));
                byte[] data = rows.getBytes(3);
                if (topic != null) {
                    into.add(topic, rows.getLong(2), data == null ? null : ByteBuffer.wrap(data));
                }
                read++;
            }
        } catch (SQLException e) {
            if (isDamage(e)) {
                into.damage()
                        .leaveOut(new TelemetryFormatException(
                                name, "behind " + read + " messages", "the database is damaged: " + said(e)));
                return;
            }
            throw e;
        }
    }

    private static boolean isDamage(SQLException e) {
        return List.of(SQLiteErrorCode.SQLITE_CORRUPT, SQLiteErrorCode.SQLITE_NOTADB)
                .contains(kind(e));
    }

    private static SQLiteErrorCode kind(SQLException e) {
        return e instanceof SQLiteException s
                ? SQLiteErrorCode.getErrorCode(s.getResultCode().code & 0xff)
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }

    private TelemetryFormatException failed(SQLException e) {
        String problem =
                switch (kind(e)) {
                    case SQLITE_BUSY, SQLITE_LOCKED ->
                        "is being written by another program; wait until the recorder has closed the bag";
                    case SQLITE_CORRUPT, SQLITE_NOTADB ->
                        "the database is damaged (" + said(e)
                                + "); copy the bag again, or recover what is left with: sqlite3 " + name + " .recover";
                    default -> "cannot be read as a database: " + said(e);
                };
        return new TelemetryFormatException(name, "", problem);
    }

    private static String said(SQLException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\p{C}", " ");
    }
}
