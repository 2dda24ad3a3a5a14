package dev.syncline.hardware.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortDataListener;
import com.fazecast.jSerialComm.SerialPortEvent;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import dev.syncline.bindings.ffi.Errno;
import dev.syncline.bindings.load.NativeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A serial line through jSerialComm, which knows Linux, macOS and Windows. */
public final class JSerialCommLink implements SerialLink {
    private static final int WRITE_TIMEOUT_MS = 2000;
    private static final int ERROR_EVENTS = SerialPort.LISTENING_EVENT_FRAMING_ERROR
            | SerialPort.LISTENING_EVENT_FIRMWARE_OVERRUN_ERROR
            | SerialPort.LISTENING_EVENT_SOFTWARE_OVERRUN_ERROR
            | SerialPort.LISTENING_EVENT_PARITY_ERROR;

    private final String name;
    private final SerialPort port;
    private final ErrorCounter counter = new ErrorCounter();
    private final boolean counts;
    private int timeoutMs = -1;

    private JSerialCommLink(String name, SerialPort port) {
        this.name = name;
        this.port = port;
        this.counts = port.addDataListener(counter);
    }

    /**
     * Opens a port.
     *
     * @param name such as {@code /dev/ttyUSB0} or {@code COM3}
     * @throws IOException if it cannot be opened
     */
    public static JSerialCommLink open(String name, int baud) throws IOException {
        if (name.startsWith("/") && !Files.exists(Path.of(name))) {
            throw PortProblem.of(name, Errno.ENOENT);
        }
        SerialPort port;
        try {
            NativeFolder.load(SerialPort::getVersion);
            port = SerialPort.getCommPort(name);
        } catch (SerialPortInvalidPortException e) {
            throw new IOException(PortProblem.line(name, Errno.ENOENT, java.util.Optional.empty()), e);
        }
        port.setComPortParameters(baud, Byte.SIZE, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        if (!port.openPort(0)) {
            throw PortProblem.of(name, port.getLastErrorCode());
        }
        return new JSerialCommLink(name, port);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int read(byte[] into, int offset, int length, int wantedMs) throws IOException {
        if (wantedMs != timeoutMs) {
            int mode = wantedMs == 0 ? SerialPort.TIMEOUT_NONBLOCKING : SerialPort.TIMEOUT_READ_SEMI_BLOCKING;
            if (!port.setComPortTimeouts(mode | SerialPort.TIMEOUT_WRITE_BLOCKING, wantedMs, WRITE_TIMEOUT_MS)) {
                throw lost();
            }
            timeoutMs = wantedMs;
        }
        int count = port.readBytes(into, length, offset);
        if (count < 0) {
            throw lost();
        }
        return count;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int count = port.writeBytes(from, length - done, offset + done);
            if (count <= 0) {
                throw lost();
            }
            done += count;
        }
    }

    @Override
    public LineErrors errors() {
        return counts
                ? new LineErrors(true, counter.framing.get(), counter.overruns.get(), counter.parity.get())
                : LineErrors.UNTOLD;
    }

    @Override
    public void close() {
        port.removeDataListener();
        port.closePort();
    }

    private IOException lost() {
        return new IOException(name + " was unplugged or hung up");
    }

    private static final class ErrorCounter implements SerialPortDataListener {
        private final AtomicLong framing = new AtomicLong();
        private final AtomicLong overruns = new AtomicLong();
        private final AtomicLong parity = new AtomicLong();

        @Override
        public int getListeningEvents() {
            return ERROR_EVENTS;
        }

        @Override
        public void serialEvent(SerialPortEvent event) {
            int type = event.getEventType();
            if ((type & SerialPort.LISTENING_EVENT_FRAMING_ERROR) != 0) {
                framing.incrementAndGet();
            }
            if ((type & SerialPort.LISTENING_EVENT_PARITY_ERROR) != 0) {
                parity.incrementAndGet();
            }
            if ((type
                            & (SerialPort.LISTENING_EVENT_FIRMWARE_OVERRUN_ERROR
                                    | SerialPort.LISTENING_EVENT_SOFTWARE_OVERRUN_ERROR))
                    != 0) {
                overruns.incrementAndGet();
            }
        }
    }
}
