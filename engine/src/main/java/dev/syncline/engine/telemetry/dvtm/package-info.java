/**
 * DJI's video metadata, the track {@code djmd} in the videos of its cameras and drones, from public descriptions only: no file
 * was at hand.
 *
 * <p>A packet is a protobuf message with the clip, the stream and the frame in it. The clip's head (product, firmware), the
 * frame's time and its exposure are in ExifTool's tables and in DJI's own message definitions, which telemetry-parser has for
 * three families of products. The orientations and what belongs to them are in those definitions, in notes of owners who took
 * the tracks of an O4 Pro air unit and of an Osmo 360 apart, and nowhere in ExifTool. Products differ in where things stand;
 * the orientations are told by their form, four numbers of 32 bits that make a unit quaternion, and never by a name. Nothing is
 * read that the definitions and the notes have at different places, but for the clip's numbers, whose two known layouts differ
 * in their wire types too.
 *
 * <p>No product writes rates: they are the turns from one orientation to the next over the time between them. A camera that
 * stabilises its picture writes no orientations, by the notes.
 *
 * <p>The descriptions do not agree on which sample belongs to a frame's first row: by telemetry-parser it is the one that the
 * message names; the notes on the O4 Pro find another, 4 ms later, in the camera's debug track. Whether the start or the middle
 * of an exposure is meant, nobody says.
 */
@NullMarked
package dev.syncline.engine.telemetry.dvtm;

import org.jspecify.annotations.NullMarked;
