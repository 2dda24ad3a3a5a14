package dev.syncline.engine.telemetry;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/** The packets of chapters as one list. Nothing is copied: a source may hold packets that are read when they are asked for. */
final class ChapterPayloads extends AbstractList<TimedPayload> implements RandomAccess {
    private final List<Chapter> chapters = new ArrayList<>();
    private int size;

    private record Chapter(int from, List<TimedPayload> payloads, long beginNs) {}

    /**
     * Puts a chapter behind the others.
     *
     * @param payloads at least one
     * @param beginNs when the chapter begins on the clock of all, ns
     */
    void add(List<TimedPayload> payloads, long beginNs) {
        chapters.add(new Chapter(size, payloads, beginNs));
        size = Math.addExact(size, payloads.size());
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public TimedPayload get(int index) {
        int first = 0;
        int end = chapters.size();
        while (end - first > 1) {
            int middle = (first + end) >>> 1;
            if (chapters.get(middle).from() <= index) {
                first = middle;
            } else {
                end = middle;
            }
        }
        Chapter chapter = chapters.get(first);
        TimedPayload payload = chapter.payloads().get(index - chapter.from());
        return new TimedPayload(payload.timeNs() + chapter.beginNs(), payload.durationNs(), payload.bytes());
    }
}
