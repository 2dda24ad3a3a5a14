package dev.syncline.hardware.rig.data;

import dev.syncline.hardware.rig.yaml.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sensors and boards that are known.
 *
 * @param sensors by name
 * @param boards by name
 */
public record RigData(Map<String, Sensor> sensors, Map<String, Board> boards) {
    private static final String RESOURCE = "rig-data.yaml";

    /** What comes with Syncline. */
    public static RigData builtIn() {
        try (InputStream in = RigData.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return RigDataReader.read(YamlTree.read(text, RESOURCE), RESOURCE, new RigData(Map.of(), Map.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes with Syncline, then each file in turn; a later description of a name takes the place of an earlier. */
    public static RigData with(List<Path> files) throws IOException {
        RigData data = builtIn();
        for (Path file : files) {
            data = RigDataReader.read(YamlTree.read(file), file.toString(), data);
        }
        return data;
    }

    /** Copies the maps, keeping their order. */
    public RigData {
        sensors = new LinkedHashMap<>(sensors);
        boards = new LinkedHashMap<>(boards);
    }
}
