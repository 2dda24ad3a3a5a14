package dev.syncline.bindings.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.swscale.SWS_POINT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** A fixed number of pictures that the camera's thread fills and the encoder's thread empties. */
final class PicturePool implements AutoCloseable {
    private static final int PLANES = 4;

    private final String file;
    private final RawVideoFormat format;
    private final int pixelFormat;
    private final int most;
    private final List<AVFrame> all = new ArrayList<>();
    private final ArrayBlockingQueue<CapturedPicture> free;
    private final SwsContext converter;
    private final PointerPointer<Pointer> sourcePlanes = new PointerPointer<>(PLANES);
    private final PointerPointer<Pointer> targetPlanes = new PointerPointer<>(PLANES);
    private final IntPointer sourceRows = new IntPointer(0, 0, 0, 0);
    private final IntPointer targetRows = new IntPointer(0, 0, 0, 0);

    /** @param most pictures that there may be; each is made when it is first needed */
    PicturePool(String file, RawVideoFormat format, int pixelFormat, int most) throws IOException {
        this.file = file;
        this.format = format;
        this.pixelFormat = pixelFormat;
        this.most = most;
        this.free = new ArrayBlockingQueue<>(most);
        this.converter = sws_getContext(
                format.widthPx(),
                format.heightPx(),
                format.layout().pixelFormat(),
                format.widthPx(),
                format.heightPx(),
                pixelFormat,
                SWS_POINT,
                null,
                null,
                (DoublePointer) null);
        if (converter == null || converter.isNull()) {
            throw new IOException(file + ": FFmpeg cannot convert " + format);
        }
    }

    private @Nullable CapturedPicture next() throws IOException {
        CapturedPicture picture = free.poll();
        if (picture != null || all.size() == most) {
            return picture;
        }
        AVFrame frame = av_frame_alloc();
        all.add(frame);
        frame.format(pixelFormat).width(format.widthPx()).height(format.heightPx());
        if (av_frame_get_buffer(frame, 0) < 0) {
            throw new IOException(file + ": no memory for picture " + all.size() + " of " + format.widthPx() + "x"
                    + format.heightPx());
        }
        return new CapturedPicture(frame);
    }

    @Nullable
    CapturedPicture take(MemorySegment pixels, long timestampUs) throws IOException {
        if (pixels.byteSize() < format.frameBytes()) {
            throw new IllegalArgumentException(
                    "a frame of " + pixels.byteSize() + " bytes, " + format + " needs " + format.frameBytes());
        }
        CapturedPicture picture = next();
        if (picture == null) {
            return null;
        }
        AVFrame frame = picture.frame();
        // The encoder may still hold what it was given.
        if (av_frame_make_writable(frame) < 0) {
            free.add(picture);
            throw new IOException(file + ": no memory for a picture");
        }
        BytePointer base = new BytePointer(pixels.asByteBuffer());
        for (int plane = 0; plane < PLANES; plane++) {
            long offset = format.planeOffset(plane);
            sourcePlanes.put(plane, offset < 0 ? null : base.getPointer(offset));
            sourceRows.put(plane, offset < 0 ? 0 : format.planeStride(plane));
            targetPlanes.put(plane, frame.data(plane));
            targetRows.put(plane, frame.linesize(plane));
        }
        int rows = sws_scale(converter, sourcePlanes, sourceRows, 0, format.heightPx(), targetPlanes, targetRows);
        if (rows != format.heightPx()) {
            free.add(picture);
            throw new IOException(file + ": a frame could not be converted");
        }
        frame.pts(timestampUs);
        return picture;
    }

    void giveBack(CapturedPicture picture) {
        free.add(picture);
    }

    @Override
    public void close() {
        for (AVFrame frame : all) {
            av_frame_free(frame);
        }
        sws_freeContext(converter);
        sourcePlanes.close();
        targetPlanes.close();
        sourceRows.close();
        targetRows.close();
    }
}
