package dev.syncline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.hardware.dji.simulated.PulseFile;
import dev.syncline.hardware.serial.PtyPair;
import dev.syncline.hardware.serial.SerialDriver;
import dev.syncline.hardware.serial.SerialLink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClockPpsCommandTest {
    private static final long S = 1_000_000_000L;
    /** Some second of the receiver's. */
    private static final long UTC_S = 1_795_771_800L;

    @TempDir
    Path folder;

    private static CommandRun pps(String... args) {
        String[] all = new String[args.length + 2];
        all[0] = "clock";
        all[1] = "pps";
        System.arraycopy(args, 0, all, 2, args.length);
        return CommandRun.of(CommandRun.UNREACHED, all);
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    /** A receiver in real time: a pulse a second into a file, a sentence 100 ms after each. */
    private void receive(SerialLink link, long firstNs) throws IOException {
        try (PulseFile.Drive line = new PulseFile.Drive(folder.resolve("pps"))) {
            for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                long pulseNs = firstNs + i * S;
                sleepUntil(pulseNs);
                line.edge(pulseNs);
                sleepUntil(pulseNs + 100_000_000L);
                String body = LocalDateTime.ofEpochSecond(UTC_S + i, 0, ZoneOffset.UTC)
                        .format(DateTimeFormatter.ofPattern("'GNRMC,'HHmmss'.00,A,,,,,,,'ddMMyy',,,A'"));
                int sum = body.chars().reduce(0, (a, b) -> a ^ b);
                byte[] text = String.format("$%s*%02X\r\n", body, sum).getBytes(StandardCharsets.US_ASCII);
                link.write(text, 0, text.length);
            }
        }
    }

    private static void sleepUntil(long ns) {
        for (long left = ns - System.nanoTime();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = ns - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(20)));
        }
    }

    @Test
    void shouldPutTheReceiversTimeAndThisHostsTogether() throws Exception {
        try (PtyPair line = PtyPair.open(folder);
                SerialLink link = SerialDriver.TERMIOS.open(line.first(), 9600)) {
            long firstNs = System.nanoTime() + S / 2;
            FutureTask<Void> receiver = new FutureTask<>(() -> {
                receive(link, firstNs);
                return null;
            });
            Thread thread = Thread.ofPlatform().start(receiver);
            CommandRun run = pps(
                    "--pulse",
                    "sim:" + at("pps"),
                    "--seconds",
                    "nmea:" + line.second(),
                    "--driver",
                    "termios",
                    "--pairs",
                    at("pairs.csv"),
                    "--json",
                    "-t",
                    "8s");
            thread.interrupt();
            receiver.get();

            assertEquals(ExitCode.DONE, run.exitCode(), run.out() + run.err());
            JsonNode found = JsonMapper.builder().build().readTree(run.out());
            long atNs = found.get("monotonic_ns").asLong();
            assertTrue(Math.abs(found.get("utc_ns").asLong() - (UTC_S * S + atNs - firstNs)) < 200_000, run.out());
            assertTrue(found.get("sigma_ns").asDouble() > 0);
            List<String> pairs = Files.readAllLines(folder.resolve("pairs.csv"));
            assertEquals("monotonic_ns,utc_ns,residual_us,used", pairs.getFirst());
            assertTrue(pairs.size() > 3, pairs.toString());
            String[] last = pairs.getLast().split(",", -1);
            assertEquals(UTC_S * S + Long.parseLong(last[0]) - firstNs, Long.parseLong(last[1]));
            assertTrue(run.err().contains("one of them is wrong"), "the system clock is at another time");
        }
    }

    @Test
    void shouldSayWhatIsInTheWay() throws IOException {
        CommandRun silent = pps("--pulse", "sim:" + at("none"), "-t", "50ms");
        assertEquals(ExitCode.REFUSED, silent.exitCode());
        assertTrue(silent.out().startsWith("refused: no lock: no pulse came"), silent.out());
        for (String[] wrong : new String[][] {
            {"--pulse", "none"},
            {"--pulse", "sim:x", "--seconds", "gps"},
            {"--pulse", "sim:x", "--seconds", "nmea:"},
            {}
        }) {
            assertEquals(ExitCode.WRONG_USAGE, pps(wrong).exitCode());
        }
        CommandRun missing = pps("--pulse", "pps:999", "-t", "1s");
        assertEquals(ExitCode.FAILED, missing.exitCode());
        assertTrue(missing.err().contains("no such device"), missing.err());
    }
}
