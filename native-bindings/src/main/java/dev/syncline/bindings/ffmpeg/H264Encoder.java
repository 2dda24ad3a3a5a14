package dev.syncline.bindings.ffmpeg;

import java.util.List;

/** What makes H.264 of a camera's frames. */
public enum H264Encoder {
    /** Cisco's, in software; comes with Syncline. */
    OPENH264("libopenh264"),
    /** The encoder of a Raspberry Pi up to 4 and of other boards, through the kernel. */
    V4L2M2M("h264_v4l2m2m"),
    /** Intel's and AMD's graphics. */
    VAAPI("h264_vaapi"),
    /** NVIDIA's graphics. */
    NVENC("h264_nvenc"),
    /** A device's encoder that proves itself on a few frames, else software. */
    AUTO("");

    private final String encoderName;

    H264Encoder(String encoderName) {
        this.encoderName = encoderName;
    }

    /** FFmpeg's name of it. */
    String encoderName() {
        return encoderName;
    }

    /** Those to try, the first that works is taken. */
    List<H264Encoder> candidates() {
        return this == AUTO ? List.of(NVENC, VAAPI, V4L2M2M, OPENH264) : List.of(this);
    }
}
