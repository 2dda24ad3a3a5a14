package dev.syncline.hardware.dji;

import dev.syncline.hardware.gnss.NmeaReader;
import dev.syncline.hardware.gnss.PpsRun;
import dev.syncline.hardware.serial.SerialLink;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What an aircraft with time sync (M210 V2, M300) pushes by itself: the sentences of its receiver, and its own clock at a
 * second of UTC. Written from DJI's public description and its SDK's headers; never tried on an aircraft.
 */
public final class TimeSyncPort implements PpsRun.SecondNames {
    /** Pushes of NMEA text: GSA and RMC of the GPS and of the RTK. */
    private static final int NMEA_FIRST = 0x0401;

    private static final int NMEA_LAST = 0x0404;
    /** The controller's time at a second of UTC. */
    private static final int CONTROLLER_TIME = 0x0406;

    private static final int CONTROLLER_TIME_BYTES = 12;
    private static final int BUFFER_BYTES = 4096;

    private final SerialLink link;
    private final FrameParser parser = new FrameParser(null);
    private final NmeaReader reader = new NmeaReader();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private @Nullable ControllerTime controllerTime;

    /**
     * The controller's clock at a second.
     *
     * @param utcNs of that second, since the Unix epoch
     * @param controllerUs what the controller's clock showed, unsigned 32 bits
     */
    public record ControllerTime(long utcNs, long controllerUs) {}

    public TimeSyncPort(SerialLink link) {
        this.link = link;
    }

    @Override
    public void poll(NmeaReader.Listener listener) throws IOException {
        for (int count = link.read(buffer, 0, BUFFER_BYTES, 0);
                count > 0;
                count = link.read(buffer, 0, BUFFER_BYTES, 0)) {
            feed(buffer, count, System.nanoTime(), listener);
        }
    }

    /** Takes received bytes. */
    void feed(byte[] data, int count, long arrivalNs, NmeaReader.Listener listener) {
        parser.feed(data, 0, count, arrivalNs, frame -> take(frame, listener));
    }

    private void take(FrameView frame, NmeaReader.Listener listener) {
        if (!frame.isCommand()) {
            return;
        }
        if (frame.command() >= NMEA_FIRST && frame.command() <= NMEA_LAST) {
            reader.feed(frame.memory(), frame.valueOffset(), frame.valueLength(), frame.arrivalNs(), listener);
            // Each push is a sentence, with or without an end of line.
            reader.feed(new byte[] {'\n'}, 0, 1, frame.arrivalNs(), listener);
        } else if (frame.command() == CONTROLLER_TIME && frame.valueLength() >= CONTROLLER_TIME_BYTES) {
            controllerTime(frame);
        }
    }

    private void controllerTime(FrameView frame) {
        long date = frame.u32(4);
        long time = frame.u32(8);
        if (date == 0) {
            return; // before there is a fix
        }
        try {
            LocalDateTime utc = LocalDateTime.of(
                    2000 + (int) (date / 10_000),
                    (int) (date / 100 % 100),
                    (int) (date % 100),
                    (int) (time / 10_000),
                    (int) (time / 100 % 100),
                    (int) (time % 100));
            controllerTime = new ControllerTime(utc.toEpochSecond(ZoneOffset.UTC) * 1_000_000_000L, frame.u32(0));
        } catch (DateTimeException e) {
            // Not a time, so not the push that is described.
            controllerTime = null;
        }
    }

    /** The latest of the controller's clock; {@code null} where none was pushed. */
    public @Nullable ControllerTime controllerTime() {
        return controllerTime;
    }

    @Override
    public String trouble() {
        ParserCounts counts = parser.counts();
        if (counts.bytes() == 0) {
            return link.name() + ": not a byte came: is the aircraft on, and are the lines crossed (TX to RX)?";
        }
        if (counts.frames() == 0) {
            return link.name() + ": " + counts.bytes() + " bytes came that are no frames: is the baud rate right?";
        }
        String why = reader.trouble();
        return why == null
                ? ""
                : reader.sentences() == 0
                        ? link.name() + ": " + counts.frames() + " frames came, and none with the receiver's time"
                        : link.name() + ": " + why;
    }

    @Override
    public void close() {
        link.close();
    }
}
