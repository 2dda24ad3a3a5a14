package dev.syncline.cli.clock;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import dev.syncline.engine.clock.ClockDomain;
import dev.syncline.hardware.clocks.HostClocks;
import dev.syncline.hardware.clocks.TimeServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code syncline clock serve}: tells other hosts this one's time. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Tell other hosts this one's time, until interrupted.",
        description = {
            "",
            "They ask with: syncline clock measure HOST. Anybody on the network may ask; nothing is changed here.",
            ""
        },
        optionListHeading = "%nOptions:%n")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ClockServeCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--port", paramLabel = "N", defaultValue = "9428", description = "UDP port (default: 9428)")
    int port;

    @Option(
            names = {"-i", "--interface"},
            paramLabel = "NAME",
            description = "answer on this network interface only")
    @Nullable
    String networkInterface;

    @Option(
            names = "--clock",
            paramLabel = "CLOCK",
            defaultValue = "realtime",
            description = "realtime, monotonic, monotonic_raw, boottime or tai (default: realtime)")
    ClockDomain clock;

    @Override
    public Integer call() throws IOException {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port: must be 0 to 65535, not " + port);
        }
        if (!HostClocks.has(clock)) {
            throw new ParameterException(spec.commandLine(), "--clock: " + clock + " is no clock of a host");
        }
        InetAddress any = new InetSocketAddress(0).getAddress();
        InetAddress address = networkInterface == null ? any : NetworkFlags.ofInterface(networkInterface, any);
        PrintWriter out = spec.commandLine().getOut();
        try (TimeServer server = TimeServer.open(new InetSocketAddress(address, port), clock)) {
            out.printf(
                    Locale.ROOT,
                    "telling %s on UDP port %d of %s; Ctrl-C ends it%n",
                    clock.name().toLowerCase(Locale.ROOT),
                    server.address().getPort(),
                    address.isAnyLocalAddress() ? "all interfaces" : address.getHostAddress());
            out.flush();
            server.run();
            out.printf(
                    Locale.ROOT,
                    "%d questions answered, %d packets were no question%n",
                    server.answered(),
                    server.malformed());
            out.flush();
        }
        return Thread.interrupted() ? ExitCode.INTERRUPTED : ExitCode.DONE;
    }
}
