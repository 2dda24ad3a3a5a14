package dev.syncline.engine.match;

import java.util.ArrayList;
import java.util.List;

/** A test's message: its time and its place in its stream. */
record Stamp(long timeNs, long sequence) {
    static final MessageTimes<Stamp> TIMES = (stream, message) -> message.timeNs;

    /** Streams of messages at these times, numbered from 0. */
    static List<List<Stamp>> streams(long[]... timesNs) {
        List<List<Stamp>> streams = new ArrayList<>();
        for (long[] times : timesNs) {
            List<Stamp> stream = new ArrayList<>();
            for (int i = 0; i < times.length; i++) {
                stream.add(new Stamp(times[i], i));
            }
            streams.add(stream);
        }
        return streams;
    }
}
