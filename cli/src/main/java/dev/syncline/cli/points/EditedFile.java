package dev.syncline.cli.points;

import dev.syncline.cli.files.FileTurn;
import dev.syncline.cli.files.OutputGuard;
import dev.syncline.cli.files.ReplacedFile;
import dev.syncline.engine.edit.EditPoint;
import dev.syncline.engine.edit.PointReview;
import dev.syncline.engine.edit.PointsFile;
import dev.syncline.engine.file.JsonTree;
import dev.syncline.engine.file.WholeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/** A file of points that is edited in place, the file as it was kept beside it. */
final class EditedFile {
    private static final long MOST_BYTES = 1L << 30;
    private static final String WHAT = "a result or a Gyroflow project";

    private final Path file;
    private final byte[] bytes;
    private final PointsFile points;

    private EditedFile(Path file, byte[] bytes, PointsFile points) {
        this.file = file;
        this.bytes = bytes;
        this.points = points;
    }

    /**
     * Reads it.
     *
     * @throws IOException when it holds no points, or is damaged: one line
     */
    static EditedFile read(Path file) throws IOException {
        byte[] bytes = WholeFile.read(file, MOST_BYTES, WHAT);
        return new EditedFile(file, bytes, PointsFile.read(file.toString(), bytes));
    }

    PointsFile points() {
        return points;
    }

    /** The file's name, for messages. */
    String name() {
        return file.toString();
    }

    Path path() {
        return file;
    }

    /** Makes sure that it and what is kept of it can be written, before long work begins. */
    void claim() throws IOException {
        OutputGuard guard = new OutputGuard();
        guard.writes(file);
        guard.writes(kept(file));
    }

    /**
     * Puts other points into the file, and prints what has become of them.
     *
     * @throws IOException when it cannot be written, or another program has changed it meanwhile: it is as it was
     */
    void write(List<EditPoint> edited, PrintWriter out, PrintWriter err) throws IOException {
        replace(edited.equals(points.points()) ? bytes : points.with(edited), out, err);
    }

    /** Puts another text into the file. @throws IOException as {@link #write} */
    void replace(byte[] text, PrintWriter out, PrintWriter err) throws IOException {
        // Before it is written: what could not be read again would be lost.
        PointsFile written = PointsFile.read(file.toString(), text);
        if (same(text, bytes)) {
            // What is kept of the last edit stays: a command that is given twice would take it away.
            err.println("syncline: " + file + ": is like that already; nothing was written");
        } else {
            put(text);
        }
        PointsTable.print(file.toString(), written, out);
        for (String remark : PointReview.of(written.points(), written.jumpsNs()).remarks()) {
            err.println("syncline: warning: " + remark);
        }
        err.flush();
    }

    private static boolean same(byte[] text, byte[] other) {
        return Arrays.equals(text, other)
                || JsonTree.read(PointsFile.MAPPER, text).equals(JsonTree.read(PointsFile.MAPPER, other));
    }

    private void put(byte[] text) throws IOException {
        OutputGuard guard = new OutputGuard();
        ReplacedFile target = guard.writes(file);
        ReplacedFile kept = guard.writes(kept(file));
        try (FileTurn _ = FileTurn.of(target.target())) {
            if (!Arrays.equals(bytes, WholeFile.read(file, MOST_BYTES, WHAT))) {
                throw new IOException(
                        file + ": another program has changed it meanwhile; nothing was written, try again");
            }
            target.replaceKeeping(text, kept, bytes);
        }
    }

    /**
     * Brings the file back as it was before the last edit; what it was until now is kept instead, so that a second undo
     * takes the first one back.
     */
    static EditedFile undo(Path file) throws IOException {
        Path kept = kept(file);
        if (!Files.exists(kept)) {
            throw new IOException(file + ": nothing to undo: there is no " + kept);
        }
        OutputGuard guard = new OutputGuard();
        ReplacedFile target = guard.writes(file);
        ReplacedFile other = guard.writes(kept);
        try (FileTurn _ = FileTurn.of(target.target())) {
            byte[] now = WholeFile.read(file, MOST_BYTES, WHAT);
            byte[] before = WholeFile.read(kept, MOST_BYTES, WHAT);
            PointsFile points = PointsFile.read(kept.toString(), before);
            // Three steps, so that a crash between any two loses neither.
            Path undone = other.target().resolveSibling(other.target().getFileName() + ".undone");
            guard.writes(undone).replaceWithCopy(now, target.target());
            try {
                target.replaceWith(before);
            } catch (IOException e) {
                Files.deleteIfExists(undone);
                throw e;
            }
            Files.move(undone, other.target(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new EditedFile(file, before, points);
        }
    }

    private static Path kept(Path file) {
        return file.resolveSibling(file.getFileName() + ".bak");
    }
}
