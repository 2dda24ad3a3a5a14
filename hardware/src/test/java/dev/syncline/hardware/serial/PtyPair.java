package dev.syncline.hardware.serial;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Two pseudo-terminals that socat connects. Tests that need one are skipped where there is no socat. */
public record PtyPair(Process socat, String first, String second) implements AutoCloseable {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);

    /** @param folder where the links to the terminals go */
    public static PtyPair open(Path folder) throws IOException {
        Path a = folder.resolve("ttyA");
        Path b = folder.resolve("ttyB");
        Process socat;
        try {
            socat = new ProcessBuilder("socat", "pty,raw,echo=0,link=" + a, "pty,raw,echo=0,link=" + b)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("socat.log").toFile())
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "needs socat (apt-get install socat)");
            throw e;
        }
        long begunNs = System.nanoTime();
        while (!(Files.exists(a) && Files.exists(b))) {
            if (!socat.isAlive() || System.nanoTime() - begunNs > PATIENCE_NS) {
                socat.destroy();
                throw new IOException("socat made no terminals: " + Files.readString(folder.resolve("socat.log")));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return new PtyPair(socat, a.toString(), b.toString());
    }

    @Override
    public void close() {
        cut();
    }

    /** Ends socat, and with it the line. */
    public void cut() {
        socat.destroy();
        try {
            socat.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
