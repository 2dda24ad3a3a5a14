package dev.syncline.hardware.rig.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.hardware.rig.Rig;
import dev.syncline.hardware.rig.data.RigData;
import dev.syncline.hardware.rig.file.RigFile;
import dev.syncline.hardware.rig.yaml.RigFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RigValidatorTest {
    private static final RigData DATA = RigData.builtIn();

    /** A rig, and the findings that it is to have. */
    record Case(String name, List<String> expected, String yaml) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() throws IOException {
        try (InputStream in = Objects.requireNonNull(Rig.class.getResourceAsStream("rigs.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Case> cases = new ArrayList<>();
            for (String part : text.split("(?m)^=== ", -1)) {
                int end = part.indexOf('\n');
                int bar = part.indexOf('|');
                if (part.startsWith("#")) {
                    continue;
                }
                String findings = part.substring(bar + 1, end).strip();
                List<String> expected = findings.equals("-")
                        ? List.of()
                        : Arrays.stream(findings.split(" ", -1)).sorted().toList();
                cases.add(new Case(part.substring(0, bar).strip(), expected, part.substring(end + 1)));
            }
            return cases;
        }
    }

    private static List<Finding> check(String yaml) throws RigFormatException {
        return RigValidator.check(RigFile.read(yaml, "rig.yaml", DATA));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldFindExactlyWhatIsWrongWithEachRig(Case rig) throws IOException {
        List<Finding> findings = check(rig.yaml());
        List<String> found = findings.stream()
                .map(finding -> finding.severity().name().charAt(0)
                        + Integer.toString(finding.rule().number()))
                .sorted()
                .toList();
        assertEquals(rig.expected(), found, findings.toString());
        assertEquals(rig.expected().stream().noneMatch(name -> name.startsWith("E")), RigValidator.isRight(findings));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldPointAtALineOfTheFileAndSayWhatToDo(Case rig) throws IOException {
        long lines = rig.yaml().lines().count();
        for (Finding finding : check(rig.yaml())) {
            assertTrue(finding.line() >= 1 && finding.line() <= lines, finding::toString);
            assertTrue(finding.reason().length() > 20 && finding.reason().length() < 300, finding::toString);
            assertTrue(!finding.fix().isBlank() && !finding.where().isBlank(), finding::toString);
        }
    }

    @Test
    void shouldHaveACaseForEveryRule() throws IOException {
        Set<Integer> seen = cases().stream()
                .map(Case::expected)
                .flatMap(Collection::stream)
                .map(name -> Integer.valueOf(name.substring(1)))
                .collect(Collectors.toSet());
        for (Rule rule : Rule.values()) {
            assertTrue(seen.contains(rule.number()), "no case violates rule " + rule.number());
        }
        assertTrue(cases().size() >= 60, "only " + cases().size() + " rigs");
    }

    @Test
    void shouldPointAtTheLineOfTheRole() throws IOException {
        Finding finding = check("""
                        fps: 30
                        devices:
                          ffc:
                            board: OAK-FFC-4P
                            cameras:
                              A:
                                sensor: IMX378
                                sync: output
                              D: {sensor: IMX378, sync: input}
                        """).getFirst();
        assertEquals(Rule.OUTPUT_ABLE, finding.rule());
        assertEquals(8, finding.line());
        assertEquals("ffc.A", finding.where());
    }
}
