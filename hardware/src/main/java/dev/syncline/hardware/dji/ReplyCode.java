package dev.syncline.hardware.dji;

/** What acknowledgements mean. 0 is success everywhere. */
public final class ReplyCode {
    public static final int OK = 0;

    private ReplyCode() {}

    /** An acknowledgement of {@link DjiCommand#activate} in words, with what to do. */
    public static String activation(int code) {
        return switch (code) {
            case OK -> "activated";
            case 1 -> "a parameter is wrong";
            case 2 -> "the data could not be decrypted: is the key the application's?";
            case 3 -> "a new device: connect DJI's app to the internet once, then activate again";
            case 4 -> "DJI's app is not connected: connect it, then activate again";
            case 5 -> "DJI's app has no internet: connect it, then activate again";
            case 6 -> "DJI's server refused: are the application's id and key right?";
            case 7 -> "the application's access level is wrong";
            case 8 -> "the version is wrong";
            default -> "unknown reply " + code;
        };
    }

    /** An acknowledgement of a subscription command in words. */
    public static String subscription(int code) {
        return switch (code) {
            case OK -> "done";
            case 0x01 -> "illegal length of data";
            case 0x02 -> "the versions do not match";
            case 0x03 -> "no such package number";
            case 0x04 -> "the package is there already";
            case 0x05 -> "there is no such package";
            case 0x06 -> "the frequency is not possible";
            case 0x07 -> "the package is too large";
            case 0x08 -> "more data than the line can carry";
            case 0x20 -> "the package has no topics";
            case 0x21 -> "too many topics";
            case 0x22 ->
                "the controller has no such topic: TOPIC_HARD_SYNC needs an A3 or N3, firmware 3.2.36.6 or newer";
            case 0x23 -> "no permission for this topic";
            case 0x24 -> "the topic is subscribed twice";
            case 0x25 -> "the topic's source is off line";
            case 0x48 -> "paused";
            case 0x49 -> "resumed";
            case 0x4A -> "an error inside the controller";
            case 0x50 -> "not activated: give the application's id and key";
            case 0x51, 0x59 -> "the controller's version does not fit";
            default -> String.format("unknown reply 0x%02X", code);
        };
    }
}
