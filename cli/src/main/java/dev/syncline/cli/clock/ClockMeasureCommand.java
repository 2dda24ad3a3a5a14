package dev.syncline.cli.clock;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.engine.clock.ClockModel;
import dev.syncline.engine.clock.TwoWayFit;
import dev.syncline.hardware.clocks.ExchangeSettings;
import dev.syncline.hardware.clocks.HostClocks;
import dev.syncline.hardware.clocks.TimeClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syncline clock measure}: another host's clock against this one's. */
@Command(
        name = "measure",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Measure another host's clock against this one's.",
        description = {"", "The other host runs: syncline clock serve. The offset is its clock less this one's.", ""},
        optionListHeading = "%nOptions:%n")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ClockMeasureCommand implements Callable<Integer> {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    @Spec
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "HOST", description = "its name or address")
    String host;

    @Option(names = "--port", paramLabel = "N", defaultValue = "9428", description = "UDP port there (default: 9428)")
    int port;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            defaultValue = "300",
            description = "questions (default: 300)")
    int count;

    @Option(
            names = "--pause",
            paramLabel = "TIME",
            defaultValue = "5ms",
            description = "pause between two questions (default: 5ms)")
    Duration pause;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "500ms",
            description = "longest wait for an answer; ten in a row without one are a failure (default: 500ms)")
    Duration timeout;

    @Option(
            names = {"-i", "--interface"},
            paramLabel = "NAME",
            description = "ask through this network interface")
    @Nullable
    String networkInterface;

    @Option(
            names = "--clock",
            paramLabel = "CLOCK",
            defaultValue = "realtime",
            description = "this host's clock; the other's is what it serves (default: realtime)")
    ClockDomain clock;

    @Option(names = "--json", description = "write the result as JSON")
    boolean json;

    @Override
    public Integer call() throws IOException {
        check(port >= 1 && port <= 65_535, "--port: must be 1 to 65535, not " + port);
        check(
                count >= 1 && count <= ExchangeSettings.MOST,
                "--count: must be 1 to " + ExchangeSettings.MOST + ", not " + count);
        check(!pause.isNegative() && pause.compareTo(LONGEST_PAUSE) <= 0, "--pause: must be between 0s and a minute");
        check(
                timeout.toMillis() >= 1 && timeout.compareTo(LONGEST_PAUSE) <= 0,
                "--timeout: must be between 1ms and a minute");
        check(HostClocks.has(clock), "--clock: " + clock + " is no clock of a host");
        InetSocketAddress server = new InetSocketAddress(host, port);
        ExchangeSettings settings = new ExchangeSettings(count, pause.toNanos(), (int) timeout.toMillis(), 10, null);
        if (networkInterface != null && !server.isUnresolved()) {
            settings = settings.withFrom(
                    new InetSocketAddress(NetworkFlags.ofInterface(networkInterface, server.getAddress()), 0));
        }
        print(new TimeClient(server, settings).measure(clock));
        return ExitCode.DONE;
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private void print(TwoWayFit fit) {
        ClockModel model = fit.model();
        long offsetNs = model.remote0Ns() - model.local0Ns() + Math.round(model.offsetNs());
        double sigmaNs = Math.sqrt(model.offsetVariance());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            new ClockJson()
                    .put("host", host)
                    .put("port", port)
                    .put("clock", clock.name().toLowerCase(Locale.ROOT))
                    .put("at_local_ns", model.local0Ns())
                    .put("offset_ns", offsetNs)
                    .put("offset_sigma_ns", sigmaNs)
                    .put("offset_bound_ns", fit.boundNs())
                    .put("skew_ppm", model.skewPpm())
                    .put("skew_sigma_ppm", model.skewSigma() * 1e6)
                    .put("quickest_offset_ns", fit.quickest().offsetNs())
                    .put("quickest_round_trip_ns", fit.quickest().roundTripNs())
                    .put("answers", fit.samples())
                    .print(out);
            return;
        }
        out.printf(
                Locale.ROOT,
                "offset   %s s ± %.1f us (its clock less this host's %s)%n",
                ClockJson.seconds(offsetNs),
                sigmaNs * 1e-3,
                clock.name().toLowerCase(Locale.ROOT));
        out.printf(
                Locale.ROOT,
                "bound    %.1f us: as far off at most, however much one way is quicker than the other%n",
                fit.boundNs() * 1e-3);
        if (model.skewSigma() < ClockModel.UNKNOWN_SKEW) {
            out.printf(Locale.ROOT, "skew     %+.2f ± %.2f ppm%n", model.skewPpm(), model.skewSigma() * 1e6);
        }
        out.printf(
                Locale.ROOT,
                "from %d answers; the quickest took %.1f us there and back and alone would say %s s%n",
                fit.samples(),
                fit.quickest().roundTripNs() * 1e-3,
                ClockJson.seconds(fit.quickest().offsetNs()));
        out.flush();
    }
}
