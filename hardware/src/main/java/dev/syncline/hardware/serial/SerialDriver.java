package dev.syncline.hardware.serial;

import java.io.IOException;

/** The ways to open a serial line. */
public enum SerialDriver {
    /** Through jSerialComm: all systems. */
    JSERIALCOMM {
        @Override
        public SerialLink open(String port, int baud) throws IOException {
            return JSerialCommLink.open(port, baud);
        }
    },
    /** By Linux's own calls: any baud rate, low latency, the driver's error counters. */
    TERMIOS {
        @Override
        public SerialLink open(String port, int baud) throws IOException {
            return TermiosSerialLink.open(port, baud);
        }
    };

    /** Opens a port. @throws IOException one line that says why not and what to do */
    public abstract SerialLink open(String port, int baud) throws IOException;
}
