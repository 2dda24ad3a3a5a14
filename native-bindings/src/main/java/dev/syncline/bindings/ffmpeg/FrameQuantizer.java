package dev.syncline.bindings.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_VIDEO_ENC_PARAMS;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;

/** The mean quantiser of a frame from the decoder's {@code AVVideoEncParams} (libavutil/video_enc_params.h). */
final class FrameQuantizer {
    // struct AVVideoEncParams on 64-bit systems; JavaCPP does not map it.
    private static final int BLOCK_COUNT = 0; // unsigned int
    private static final int BLOCKS_OFFSET = 8; // size_t
    private static final int BLOCK_SIZE = 16; // size_t
    private static final int BASE_QP = 28; // int32_t, after the enum at 24
    private static final int HEADER_BYTES = 64;
    private static final int BLOCK_DELTA_QP = 16; // in AVVideoBlockParams, after src_x, src_y, w, h

    private FrameQuantizer() {}

    /** Mean over the frame's blocks in the codec's own unit, or NaN where the decoder does not tell. */
    static double mean(AVFrame frame) {
        AVFrameSideData side = av_frame_get_side_data(frame, AV_FRAME_DATA_VIDEO_ENC_PARAMS);
        if (side == null || side.isNull() || side.size() < HEADER_BYTES) {
            return Double.NaN;
        }
        return mean(side.data().capacity(side.size()).asByteBuffer());
    }

    /** The same on the bytes of the structure. */
    static double mean(ByteBuffer bytes) {
        ByteBuffer params = bytes.order(ByteOrder.nativeOrder());
        long blocks = params.getInt(BLOCK_COUNT) & 0xffff_ffffL;
        long first = params.getLong(BLOCKS_OFFSET);
        long step = params.getLong(BLOCK_SIZE);
        int base = params.getInt(BASE_QP);
        if (blocks == 0) {
            return base;
        }
        if (first < 0
                || first > params.limit()
                || step < BLOCK_DELTA_QP + Integer.BYTES
                || step > params.limit()
                || blocks > (params.limit() - first) / step) {
            return Double.NaN;
        }
        long sum = 0;
        int at = (int) first + BLOCK_DELTA_QP;
        for (long i = 0; i < blocks; i++, at += (int) step) {
            sum += params.getInt(at);
        }
        return base + (double) sum / blocks;
    }
}
