package dev.syncline.cli.evaluate;

import dev.syncline.bindings.ffmpeg.RenderedClips;
import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Usage;
import dev.syncline.cli.console.Version;
import dev.syncline.cli.files.OutputFolder;
import dev.syncline.cli.sync.Progress;
import dev.syncline.engine.api.SyncProgress;
import dev.syncline.engine.synthetic.ClipSpec;
import dev.syncline.engine.synthetic.SyntheticCatalogue;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline render}: the catalogue's clips, whose truth is known. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Render clips whose offset is known, with their logs, lens profiles and truth.",
        description = {
            "",
            "The catalogue has 72 clips, 8 of which must be refused. Each is made from a seed: everybody's are the same. "
                    + "Clips that are there already are kept. 'syncline evaluate' compares methods on them.",
            ""
        },
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted."})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class RenderCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "CLIP", description = "beginnings of clips' names (default: all)")
    List<String> named = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR", converter = OutputFolder.class, description = "folder to write to")
    @Nullable
    Path out;

    @Option(names = "--list", description = "print the clips of the catalogue and their seeds, and render none")
    boolean list;

    @Option(
            names = {"-q", "--quiet"},
            description = "show no progress")
    boolean quiet;

    @Override
    public Integer call() throws IOException {
        List<ClipSpec> catalogue = SyntheticCatalogue.all();
        for (String name : named) {
            Usage.require(
                    spec,
                    catalogue.stream().anyMatch(clip -> clip.name().startsWith(name)),
                    "no clip of the catalogue begins with '" + name + "'; --list prints them");
        }
        List<ClipSpec> chosen = catalogue.stream()
                .filter(clip -> named.isEmpty() || named.stream().anyMatch(clip.name()::startsWith))
                .toList();
        PrintWriter stdout = spec.commandLine().getOut();
        if (list) {
            chosen.forEach(clip -> stdout.println(described(clip)));
            return ExitCode.DONE;
        }
        Path folder = out;
        Usage.require(spec, folder != null, "name a folder with --out, or --list the clips");
        if (folder != null) {
            Files.createDirectories(folder);
            render(catalogue, chosen, folder, stdout);
        }
        return ExitCode.DONE;
    }

    private void render(List<ClipSpec> catalogue, List<ClipSpec> chosen, Path folder, PrintWriter stdout)
            throws IOException {
        int kept = 0;
        try (Progress progress = Progress.shown(quiet, spec.commandLine().getErr())) {
            for (ClipSpec clip : chosen) {
                if (RenderedClips.isThere(clip, folder)) {
                    kept++;
                    continue;
                }
                int frames = clip.camera().frames();
                RenderedClips.render(
                        clip,
                        RenderedClips.encoding(catalogue.indexOf(clip)),
                        folder,
                        frame -> progress.accept(new SyncProgress("render " + clip.name(), frame, frames)));
            }
        }
        stdout.println((chosen.size() - kept) + " clips rendered, " + kept + " kept: " + folder);
    }

    private static String described(ClipSpec clip) {
        return String.format(
                Locale.ROOT,
                "%-16s seed %d, %s, %dx%d at %.2f, %.1f s%s",
                clip.name(),
                clip.seed(),
                clip.style().word(),
                clip.camera().lens().widthPx(),
                clip.camera().lens().heightPx(),
                clip.camera().frameRate().fps(),
                clip.camera().durationS(),
                clip.mustBeRefused() ? ", must be refused" : "");
    }
}
