package dev.syncline.hardware.rig.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.hardware.rig.Rig;
import dev.syncline.hardware.rig.check.RigValidator;
import dev.syncline.hardware.rig.data.RigData;
import dev.syncline.hardware.rig.data.Sensor;
import dev.syncline.hardware.rig.yaml.RigFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RigFileTest {
    private static final RigData DATA = RigData.builtIn();

    private static String message(String yaml) {
        return String.valueOf(assertThrows(RigFormatException.class, () -> RigFile.read(yaml, "r.yaml", DATA))
                .getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    "fps: thirty"                                                | r.yaml:1: | is no rate
                    "fps: 30"                                                    | r.yaml:1: | devices
                    "devices: {a: {board: OAK-X}}"                               | r.yaml:1: | OAK-FFC-4P
                    "devices:\n  a:\n    bord: OAK-D"                            | r.yaml:2: | has no 'board'
                    "devices:\n  a:\n    board: OAK-D\n    colour: x"            | r.yaml:4: | 'colour' is not known
                    "devices:\n  a:\n    board: OAK-D\n    board: OAK-1"         | r.yaml:4: | given twice
                    "devices:\n  a:\n    board: OAK-D\n    cameras: {E: {}}"     | r.yaml:4: | has no socket 'E'
                    "devices: {a: {board: OAK-FFC-4P, cameras: {A: {}}}}"        | r.yaml:1: | has no 'sensor'
                    "devices: {a: {board: OAK-D, cameras: {B: {sync: on}}}}"     | r.yaml:1: | off, output, input, ptp
                    "devices: {a: {board: OAK-D, cameras: {B: {exposure: 5}}}}"  | r.yaml:1: | is no time
                    "devices: {a: {board: OAK-D, cameras: {B: {resolution: 8k}}}}" | r.yaml:1: | 800p, 720p, 400p
                    "devices: {a: {board: OAK-D}}\nchain: [a]"                   | r.yaml:2: | no M8 connector
                    "devices: {a: {board: OAK4-S}}\nchain: [b]"                  | r.yaml:2: | no device 'b'
                    "devices: {a: {board: OAK-D}}\ngenerator: {level: 5V, to: [a.M8]}" | r.yaml:2: | has no terminal 'M8'
                    "devices: {a: {board: OAK-D}}\ngenerator: {level: 5, to: [a.FSIN]}" | r.yaml:2: | is no voltage
                    "[a, b]"                                                     | r.yaml:1: | found a list
                    "devices: {a: [b"                                            | r.yaml:1: | is no YAML
                    "devices: &x {}\nfps: *x"                                    | r.yaml:2: | aliases
                    """)
    void shouldSayWhatIsWrongAndWhere(String yaml, String where, String what) {
        String message = message(yaml.replace("\\n", "\n"));
        assertTrue(message.startsWith(where.strip()), message);
        assertTrue(message.contains(what.strip()), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Property(tries = 300)
    void shouldNeverFailOtherwiseThanByName(@ForAll @StringLength(max = 120) String text) {
        try {
            RigFile.read("devices: {a: {board: OAK-D, gpio: {x: " + text + "}}}\n" + text, "r.yaml", DATA);
        } catch (RigFormatException e) {
            assertTrue(String.valueOf(e.getMessage()).startsWith("r.yaml"), e::toString);
        }
    }

    @Test
    void shouldAddTheUsersSensorsAndBoards(@TempDir Path folder) throws IOException {
        Path own = folder.resolve("own.yaml");
        Files.writeString(own, """
                sensors:
                  IMX999: {shutter: global, continuous: yes, output: yes, snapshot: yes, source: my bench}
                boards:
                  Mine:
                    platform: rvc2
                    links: [usb]
                    terminals: {FSIN: {level: 3.3V}}
                    sockets: {X: {net: FSIN, sensor: IMX999}, Y: {net: FSIN, sensor: OV9282}}
                    source: my bench
                """);
        RigData data = RigData.with(List.of(own));
        Rig rig = RigFile.read(
                "fps: 30\ndevices: {m: {board: Mine, cameras: {X: {sync: output}, Y: {sync: input}}}}", "r.yaml", data);
        assertTrue(RigValidator.check(rig).isEmpty());
    }

    @Test
    void shouldNameTheLineOfAFaultyDataFile(@TempDir Path folder) throws IOException {
        Path own = folder.resolve("own.yaml");
        Files.writeString(own, "sensors:\n  IMX999:\n    shutter: sliding\n");
        IOException e = assertThrows(RigFormatException.class, () -> RigData.with(List.of(own)));
        assertTrue(String.valueOf(e.getMessage()).contains("own.yaml:3: "), e::toString);
    }

    @Test
    void shouldRefuseAFileThatIsTooLargeToBeARig(@TempDir Path folder) throws IOException {
        Path large = folder.resolve("large.yaml");
        Files.write(large, new byte[(1 << 20) + 1]);
        assertThrows(RigFormatException.class, () -> RigFile.read(large, DATA));
    }

    @Test
    void shouldKnowWhatTheVendorsTableSays() {
        for (String able : List.of("OV9282", "OV9782")) {
            assertTrue(sensor(able).canDrive());
        }
        long drivers = DATA.sensors().values().stream().filter(Sensor::canDrive).count();
        assertEquals(2, drivers);
        assertTrue(sensor("IMX296").exposesWhilePulsed());
        assertTrue(DATA.sensors().values().stream()
                .noneMatch(sensor -> sensor.source().isBlank()));
        assertTrue(DATA.boards().values().stream()
                .noneMatch(board -> board.source().isBlank()));
    }

    private static Sensor sensor(String name) {
        return Objects.requireNonNull(DATA.sensors().get(name));
    }
}
