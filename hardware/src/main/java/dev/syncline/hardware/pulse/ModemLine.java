package dev.syncline.hardware.pulse;

/** An input of a serial port that a pulse line may be wired to, with its bit in Linux's requests. */
public enum ModemLine {
    CTS(0x20),
    DCD(0x40),
    RI(0x80),
    DSR(0x100);

    private final int bit;

    ModemLine(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }
}
