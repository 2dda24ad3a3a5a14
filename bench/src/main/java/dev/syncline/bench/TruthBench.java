package dev.syncline.bench;

import dev.syncline.engine.api.Clip;
import dev.syncline.engine.api.ClipInput;
import dev.syncline.engine.api.SyncOptions;
import dev.syncline.engine.api.Syncline;
import dev.syncline.engine.result.SyncResult;
import dev.syncline.engine.sync.track.Quality;
import dev.syncline.engine.sync.track.SyncPoint;
import dev.syncline.engine.synthetic.ClipFiles;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.ClipTruth;
import dev.syncline.engine.synthetic.SyntheticCatalogue;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Accuracy over the project's own rendered clips: renders what is missing into a folder, syncs every clip with default
 * options and prints errors, error bars and refusals. {@code -Dsyncline.bench.flow=opencv} has the points followed by
 * OpenCV. Not a speed benchmark.
 */
public final class TruthBench {
    private final PrintStream out;
    private final List<Double> errorMs = new ArrayList<>();
    private final List<Double> sigmas = new ArrayList<>();
    private int wrong;
    private int missed;
    private int orientationRight;
    private int synced;

    private TruthBench(PrintStream out) {
        this.out = out;
    }

    /** Arguments: the folder to keep clips in, then names of clips (all where none is given). */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 1) {
            throw new IllegalArgumentException("usage: TruthBench FOLDER [CLIP...]");
        }
        Path folder = Files.createDirectories(Path.of(args[0]));
        List<String> only = List.of(args).subList(1, args.length);
        new TruthBench(System.out).run(folder, only);
    }

    private void run(Path folder, List<String> only) throws IOException, InterruptedException {
        List<ClipSpec> clips = SyntheticCatalogue.all();
        out.printf(
                Locale.ROOT,
                "%-18s %-8s %3s %10s %10s %8s %7s  %s%n",
                "clip",
                "status",
                "pts",
                "|err| ms",
                "sigma ms",
                "max z",
                "wall s",
                "note");
        for (int i = 0; i < clips.size(); i++) {
            ClipSpec clip = clips.get(i);
            if (only.isEmpty() || only.stream().anyMatch(clip.name()::startsWith)) {
                Path video = TruthClips.render(clip, i, folder);
                long begin = System.nanoTime();
                SyncResult result = sync(clip, video, folder);
                score(clip, result, (System.nanoTime() - begin) * 1e-9);
            }
        }
        summary();
    }

    private static SyncResult sync(ClipSpec clip, Path video, Path folder) throws IOException, InterruptedException {
        ClipInput input = ClipInput.of(video).log(ClipFiles.gcsv(clip, folder)).lens(ClipFiles.lens(clip, folder));
        try (Syncline syncline = Syncline.create();
                Clip opened = syncline.open(input)) {
            return opened.sync(SyncOptions.defaults().tracker(ChosenFlow.id())).result();
        }
    }

    private void score(ClipSpec clip, SyncResult result, double wallS) {
        ClipTruth truth = new ClipTruth(clip);
        List<SyncPoint> good = result.points().stream()
                .filter(p -> p.quality() == Quality.GOOD)
                .toList();
        double worst = 0;
        double worstZ = 0;
        double sigma = 0;
        for (SyncPoint p : good) {
            double error = Math.abs(p.offsetNs() - truth.offsetNsAt(p.videoNs())) * 1e-6;
            worst = Math.max(worst, error);
            worstZ = Math.max(worstZ, error / (p.sigmaNs() * 1e-6));
            sigma = Math.max(sigma, p.sigmaNs() * 1e-6);
            if (!clip.mustBeRefused()) {
                errorMs.add(error);
                sigmas.add(error / (p.sigmaNs() * 1e-6));
            }
        }
        boolean refused = result.status() == SyncResult.Status.REFUSED;
        String note = "";
        if (clip.mustBeRefused()) {
            note = refused ? "rightly refused" : "SHOULD REFUSE";
            wrong += refused ? 0 : 1;
        } else if (refused) {
            missed++;
            note = Objects.requireNonNull(result.refusal()).text();
        } else {
            synced++;
            if (truth.orientation().letters().equals(result.mounting().found())) {
                orientationRight++;
            } else {
                note = "orientation " + result.mounting().found() + ", is " + truth.orientation();
            }
            if (worst > 5 || worstZ > 10) {
                note = "WRONG " + note;
                wrong += worst > 5 ? 1 : 0;
            }
        }
        out.printf(
                Locale.ROOT,
                "%-18s %-8s %3d %10.4f %10.4f %8.1f %7.2f  %s%n",
                clip.name(),
                result.status().word(),
                good.size(),
                worst,
                sigma,
                worstZ,
                wallS,
                note);
    }

    private void summary() {
        Collections.sort(errorMs);
        int n = errorMs.size();
        if (n == 0) {
            return;
        }
        out.printf(
                Locale.ROOT,
                "%npoints %d, median %.4f ms, 95%% %.4f ms, within 1 sigma %.2f, within 3 sigma %.3f%n",
                n,
                errorMs.get(n / 2),
                errorMs.get((int) (0.95 * n)),
                share(1),
                share(3));
        out.printf(
                Locale.ROOT,
                "synced %d, missed %d, wrong or not refused %d, orientation right %d of %d%n",
                synced,
                missed,
                wrong,
                orientationRight,
                synced);
    }

    private double share(double limit) {
        return sigmas.stream().filter(z -> z <= limit).count() / (double) sigmas.size();
    }
}
