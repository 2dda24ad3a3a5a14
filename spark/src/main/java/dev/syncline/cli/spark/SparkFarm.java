package dev.syncline.cli.spark;

import dev.syncline.cli.archive.ArchivePlan;
import dev.syncline.cli.archive.ClipFarm;
import dev.syncline.cli.archive.ClipRow;
import dev.syncline.cli.archive.ClipWork;
import dev.syncline.cli.archive.PendingClip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import scala.Function2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.runtime.BoxedUnit;

/**
 * Syncs clips on a Spark cluster: a task a clip, begun again, moved and run twice as Spark sees fit. A row reaches the table
 * as soon as its task has ended, so a driver that is killed loses nothing that was reported.
 */
final class SparkFarm implements ClipFarm, AutoCloseable {
    /** Where {@code syncline} is on every machine; on the executors' PATH unless this setting says otherwise. */
    private static final String LAUNCHER = "spark.syncline.launcher";

    /** The whole table, as Spark writes tables: a folder. */
    static final String TABLE = "clips-spark.parquet";

    private @Nullable SparkSession session;

    private SparkSession session() {
        SparkSession open = session;
        if (open == null) {
            open = SparkSession.builder().appName("syncline archive").getOrCreate();
            session = open;
        }
        return open;
    }

    @Override
    public void sync(ArchivePlan plan, List<PendingClip> clips, Rows rows) throws IOException {
        SparkSession spark = session();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        int cores = context.getConf().getInt("spark.task.cpus", 1);
        String launcher = context.getConf().get(LAUNCHER, "syncline");
        Broadcast<TaskPlan> broadcast =
                context.broadcast(TaskPlan.of(plan, UUID.randomUUID().toString(), cores, launcher));
        List<ClipTask> tasks = clips.stream().map(ClipTask::of).toList();
        RDD<ClipTask> each = context.parallelize(tasks, tasks.size()).rdd();
        try {
            spark.sparkContext()
                    .runJob(
                            each,
                            new ClipSyncing(broadcast),
                            numbers(tasks.size()),
                            handler(rows),
                            ClassTag.apply(ClipSyncing.Answer.class));
        } catch (RuntimeException e) {
            throw said(e);
        } catch (Exception e) {
            // Scala declares nothing: what Spark throws is checked all the same.
            throw said(e);
        }
    }

    private static Seq<Object> numbers(int count) {
        List<Object> numbers = new ArrayList<>();
        IntStream.range(0, count).forEach(numbers::add);
        return CollectionConverters.asScala(numbers).toSeq();
    }

    /** Spark calls it on the driver, once for each task, one at a time. */
    private static Function2<Object, ClipSyncing.Answer, BoxedUnit> handler(Rows rows) {
        return (number, answer) -> {
            try {
                ClipRow row = answer.row();
                if (row == null) {
                    throw new UncheckedIOException(wrongOptions(String.valueOf(answer.wrongOptions())));
                }
                rows.keep(row);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return BoxedUnit.UNIT;
        };
    }

    private static IOException wrongOptions(String message) {
        return new ClipWork.WrongOptionsException(message);
    }

    /** What lies at the bottom of Spark's own exceptions, in one line. */
    private static IOException said(Exception e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof UncheckedIOException io && io.getCause() != null) {
                return io.getCause();
            }
        }
        String text = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new IOException("Spark gave up: " + text + "; the same command goes on from here", e);
    }

    @Override
    public void export(Path out, List<ClipRow> rows) throws IOException {
        try {
            session()
                    .createDataFrame(rows.stream().map(RowSchema::row).toList(), RowSchema.SCHEMA)
                    .coalesce(1)
                    .write()
                    .mode(SaveMode.Overwrite)
                    .parquet(out.toAbsolutePath().resolve(TABLE).toUri().toString());
        } catch (RuntimeException e) {
            throw said(e);
        }
    }

    @Override
    public void close() {
        SparkSession open = session;
        if (open != null) {
            open.stop();
        }
    }
}
