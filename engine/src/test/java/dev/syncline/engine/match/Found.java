package dev.syncline.engine.match;

import java.util.ArrayList;
import java.util.List;

/** Collects what a matcher finds, as text that tests can compare. */
final class Found implements MatchListener<Stamp> {
    final List<String> groups = new ArrayList<>();
    final List<String> dropped = new ArrayList<>();
    final List<String> events = new ArrayList<>();

    @Override
    public void group(MessageGroup<Stamp> group) {
        StringBuilder text = new StringBuilder(group.agreed() ? "" : "!");
        for (int s = 0; s < group.streams(); s++) {
            text.append(s == 0 ? "" : " ");
            switch (group.membership(s)) {
                case ABSENT -> text.append('-');
                case OWN -> text.append(group.timeNs(s));
                case COPY -> text.append(group.timeNs(s)).append('c');
                case INTERPOLATED -> text.append(group.timeNs(s)).append('i');
            }
        }
        groups.add(text.toString());
    }

    @Override
    public void dropped(int stream, Stamp message, DropReason reason) {
        dropped.add(stream + ":" + message.timeNs() + " " + reason);
    }

    @Override
    public void stalled(int stream, long lastNs, long nowNs) {
        events.add("stalled " + stream + " at " + lastNs + ", now " + nowNs);
    }

    @Override
    public void resumed(int stream, long timeNs) {
        events.add("resumed " + stream + " at " + timeNs);
    }

    @Override
    public void restarted(int stream, long before, long after, long shift) {
        events.add("restarted " + stream + ": " + before + " then " + after + ", shift " + shift);
    }

    @Override
    public void strayed(int stream, long number, long timeNs) {
        events.add("strayed " + stream + ": " + number + " at " + timeNs);
    }

    @Override
    public void contradicted(long number, MessageGroup<Stamp> messages) {
        events.add("contradicted " + number + " over " + messages.intervalNs());
    }

    /** Offers (stream, time) pairs; a message's number is its time. */
    static void offer(StreamMatcher<Stamp> matcher, long... streamsAndTimes) {
        for (int i = 0; i < streamsAndTimes.length; i += 2) {
            matcher.offer((int) streamsAndTimes[i], new Stamp(streamsAndTimes[i + 1], streamsAndTimes[i + 1]));
        }
    }
}
