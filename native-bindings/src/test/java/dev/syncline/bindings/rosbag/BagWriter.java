package dev.syncline.bindings.rosbag;

import dev.syncline.bindings.load.NativeFolder;
import dev.syncline.engine.match.motion.RosImu;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Writes files as rosbag2's SQLite storage does. */
final class BagWriter implements AutoCloseable {
    static final String TOPICS = "CREATE TABLE topics(id INTEGER PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL,"
            + " serialization_format TEXT NOT NULL, offered_qos_profiles TEXT NOT NULL)";
    static final String OLD_TOPICS =
            "CREATE TABLE topics(id INTEGER PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL)";
    static final String MESSAGES = "CREATE TABLE messages(id INTEGER PRIMARY KEY, topic_id INTEGER NOT NULL, timestamp"
            + " INTEGER NOT NULL, data BLOB NOT NULL)";
    static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long STEP_NS = 5_000_000;

    private final Connection connection;

    BagWriter(Path file, String... statements) throws SQLException {
        NativeFolder.ensure();
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        run("PRAGMA synchronous=OFF");
        run(statements);
    }

    static BagWriter of(Path file) throws SQLException {
        return new BagWriter(
                file,
                TOPICS,
                MESSAGES,
                "CREATE INDEX timestamp_idx ON messages(timestamp ASC)",
                "INSERT INTO topics VALUES (3, '/imu', 'sensor_msgs/msg/Imu', 'cdr', '')",
                "INSERT INTO topics VALUES (5, '/talk', 'std_msgs/msg/String', 'cdr', '')");
    }

    void run(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static long stampNs(int i) {
        return START_NS + STEP_NS * i;
    }

    static byte[] message(int i) {
        return RosImu.cdr(ByteOrder.LITTLE_ENDIAN, "imu", stampNs(i), i, -.5, .25);
    }

    void put(int topic, long logNs, byte[] data) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO messages(topic_id, timestamp, data) VALUES (?, ?, ?)")) {
            insert.setInt(1, topic);
            insert.setLong(2, logNs);
            insert.setBytes(3, data);
            insert.executeUpdate();
        }
    }

    /** Samples number {@code from} to {@code to} - 1, of which each turns by its number about x. */
    BagWriter imu(int topic, int from, int to) throws SQLException {
        run("BEGIN");
        for (int i = from; i < to; i++) {
            put(topic, stampNs(i) + 100_000, message(i));
        }
        run("COMMIT");
        return this;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
