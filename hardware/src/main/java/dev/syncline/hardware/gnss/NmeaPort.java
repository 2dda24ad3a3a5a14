package dev.syncline.hardware.gnss;

import dev.syncline.hardware.serial.SerialLink;
import java.io.IOException;

/** A receiver's sentences on a serial port. */
public final class NmeaPort implements PpsRun.SecondNames {
    private static final int BUFFER_BYTES = 4096;

    private final SerialLink link;
    private final NmeaReader reader = new NmeaReader();
    private final byte[] buffer = new byte[BUFFER_BYTES];

    public NmeaPort(SerialLink link) {
        this.link = link;
    }

    @Override
    public void poll(NmeaReader.Listener listener) throws IOException {
        for (int count = link.read(buffer, 0, BUFFER_BYTES, 0);
                count > 0;
                count = link.read(buffer, 0, BUFFER_BYTES, 0)) {
            reader.feed(buffer, 0, count, System.nanoTime(), listener);
        }
    }

    @Override
    public String trouble() {
        String why = reader.trouble();
        return why == null ? "" : link.name() + ": " + why;
    }

    @Override
    public void close() {
        link.close();
    }
}
