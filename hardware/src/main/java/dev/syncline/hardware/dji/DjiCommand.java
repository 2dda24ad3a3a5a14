package dev.syncline.hardware.dji;

/**
 * A command as it goes onto the wire.
 *
 * @param code set and id, such as 0x0B01
 * @param value what stands after set and id
 * @param wantsAck true where the controller acknowledges it
 * @param timeoutNs how long to wait for the acknowledgement before sending again, ns
 * @param tries how often it is sent at most
 */
public record DjiCommand(int code, byte[] value, boolean wantsAck, long timeoutNs, int tries) {
    public static final int GET_VERSION = 0x0000;
    public static final int ACTIVATE = 0x0001;
    public static final int SET_SYNC_FREQUENCY = 0x0400;
    public static final int MATCH_SUBSCRIPTION = 0x0B00;
    public static final int ADD_PACKAGE = 0x0B01;
    public static final int RESET_PACKAGES = 0x0B02;
    public static final int REMOVE_PACKAGE = 0x0B03;
    public static final int PUSH_PACKAGE = 0x0205;

    /** The topic that carries hardware sync data. */
    public static final int TOPIC_HARD_SYNC = 0xECBEF06D;
    /** The most packets of {@link #TOPIC_HARD_SYNC} in a second. */
    public static final int MAX_PACKET_HZ = 400;
    /** Packages that can be subscribed at a time. */
    public static final int MAX_PACKAGES = 5;

    private static final int PACKET_BYTES = 74;
    private static final int ENCRYPTED_PACKET_BYTES = 80;
    private static final int BITS_PER_BYTE = 10;
    private static final double FULLEST_LINE = 0.8;
    private static final int SUBSCRIPTION_VERSION = 0x100;
    private static final int ACTIVATION_VALUE_BYTES = 44;
    private static final int ACTIVATION_API_LEVEL = 2;
    private static final int ACTIVATION_ID_AT = 12;
    private static final byte ACTIVATION_ID = 0x30;
    private static final long MS = 1_000_000L;

    /**
     * Packets of {@link #TOPIC_HARD_SYNC} that a serial line carries in a second, with a fifth of it left for answers: one
     * of the rates that divide {@link #MAX_PACKET_HZ}; 0 where it carries none.
     *
     * @param baud bits in a second, ten a byte
     * @param encrypted whether bodies are encrypted, which makes them longer
     */
    public static int mostPacketsHz(int baud, boolean encrypted) {
        int bytes = encrypted ? ENCRYPTED_PACKET_BYTES : PACKET_BYTES;
        double fits = FULLEST_LINE * baud / (BITS_PER_BYTE * bytes);
        for (int parts = 1; parts <= MAX_PACKET_HZ; parts++) {
            int hz = MAX_PACKET_HZ / parts;
            if (hz * parts == MAX_PACKET_HZ && hz <= fits) {
                return hz;
            }
        }
        return 0;
    }

    /** Asks what the controller is and runs. */
    public static DjiCommand version() {
        return acknowledged(GET_VERSION, new byte[1], 100 * MS, 3);
    }

    /**
     * Activates the application.
     *
     * @param appId the number that DJI gave, 0 to 2³²−1
     * @param firmware the controller's version as {@link VersionReply} has it
     */
    public static DjiCommand activate(long appId, int firmware) {
        byte[] value = new byte[ACTIVATION_VALUE_BYTES];
        LittleEndian.putU32(value, 0, appId);
        LittleEndian.putU32(value, 4, ACTIVATION_API_LEVEL);
        LittleEndian.putU32(value, 8, firmware);
        java.util.Arrays.fill(value, ACTIVATION_ID_AT, value.length, ACTIVATION_ID);
        return acknowledged(ACTIVATE, value, 1000 * MS, 3);
    }

    /**
     * Starts the pulses. There is no acknowledgement.
     *
     * @param freqHz pulses in a second; 0 for a single pulse
     * @param tag 0 to 65535, comes back in every packet
     */
    public static DjiCommand setSyncFreq(int freqHz, int tag) {
        if (freqHz < 0 || tag < 0 || tag > 0xFFFF) {
            throw new IllegalArgumentException(
                    "frequency " + freqHz + " Hz, tag " + tag + ": expected 0 or more, and 0 to 65535");
        }
        byte[] value = new byte[6];
        LittleEndian.putU32(value, 0, freqHz);
        LittleEndian.putU16(value, 4, tag);
        return new DjiCommand(SET_SYNC_FREQUENCY, value, false, 0, 1);
    }

    /** Asks whether the controller speaks this version of the subscription. */
    public static DjiCommand matchSubscription() {
        byte[] value = new byte[4];
        LittleEndian.putU32(value, 0, SUBSCRIPTION_VERSION);
        return acknowledged(MATCH_SUBSCRIPTION, value, 500 * MS, 2);
    }

    /**
     * Subscribes topics as a package, without a time of sending.
     *
     * @param packageId 0 to 4
     * @param freqHz packets in a second
     * @param topics their numbers, in the order in which the data shall come
     */
    public static DjiCommand addPackage(int packageId, int freqHz, int... topics) {
        checkPackage(packageId);
        if (freqHz < 1 || freqHz > 0xFFFF || topics.length < 1 || topics.length > 0xFF) {
            throw new IllegalArgumentException("frequency " + freqHz + " Hz with " + topics.length
                    + " topics: expected 1 to 65535 Hz and 1 to 255 topics");
        }
        byte[] value = new byte[5 + 4 * topics.length];
        value[0] = (byte) packageId;
        LittleEndian.putU16(value, 1, freqHz);
        value[4] = (byte) topics.length;
        for (int i = 0; i < topics.length; i++) {
            LittleEndian.putU32(value, 5 + 4 * i, topics[i]);
        }
        return acknowledged(ADD_PACKAGE, value, 500 * MS, 1);
    }

    /** Ends all packages. */
    public static DjiCommand resetPackages() {
        return acknowledged(RESET_PACKAGES, new byte[1], 500 * MS, 1);
    }

    /**
     * Ends a package.
     *
     * @param packageId 0 to 4
     */
    public static DjiCommand removePackage(int packageId) {
        checkPackage(packageId);
        return acknowledged(REMOVE_PACKAGE, new byte[] {(byte) packageId}, 500 * MS, 1);
    }

    /** Set, id and value. */
    public byte[] body() {
        byte[] body = new byte[2 + value.length];
        body[0] = (byte) (code >>> 8);
        body[1] = (byte) code;
        System.arraycopy(value, 0, body, 2, value.length);
        return body;
    }

    private static DjiCommand acknowledged(int code, byte[] value, long timeoutNs, int tries) {
        return new DjiCommand(code, value, true, timeoutNs, tries);
    }

    private static void checkPackage(int packageId) {
        if (packageId < 0 || packageId >= MAX_PACKAGES) {
            throw new IllegalArgumentException("package " + packageId + ", expected 0 to " + (MAX_PACKAGES - 1));
        }
    }
}
