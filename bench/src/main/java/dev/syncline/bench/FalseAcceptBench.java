package dev.syncline.bench;

import dev.syncline.engine.api.Clip;
import dev.syncline.engine.api.SyncOptions;
import dev.syncline.engine.api.Syncline;
import dev.syncline.engine.lens.LensProfileReader;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.synthetic.ClipFiles;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.SyntheticCatalogue;
import dev.syncline.engine.telemetry.MotionLog;
import dev.syncline.engine.telemetry.TelemetryReaders;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Tries clips with the logs of other clips: none may be called synced, and no point good. */
public final class FalseAcceptBench {
    private FalseAcceptBench() {}

    /** Arguments: the folder with TruthBench's clips, and how many foreign logs to try on each (default 8). */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 1) {
            throw new IllegalArgumentException("usage: FalseAcceptBench FOLDER [LOGS]");
        }
        run(Path.of(args[0]), args.length > 1 ? Integer.parseInt(args[1]) : 8, System.out);
    }

    private static void run(Path folder, int logs, PrintStream out) throws IOException, InterruptedException {
        List<ClipSpec> clips = SyntheticCatalogue.all().stream()
                .filter(c -> !c.mustBeRefused() && Files.exists(ClipFiles.truth(c, folder)))
                .toList();
        int tried = 0;
        int accepted = 0;
        for (int i = 0; i < clips.size(); i++) {
            ClipSpec clip = clips.get(i);
            try (KeptClip kept = new KeptClip(ClipFiles.video(clip, folder));
                    Syncline syncline = Syncline.of(
                            List.of(), List.of(kept), Runtime.getRuntime().availableProcessors())) {
                var lens = LensProfileReader.read(ClipFiles.lens(clip, folder));
                for (int k = 1; k <= logs && k < clips.size(); k++) {
                    ClipSpec other = clips.get((i + k) % clips.size());
                    MotionLog log = TelemetryReaders.open(ClipFiles.gcsv(other, folder));
                    SyncResult result;
                    try (Clip paired = syncline.open(kept, log, lens)) {
                        result = paired.sync(SyncOptions.defaults().tracker(kept.id()))
                                .result();
                    }
                    tried++;
                    boolean good = result.points().stream().anyMatch(p -> p.quality() == Quality.GOOD);
                    if (good || result.status() == SyncResult.Status.SYNCED) {
                        accepted++;
                        out.printf(Locale.ROOT, "ACCEPTED %s with the log of %s%n", clip.name(), other.name());
                    }
                }
            }
        }
        out.printf(Locale.ROOT, "foreign logs tried %d, accepted %d%n", tried, accepted);
    }
}
