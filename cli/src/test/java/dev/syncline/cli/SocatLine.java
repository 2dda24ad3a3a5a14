package dev.syncline.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A serial line between two pseudo-terminals. Tests that need one are skipped where there is no socat. */
record SocatLine(Process socat, String controller, String host) implements AutoCloseable {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);

    static SocatLine open(Path folder) throws IOException {
        Path controller = folder.resolve("tty-controller");
        Path host = folder.resolve("tty-host");
        Process socat;
        try {
            socat = new ProcessBuilder("socat", "pty,raw,echo=0,link=" + controller, "pty,raw,echo=0,link=" + host)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("socat.log").toFile())
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "needs socat (apt-get install socat)");
            throw e;
        }
        long begunNs = System.nanoTime();
        while (!(Files.exists(controller) && Files.exists(host))) {
            if (!socat.isAlive() || System.nanoTime() - begunNs > PATIENCE_NS) {
                socat.destroy();
                throw new IOException("socat made no terminals: " + Files.readString(folder.resolve("socat.log")));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return new SocatLine(socat, controller.toString(), host.toString());
    }

    @Override
    public void close() {
        socat.destroy();
        try {
            socat.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
