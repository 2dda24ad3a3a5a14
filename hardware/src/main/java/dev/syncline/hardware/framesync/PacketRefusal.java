package dev.syncline.hardware.framesync;

/** Why a packet was thrown away. */
public enum PacketRefusal {
    /** From a source that is not on the list of allowed ones. */
    SOURCE_NOT_ALLOWED("its source is not allowed"),
    /** From a server other than the followed one. */
    OTHER_SERVER("another server is followed"),
    /** Not as long as a packet. */
    LENGTH("its length is wrong"),
    /** The code does not fit: another key, no key, or changed on its way. */
    NOT_AUTHENTIC("it is not authentic: another key, or none"),
    /** Authentic, and seen before or older than one seen before. */
    REPLAYED("it is a replay"),
    /** Authentic, and its time is not now. */
    STALE("it is not of now"),
    /** Times in nanoseconds, as development builds of summer 2025 sent. */
    NANOSECONDS("its times are in nanoseconds: update the server's libcamera"),
    /** Frames shorter than 1 ms or longer than 10 s. */
    FRAME_DURATION("its frame duration is not between 1 ms and 10 s"),
    /** Times that no clock shows, or a ready time too far from the frame. */
    TIMES("its times are not plausible");

    private final String reason;

    PacketRefusal(String reason) {
        this.reason = reason;
    }

    /** What is wrong with the packet, in words. */
    public String reason() {
        return reason;
    }
}
