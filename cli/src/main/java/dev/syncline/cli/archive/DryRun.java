package dev.syncline.cli.archive;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an archive run would take, told by a sample of its clips, which are synced into a folder that is removed again. A
 * sync looks at a few places whatever a clip's length, so time goes by clips; hours of footage go by bytes.
 */
final class DryRun {
    /** Clips of a sample, evenly spread over the names; the first is begun twice, since a cold start would count for all. */
    private static final int MOST_SAMPLED = 5;

    private DryRun() {}

    /**
     * Prints the estimate.
     *
     * @param plan with any folder
     * @param clips at least one
     * @throws IOException when no worker can be started
     */
    static void print(ArchivePlan plan, List<ArchiveClip> clips, PrintWriter out)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("syncline-sample-");
        try {
            ArchivePlan sampled = new ArchivePlan(
                    folder, plan.syncArgs(), plan.jobs(), plan.clipTime(), plan.javaOptions(), plan.reports());
            List<ArchiveClip> sample = sample(clips);
            List<ClipRow> rows = new ArrayList<>();
            try (ClipWork work = new ClipWork(sampled, 1)) {
                work.sync(sample.getFirst(), "");
                for (ArchiveClip clip : sample) {
                    rows.add(work.sync(clip, ""));
                }
            }
            print(plan.jobs(), clips, sample, rows, out);
        } finally {
            remove(folder);
        }
    }

    private static List<ArchiveClip> sample(List<ArchiveClip> clips) {
        int count = Math.min(MOST_SAMPLED, clips.size());
        List<ArchiveClip> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            out.add(clips.get((int) ((2L * i + 1) * clips.size() / (2L * count))));
        }
        return out;
    }

    private static void print(
            int jobs, List<ArchiveClip> clips, List<ArchiveClip> sample, List<ClipRow> rows, PrintWriter out)
            throws IOException {
        double wallS = 0;
        double cpuS = 0;
        double footageS = 0;
        long measuredBytes = 0;
        ArchiveCounts counts = new ArchiveCounts();
        for (int i = 0; i < rows.size(); i++) {
            ClipRow row = rows.get(i);
            counts.add(row);
            wallS += row.wallS();
            Double cpu = row.cpuS();
            cpuS += cpu == null ? row.wallS() : cpu;
            Double durationS = row.durationS();
            if (durationS != null) {
                footageS += durationS;
                measuredBytes += Files.size(sample.get(i).video());
            }
        }
        long bytes = 0;
        for (ArchiveClip clip : clips) {
            bytes += Files.size(clip.video());
        }
        double share = (double) clips.size() / rows.size();
        out.printf(
                Locale.ROOT,
                "%d clips, %.2f GB%s; a sample of %d: %d synced, %d refused, %d failed%n",
                clips.size(),
                bytes * 1e-9,
                hours(footageS, measuredBytes, bytes),
                rows.size(),
                counts.synced(),
                counts.refused(),
                counts.failed());
        out.printf(
                Locale.ROOT,
                "all would take about %.2f processor hours, %.2f hours with %d at once; nothing was kept%n",
                cpuS * share / 3600,
                wallS * share / jobs / 3600,
                jobs);
    }

    private static String hours(double footageS, long measuredBytes, long bytes) {
        return measuredBytes == 0
                ? ""
                : String.format(Locale.ROOT, ", about %.2f h of footage", footageS * bytes / measuredBytes / 3600);
    }

    private static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, @Nullable IOException e) throws IOException {
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
