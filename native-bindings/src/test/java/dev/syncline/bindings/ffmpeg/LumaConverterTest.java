package dev.syncline.bindings.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_P010LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P12LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUYV422;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LumaConverterTest {
    @ParameterizedTest
    @CsvSource({"1920,1080,854,480", "1920,1080,852,480", "1280,720,854,480", "848,480,848,240", "2704,1520,854,480"})
    void shouldKeepPixelCentresWhenScaling(int fromWidth, int fromHeight, int width, int height) throws IOException {
        double[][] spots = {{0.2, 0.3}, {0.5, 0.5}, {0.83, 0.71}, {0.9, 0.1}};
        AVFrame frame = frame(AV_PIX_FMT_YUV420P, fromWidth, fromHeight);
        try (LumaConverter converter = new LumaConverter("test", width, height)) {
            for (double[] spot : spots) {
                double centreX = spot[0] * fromWidth + 0.3;
                double centreY = spot[1] * fromHeight - 0.2;
                paint(
                        frame,
                        (x, y) -> 16 + 200 * Math.exp(-(square(x - centreX) + square(y - centreY)) / (2 * square(9))));
                double[] found = centroid(converter.convert(frame), width, height, 16);
                assertEquals(centreX * width / fromWidth, found[0], 0.02);
                assertEquals(centreY * height / fromHeight, found[1], 0.02);
            }
        } finally {
            av_frame_free(frame);
        }
    }

    @Test
    void shouldTurnEveryFormatInto8BitLuma() throws IOException {
        int[][] formatAndStep = {
            {AV_PIX_FMT_GRAY8, 1, 0},
            {AV_PIX_FMT_YUV420P, 1, 0},
            {AV_PIX_FMT_NV12, 1, 0},
            {AV_PIX_FMT_YUV420P10LE, 2, 2},
            {AV_PIX_FMT_YUV422P12LE, 2, 4},
            {AV_PIX_FMT_P010LE, 2, 8},
            {AV_PIX_FMT_YUYV422, 2, -1},
        };
        for (int[] format : formatAndStep) {
            for (int width : new int[] {64, 32}) {
                AVFrame frame = frame(format[0], 64, 32);
                try (LumaConverter converter = new LumaConverter("test", width, width / 2)) {
                    BytePointer data = frame.data(0);
                    for (int y = 0; y < 32; y++) {
                        for (int x = 0; x < 64; x++) {
                            long at = (long) y * frame.linesize(0) + (long) x * format[1];
                            int value = 40 + 4 * (y / 2);
                            if (format[2] < 0) {
                                data.put(at, (byte) value).put(at + 1, (byte) 128);
                            } else if (format[1] == 1) {
                                data.put(at, (byte) value);
                            } else {
                                data.put(at, (byte) (value << format[2]))
                                        .put(at + 1, (byte) ((value << format[2]) >> 8));
                            }
                        }
                    }
                    byte[] luma = converter.convert(frame);
                    int row = width / 4;
                    assertEquals(
                            40 + 4 * (row * 64 / width / 2), luma[row * width + 5] & 0xff, 3, "format " + format[0]);
                } finally {
                    av_frame_free(frame);
                }
            }
        }
    }

    @Test
    void shouldTurnColourIntoGray() throws IOException {
        AVFrame frame = frame(AV_PIX_FMT_RGB24, 64, 32);
        try (LumaConverter converter = new LumaConverter("test", 64, 32)) {
            for (int i = 0; i < 32 * frame.linesize(0); i++) {
                frame.data(0).put(i, (byte) 255);
            }
            assertEquals(255, converter.convert(frame)[100] & 0xff, 1);
        } finally {
            av_frame_free(frame);
        }
    }

    private static AVFrame frame(int format, int width, int height) {
        FfmpegLibrary.ensureLoaded();
        AVFrame frame = av_frame_alloc();
        frame.format(format).width(width).height(height);
        assertEquals(0, av_frame_get_buffer(frame, 0));
        return frame;
    }

    private interface Brightness {
        double at(double x, double y);
    }

    private static void paint(AVFrame frame, Brightness brightness) {
        byte[] row = new byte[frame.width()];
        BytePointer plane = frame.data(0);
        for (int y = 0; y < frame.height(); y++) {
            for (int x = 0; x < row.length; x++) {
                row[x] = (byte) Math.round(brightness.at(x + 0.5, y + 0.5));
            }
            plane.position((long) y * frame.linesize(0)).put(row);
        }
    }

    private static double[] centroid(byte[] luma, int width, int height, int background) {
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double weight = Math.max(0, (luma[y * width + x] & 0xff) - background - 2);
                sum += weight;
                sumX += weight * (x + 0.5);
                sumY += weight * (y + 0.5);
            }
        }
        return new double[] {sumX / sum, sumY / sum};
    }

    private static double square(double value) {
        return value * value;
    }
}
