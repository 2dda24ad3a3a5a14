package dev.syncline.engine.video;

/**
 * What a container says of its video stream.
 *
 * @param name file name, for people
 * @param widthPx width of a decoded frame before any display rotation
 * @param heightPx its height
 * @param fps average frames per second
 * @param durationNs length of the video stream, ns
 * @param frameCount number of frames, as the container says or as computed from length and rate
 * @param codec decoder's name, such as h264
 * @param rotationDeg display rotation in the container, degrees clockwise: 0, 90, 180 or 270
 */
public record VideoInfo(
        String name,
        int widthPx,
        int heightPx,
        double fps,
        long durationNs,
        long frameCount,
        String codec,
        int rotationDeg) {}
