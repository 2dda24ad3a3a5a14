package dev.syncline.cli.archive;

import dev.syncline.bindings.load.NativeFolder;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The table of an archive: an SQLite file with one row a clip in {@code clip}. A row is on disk before {@link #put}
 * returns (write-ahead log, {@code synchronous=FULL}), and may be read by others while the run goes on. Thread-safe.
 */
final class ArchiveTable implements AutoCloseable {
    /** Counted up where a column changes its meaning or goes. */
    private static final int VERSION = 1;

    private static final int BUSY_MS = 60_000;

    /** Columns in the order of {@link ClipRow}'s components. */
    static final List<String> COLUMNS = Arrays.stream(ClipRow.class.getRecordComponents())
            .map(component -> snakeCase(component.getName()))
            .toList();

    private final Path file;
    private final Connection connection;

    private ArchiveTable(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Opens a table and makes it where it is not there.
     *
     * @throws IOException when it cannot be, or is of another version
     */
    static ArchiveTable open(Path file) throws IOException {
        NativeFolder.ensure();
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout=" + BUSY_MS);
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=FULL");
                int version = version(statement);
                if (version != 0 && version != VERSION) {
                    connection.close();
                    throw new IOException(file + " is a table of version " + version + ", expected " + VERSION
                            + ": name another --out folder, or use the Syncline that made it");
                }
                statement.execute(create());
                statement.execute("PRAGMA user_version=" + VERSION);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            return new ArchiveTable(file, connection);
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("PRAGMA user_version")) {
            return found.next() ? found.getInt(1) : 0;
        }
    }

    private static String create() {
        String columns = Arrays.stream(ClipRow.class.getRecordComponents())
                .map(component -> snakeCase(component.getName()) + " " + sqlType(component.getType())
                        + (component.getName().equals("clip") ? " PRIMARY KEY" : ""))
                .collect(Collectors.joining(", "));
        return "CREATE TABLE IF NOT EXISTS clip (" + columns + ")";
    }

    private static String sqlType(Class<?> type) {
        if (type == String.class) {
            return "TEXT";
        }
        return type == int.class || type == Integer.class ? "INTEGER" : "REAL";
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** Keeps a row in the place of one that the clip had. On disk when this returns. */
    synchronized void put(ClipRow row) throws IOException {
        String sql = "INSERT OR REPLACE INTO clip (" + String.join(", ", COLUMNS) + ") VALUES ("
                + Stream.generate(() -> "?").limit(COLUMNS.size()).collect(Collectors.joining(", ")) + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            List<@Nullable Object> values = values(row);
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }

    /** All rows, by clip. */
    synchronized List<ClipRow> rows() throws IOException {
        List<ClipRow> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT " + String.join(", ", COLUMNS) + " FROM clip ORDER BY clip")) {
            while (found.next()) {
                rows.add(row(found));
            }
        } catch (SQLException e) {
            throw failed(file, e);
        }
        return rows;
    }

    /** A row's values in the order of the columns. */
    static List<@Nullable Object> values(ClipRow row) {
        List<@Nullable Object> values = new ArrayList<>();
        try {
            for (RecordComponent component : ClipRow.class.getRecordComponents()) {
                values.add(component.getAccessor().invoke(row));
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a record's components can be read", e);
        }
        return values;
    }

    private static ClipRow row(ResultSet found) throws SQLException {
        RecordComponent[] components = ClipRow.class.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(found, i + 1, types[i]);
        }
        try {
            return ClipRow.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record can be made of its components", e);
        }
    }

    private static @Nullable Object value(ResultSet found, int column, Class<?> type) throws SQLException {
        Object value =
                switch (type.getSimpleName()) {
                    case "String" -> found.getString(column);
                    case "int", "Integer" -> found.getInt(column);
                    default -> found.getDouble(column);
                };
        return found.wasNull() && !type.isPrimitive() ? null : value;
    }

    private static IOException failed(Path file, SQLException e) {
        return new IOException(file + ": " + e.getMessage(), e);
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }
}
