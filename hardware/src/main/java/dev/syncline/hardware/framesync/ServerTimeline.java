package dev.syncline.hardware.framesync;

import org.jspecify.annotations.Nullable;

/**
 * Where the server's frames lie on its wall clock, from its packets. A packet that contradicts the others is believed
 * when the next one agrees with it: one straggler changes nothing, and a server that was started again is followed.
 */
final class ServerTimeline {
    /** What a packet was. */
    enum News {
        /** The first one. */
        FIRST,
        /** It agrees with those before it. */
        AGREES,
        /** One that came before, or an older one. */
        REPEATED,
        /** It contradicts those before it, and waits for a second one to agree. */
        CONTRADICTS,
        /** The second that contradicts: the timeline has jumped. */
        JUMPED
    }

    private static final int MEMORY = 12;
    /** A packet may be off by so much, and by so much for each nanosecond since the one before it, ns. */
    private static final double GATE_NS = 400_000;

    private static final double GATE_PER_NS = 5e-6;
    private static final double SAME_DURATION = 0.01;
    /** Servers that round their ready time lose count by so much in each frame. */
    private static final double COUNT_SLACK = 1e-4;

    private static final int GAPS_SEEN = 8;

    private final PhaseTracker phase = new PhaseTracker(MEMORY);
    private final long[] recentGaps = new long[GAPS_SEEN];
    private int gaps;
    private boolean begun;
    private long latestUs;
    private long frame;
    private long lost;
    private double shiftNs;
    private @Nullable SyncPayload candidate;

    /** Takes a plausible packet. */
    News accept(SyncPayload packet) {
        if (!begun) {
            begin(packet);
            return News.FIRST;
        }
        if (packet.serverFrameUs() == latestUs) {
            return News.REPEATED;
        }
        long timeNs = packet.serverFrameUs() * 1000;
        long periods = Math.round(phase.sinceNs(timeNs) / phase.periodNs());
        double residualNs = phase.sinceNs(timeNs) - periods * phase.periodNs();
        if (agrees(packet, periods, residualNs)) {
            candidate = null;
            countLost(periods);
            phase.advance(periods, 0);
            phase.learn(residualNs, periods);
            frame = bestCount(packet, frame + periods);
            latestUs = packet.serverFrameUs();
            return News.AGREES;
        }
        return contradicted(packet);
    }

    private boolean agrees(SyncPayload packet, long periods, double residualNs) {
        return periods >= 1
                && sameDuration(packet.frameDurationUs() * 1000.0, phase.periodNs())
                && Math.abs(residualNs) <= GATE_NS + GATE_PER_NS * periods * phase.periodNs()
                && sameCount(packet.framesAfterReady(), frame + periods);
    }

    private News contradicted(SyncPayload packet) {
        SyncPayload earlier = candidate;
        if (earlier != null && earlier.serverFrameUs() == packet.serverFrameUs()) {
            return News.REPEATED;
        }
        candidate = packet;
        if (earlier == null || !follows(earlier, packet)) {
            return packet.serverFrameUs() < latestUs ? News.REPEATED : News.CONTRADICTS;
        }
        long count = packet.framesAfterReady();
        double oldNs = phase.sinceNs(packet.serverFrameUs() * 1000) - (count - frame) * phase.periodNs();
        begin(packet);
        shiftNs = oldNs;
        return News.JUMPED;
    }

    /** Whether two packets that both contradict the timeline are of one timeline. */
    private static boolean follows(SyncPayload first, SyncPayload second) {
        double durationNs = second.frameDurationUs() * 1000.0;
        double sinceNs = (second.serverFrameUs() - first.serverFrameUs()) * 1000.0;
        long periods = Math.round(sinceNs / durationNs);
        // The duration is told in whole microseconds, so over many frames it says little about the phase.
        double gateNs = GATE_NS + periods * 1000.0;
        return periods >= 1
                && sameDuration(first.frameDurationUs() * 1000.0, durationNs)
                && Math.abs(sinceNs - periods * durationNs) <= gateNs
                && sameCount(second.framesAfterReady(), first.framesAfterReady() + periods);
    }

    private static boolean sameDuration(double aNs, double bNs) {
        return Math.abs(aNs - bNs) <= SAME_DURATION * bNs;
    }

    private static boolean sameCount(long told, long counted) {
        return Math.abs(told - counted) <= Math.max(2, COUNT_SLACK * Math.abs(counted));
    }

    /** Before the ready frame the packet's own count is the better one; after it, ours, which loses nothing. */
    private static long bestCount(SyncPayload packet, long counted) {
        long told = packet.framesAfterReady();
        return told <= 0 ? told : counted;
    }

    private void begin(SyncPayload packet) {
        phase.begin(packet.serverFrameUs() * 1000, packet.frameDurationUs() * 1000.0);
        latestUs = packet.serverFrameUs();
        frame = packet.framesAfterReady();
        begun = true;
        candidate = null;
        gaps = 0;
    }

    /** A server sends more often before its ready frame than after it, so gaps that cross it say nothing. */
    private void countLost(long periods) {
        if (frame < 0 && frame + periods >= 0) {
            gaps = 0;
            return;
        }
        long usual = periods;
        for (int i = 0; i < Math.min(gaps, GAPS_SEEN); i++) {
            usual = Math.min(usual, recentGaps[i]);
        }
        recentGaps[gaps % GAPS_SEEN] = periods;
        gaps++;
        lost += Math.max(0, Math.round((double) periods / usual) - 1);
    }

    /** Whether a packet was believed. */
    boolean isKnown() {
        return begun;
    }

    /** Length of the server's frames, its wall clock, ns. */
    double periodNs() {
        return phase.periodNs();
    }

    /** The server's frame that is nearest to a time of its wall clock, counted from its ready frame. */
    long nearestFrame(long timeNs) {
        return frame + Math.round(phase.sinceNs(timeNs) / phase.periodNs());
    }

    /** By how much a time is later than a frame, ns. */
    double sinceFrameNs(long timeNs, long numbered) {
        return phase.sinceNs(timeNs) - (numbered - frame) * phase.periodNs();
    }

    /** Number of the frame that the latest packet was sent with. */
    long latestFrame() {
        return frame;
    }

    /** When the frame that the latest packet was sent with began, ns. */
    long latestNs() {
        return latestUs * 1000;
    }

    /** After a jump: by how much its frames lie later on its clock than the timeline before would have them, ns. */
    double shiftNs() {
        return shiftNs;
    }

    /** Frames from one packet to the next where none is lost; 0 while two in a row have not been heard. */
    long usualGap() {
        long usual = 0;
        for (int i = 0; i < Math.min(gaps, GAPS_SEEN); i++) {
            usual = usual == 0 ? recentGaps[i] : Math.min(usual, recentGaps[i]);
        }
        return usual;
    }

    /** Packets that never came, as far as gaps show. */
    long lost() {
        return lost;
    }
}
