package dev.syncline.bindings.ffmpeg;

import dev.syncline.engine.sync.flow.FlowDeviceException;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** A device that FFmpeg decodes on, and what brings its frames back, scaled down. Not thread-safe; one for each source. */
public interface HardwareDecoding extends AutoCloseable {
    /** FFmpeg's number for the kind of device: {@code AV_HWDEVICE_TYPE_…}. */
    int deviceType();

    /** FFmpeg's name for the device, such as {@code 0}. */
    String deviceName();

    /** Flags for {@code av_hwdevice_ctx_create}. */
    int deviceFlags();

    /** Makes the calling thread ready to open the device: what that takes over may belong to a thread. */
    void attach();

    /**
     * Tells a device that fails from a file that is damaged: to be called where a frame could not be decoded.
     *
     * @throws FlowDeviceException when the device is lost
     */
    void verify();

    /** The decoder's name in results, such as {@code nvdec}. */
    String name();

    /** Whether a frame's format says that it lies on the device. */
    boolean isOnDevice(int format);

    /**
     * A frame's luma at another size: byte[width * height], rows without padding.
     *
     * @param frame on the device
     */
    byte[] luma(AVFrame frame, int widthPx, int heightPx);

    @Override
    void close();
}
