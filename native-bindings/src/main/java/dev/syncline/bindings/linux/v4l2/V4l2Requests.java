package dev.syncline.bindings.linux.v4l2;

/** Request numbers of {@code linux/videodev2.h} and {@code linux/v4l2-subdev.h}: direction, size, type 'V', number. */
public final class V4l2Requests {
    private static final long WRITE = 1L << 30;
    private static final long READ = 2L << 30;

    public static final long VIDIOC_QUERYCAP = read(0, V4l2Capability.LAYOUT.byteSize());
    public static final long VIDIOC_ENUM_FMT = both(2, V4l2FormatDescription.LAYOUT.byteSize());
    public static final long VIDIOC_G_FMT = both(4, V4l2Format.LAYOUT.byteSize());
    public static final long VIDIOC_S_FMT = both(5, V4l2Format.LAYOUT.byteSize());
    public static final long VIDIOC_REQBUFS = both(8, V4l2BufferRequest.LAYOUT.byteSize());
    public static final long VIDIOC_QUERYBUF = both(9, V4l2Buffer.LAYOUT.byteSize());
    public static final long VIDIOC_QBUF = both(15, V4l2Buffer.LAYOUT.byteSize());
    public static final long VIDIOC_DQBUF = both(17, V4l2Buffer.LAYOUT.byteSize());
    public static final long VIDIOC_STREAMON = write(18, Integer.BYTES);
    public static final long VIDIOC_STREAMOFF = write(19, Integer.BYTES);
    public static final long VIDIOC_G_PARM = both(21, V4l2FrameInterval.PARAMETERS.byteSize());
    public static final long VIDIOC_S_PARM = both(22, V4l2FrameInterval.PARAMETERS.byteSize());
    public static final long VIDIOC_G_CTRL = both(27, V4l2Control.LAYOUT.byteSize());
    public static final long VIDIOC_S_CTRL = both(28, V4l2Control.LAYOUT.byteSize());
    public static final long VIDIOC_QUERYCTRL = both(36, V4l2Control.RANGE.byteSize());
    public static final long VIDIOC_G_EXT_CTRLS = both(71, V4l2Control.EXTENDED_LIST.byteSize());
    public static final long VIDIOC_ENUM_FRAMESIZES = both(74, V4l2FrameSize.LAYOUT.byteSize());
    public static final long VIDIOC_ENUM_FRAMEINTERVALS = both(75, V4l2FrameInterval.LAYOUT.byteSize());
    public static final long VIDIOC_SUBDEV_G_FMT = both(4, V4l2SubdeviceFormat.LAYOUT.byteSize());

    private V4l2Requests() {}

    private static long both(int number, long byteSize) {
        return READ | WRITE | byteSize << 16 | 'V' << 8 | number;
    }

    private static long read(int number, long byteSize) {
        return READ | byteSize << 16 | 'V' << 8 | number;
    }

    private static long write(int number, long byteSize) {
        return WRITE | byteSize << 16 | 'V' << 8 | number;
    }
}
