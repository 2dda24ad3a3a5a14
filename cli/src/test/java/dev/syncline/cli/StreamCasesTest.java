package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.cli.console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Streams that were matched or judged wrongly once, where the shared data set is at hand; skipped elsewhere. */
class StreamCasesTest {
    /** Found beside the repository, or where the system property {@code syncline.shared} says. */
    private static Path file(String name) {
        String named = System.getProperty("syncline.shared");
        Path shared = named == null ? null : Path.of(named);
        for (Path at = Path.of("").toAbsolutePath(); shared == null && at != null; at = at.getParent()) {
            Path beside = at.resolve("shared");
            shared = Files.isDirectory(beside.resolve("data")) ? beside : null;
        }
        Path file = shared == null
                ? Path.of(name)
                : shared.resolve("data/cases/22-streams").resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "no shared data with " + name + " beside the repository: skipped");
        return file;
    }

    private static CommandRun run(Object... args) {
        return CommandRun.of(
                CommandRun.UNREACHED, Stream.of(args).map(String::valueOf).toArray(String[]::new));
    }

    /** The groups of two streams by number, as (sequence, sequence, interval in ns). */
    private static List<String[]> byNumber(Path... files) {
        CommandRun run =
                run(Stream.concat(Stream.<Object>of("match", "--policy", "sequence", "--out", "-"), Stream.of(files))
                        .toArray());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        return run.out()
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(fields -> new String[] {fields[4], fields[7], fields[1]})
                .toList();
    }

    private static void assertNotMixed(int count, List<String[]> groups) {
        assertEquals(count, groups.size());
        for (String[] group : groups) {
            assertEquals(group[0], group[1]);
        }
    }

    @Test
    void shouldNotMixGroupsAfterOneLateStamp() {
        assertNotMixed(2999, byNumber(file("one_late.csv")));
    }

    @Test
    void shouldMakeNoGroupOfANumberThatIsWrong() {
        List<String[]> groups = byNumber(file("sq6.csv"));
        assertNotMixed(199, groups);
        assertTrue(groups.stream().allMatch(group -> Long.parseLong(group[2]) < 10_000_000));
    }

    @Test
    void shouldMatchTwoRunsEachByItself() {
        assertNotMixed(200, byNumber(file("sq7.csv")));
    }

    @Test
    void shouldReadStampsAndNumbersInsideMcapMessages() {
        assertNotMixed(98, byNumber(file("depthai/left.mcap"), file("depthai/right.mcap")));
        assertNotMixed(261, byNumber(file("zstd.mcap")));
        assertNotMixed(261, byNumber(file("lz4.mcap")));
    }

    @Test
    void shouldRefuseNumbersThatAreSwapped() {
        CommandRun match = run("match", file("seqswap.csv"), "--policy", "sequence");
        assertEquals(ExitCode.REFUSED, match.exitCode());
        assertTrue(match.err().contains("the streams do not count alike"), match.err());
        CommandRun verify = run("rig", "verify", file("seqswap.csv"));
        assertTrue(verify.out().contains("its numbers are 7 behind"), verify.out());
    }

    @Test
    void shouldCountAClocksSkewFromWhereTheStreamBegins() {
        CommandRun run = run("match", file("clk.csv"), "--clock", "b=-2ms:50", "--out", "-");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals(101, run.out().lines().count());
    }

    @Test
    void shouldTellAStepFromADrift() {
        CommandRun run = run("rig", "verify", file("jump5.csv"));
        assertTrue(run.out().contains("it steps by 5 ms"), run.out());
        assertFalse(run.out().contains("drifts"), run.out());
    }

    @Test
    void shouldVerifyMcapFilesByTheirStamps() {
        for (List<Path> files : List.of(
                List.of(file("depthai/left.mcap"), file("depthai/right.mcap")),
                List.of(file("zstd.mcap")),
                List.of(file("lz4.mcap")))) {
            CommandRun run = run(Stream.concat(Stream.<Object>of("rig", "verify", "--json"), files.stream())
                    .toArray());
            assertFalse(run.out().contains("its frames lie"), run.out() + run.err());
            assertTrue(run.out().contains("\"cameras\""), run.out() + run.err());
        }
    }

    @Test
    void shouldRefuseASnapshotRigThatNothingTriggers() {
        CommandRun run = run("rig", "check", file("snapout.yaml"));
        assertEquals(ExitCode.REFUSED, run.exitCode());
        assertTrue(run.out().contains("error, rule 26"), run.out());
    }
}
