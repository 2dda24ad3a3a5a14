package dev.syncline.cli.rig;

import dev.syncline.cli.files.OutputGuard;
import dev.syncline.hardware.rig.Rig;
import dev.syncline.hardware.rig.data.RigData;
import dev.syncline.hardware.rig.file.RigFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The rig file, and what is known about sensors and boards. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RigInput {
    @Parameters(paramLabel = "RIG.yaml", description = "the rig: devices, cameras, wires, generator")
    Path file;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "sensors and boards of your own, YAML; added to those that are known (repeatable)")
    List<Path> data = List.of();

    /** Keeps outputs off these files. */
    OutputGuard guard() throws IOException {
        return new OutputGuard().reads(file, "the rig").reads(data, "--data");
    }

    Rig read() throws IOException {
        return RigFile.read(file, RigData.with(data));
    }
}
