/**
 * Sony's real-time metadata, a track in the videos of its cameras, from public descriptions only: no file was at hand.
 *
 * <p>The frame of the packets (a head of 28 bytes, sets of tags with two bytes of tag and two of length, as SMPTE RDD 18 has
 * them), the gyro's and the accelerometer's samples, the gyro's rate and the time of its first sample are described by
 * telemetry-parser, by ExifTool's tables and by xavc_rtmd2srt (the rate and that time only as numbers seen). The exposure and
 * the camera's name are RDD 18's own tags, and MediaInfo has them too. The gyro's scale and axes, the frame's time and the
 * readout (0xe439, 0xe43a, 0xe40c, 0xe40e) are described by telemetry-parser alone, which has their names from Sony's own
 * library; a sync that is forced measures what they say. The accelerometer's scale has two units in descriptions: gravity tells
 * which it is. The switch that telemetry-parser calls the stabiliser's (0xe300) is
 * not read, since nothing else says which way round it is.
 */
@NullMarked
package dev.syncline.engine.telemetry.rtmd;

import org.jspecify.annotations.NullMarked;
