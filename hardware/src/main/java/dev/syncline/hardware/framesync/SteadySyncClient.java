package dev.syncline.hardware.framesync;

import dev.syncline.hardware.camera.FrameTiming;
import java.util.ArrayDeque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The repaired client. It follows the server's frames and its own, knows both rates, and so corrects at any frame, before
 * a drift of the smallest adjustment shows; counts corrections that do not show yet; divides with a floor; says that it
 * is ready only while its frames lie on the server's; and holds still while a clock or a server has jumped.
 */
final class SteadySyncClient implements SyncClient {
    private static final int PACKETS_KEPT = 64;
    private static final int FRAMES_TO_SETTLE = 4;
    private static final int ALIGNED_FRAMES_TO_BE_READY = 3;
    private static final double LEAVE_FACTOR = 3;
    /** Without a packet for so long nothing is claimed any more, ns. */
    private static final long LONGEST_SILENCE_NS = 30_000_000_000L;
    /** Frame lengths that differ by more than this are different settings, not different oscillators. */
    private static final double SAME_RATE = 0.005;

    /** A server of which so many packets in a row did not come has ended, and its ready time means nothing any more. */
    private static final double PACKETS_OF_AN_ENDED_SERVER = 4.5;

    /** The same after a single packet, which does not tell how often they come. */
    private static final double PERIODS_AFTER_ONE_PACKET = 2.5;

    private static final int FRAMES_OF_SLACK = 5;

    private final SyncSettings settings;
    private final FrameTiming timing;
    private final OwnFrames own;
    private final FrameLengthTrim trim;
    private ServerTimeline server = new ServerTimeline();
    private final ClockTrust clocks = new ClockTrust();
    private final ArrayDeque<SyncPayload> arrived = new ArrayDeque<>();
    private final double alignedNs;

    private long sensorAtPacketNs;
    private long countedAtPacket;
    private boolean frozen;
    private boolean aligned;
    private int alignedRun;
    private boolean ready;
    private boolean silent;
    private boolean tooSlow;
    private boolean contested;
    private boolean ended;
    private long restarts;
    private long rateChanges;
    private double lastPeriodNs;
    private long lostBefore;

    SteadySyncClient(SyncSettings settings, FrameTiming timing) {
        this.settings = settings;
        this.timing = timing;
        this.own = new OwnFrames(timing);
        this.trim = new FrameLengthTrim(timing);
        this.alignedNs = 2.0 * Math.max(settings.minAdjustmentNs(), timing.lineNs());
    }

    @Override
    public void onPacket(SyncPayload payload) {
        if (arrived.size() == PACKETS_KEPT) {
            arrived.removeFirst();
        }
        arrived.addLast(payload);
    }

    @Override
    public void onServerChanged() {
        if (server.isKnown()) {
            lostBefore += server.lost();
            restarts++;
        }
        arrived.clear();
        server = new ServerTimeline();
        clocks.serverRestarted();
    }

    @Override
    public void contested(boolean doubtful) {
        contested = doubtful;
    }

    @Override
    public FrameSyncVerdict onFrame(long sensorNs, long wallNs) {
        own.onFrame(sensorNs, wallNs);
        if (own.latestStepNs() != 0 && server.isKnown()) {
            clocks.clientStepped(own.latestStepNs());
            frozen = own.isInterrupted();
        }
        while (!arrived.isEmpty()) {
            hear(arrived.removeFirst(), sensorNs, wallNs);
        }
        frozen &= clocks.isHolding();
        double frames = server.usualGap() > 0
                ? PACKETS_OF_AN_ENDED_SERVER * server.usualGap()
                : PERIODS_AFTER_ONE_PACKET * settings.syncPeriodFrames();
        ended = server.isKnown() && sensorNs - sensorAtPacketNs > frames * timing.nominalFrameNs();
        silent = server.isKnown() && sensorNs - sensorAtPacketNs > LONGEST_SILENCE_NS;
        return server.isKnown() ? judged() : waiting();
    }

    private void hear(SyncPayload packet, long sensorNs, long wallNs) {
        boolean trusted = clocks.isTrusted();
        long expectedFrame = server.latestFrame() + own.counted() - countedAtPacket;
        ServerTimeline.News news = server.accept(packet);
        switch (news) {
            case REPEATED -> {
                return;
            }
            case CONTRADICTS -> {
                clocks.doubt();
                return;
            }
            case JUMPED -> {
                // The frames go on in their count: only the server's clock was stepped.
                if (trusted && Math.abs(server.latestFrame() - expectedFrame) <= FRAMES_OF_SLACK) {
                    clocks.serverStepped(Math.round(server.shiftNs()));
                } else {
                    restarts++;
                    clocks.serverRestarted();
                }
            }
            case FIRST, AGREES -> {}
        }
        if (lastPeriodNs > 0 && Math.abs(server.periodNs() - lastPeriodNs) > SAME_RATE * lastPeriodNs) {
            rateChanges++;
        }
        lastPeriodNs = server.periodNs();
        sensorAtPacketNs = sensorNs;
        countedAtPacket = own.counted();
        clocks.packet((double) (wallNs - server.latestNs()), server.periodNs());
    }

    private static FrameSyncVerdict waiting() {
        return new FrameSyncVerdict(
                false,
                false,
                0,
                FrameSyncVerdict.UNKNOWN,
                FrameSyncVerdict.UNKNOWN,
                FrameSyncVerdict.UNKNOWN,
                FrameSyncState.WAITING);
    }

    private FrameSyncVerdict judged() {
        long timeNs = own.steadyNs() + own.stepSumNs() + clocks.bridgeNs();
        long frame = server.nearestFrame(timeNs);
        double lateNs = server.sinceFrameNs(timeNs, frame);
        boolean following = clocks.isTrusted() && !silent && sameRate() && own.frames() >= FRAMES_TO_SETTLE;
        boolean certain = following && !clocks.isHolding();
        aligned = certain && Math.abs(lateNs) <= (aligned ? LEAVE_FACTOR * alignedNs : alignedNs);
        alignedRun = aligned ? Math.min(alignedRun + 1, ALIGNED_FRAMES_TO_BE_READY) : 0;
        ready |= frame >= 0 && !contested && !ended && alignedRun >= ALIGNED_FRAMES_TO_BE_READY;
        long correctionNs = following && !frozen && own.isSteady() ? correction(lateNs) : 0;
        return new FrameSyncVerdict(
                ready,
                aligned,
                correctionNs,
                -Math.round(frame * server.periodNs() + lateNs),
                Math.round(lateNs),
                certain ? frame : FrameSyncVerdict.UNKNOWN,
                state(certain));
    }

    private boolean sameRate() {
        return Math.abs(server.periodNs() - timing.nominalFrameNs()) <= SAME_RATE * timing.nominalFrameNs();
    }

    private FrameSyncState state(boolean certain) {
        if (!certain) {
            return sameRate() && clocks.isTrusted() && !silent && !clocks.isHolding()
                    ? FrameSyncState.ALIGNING
                    : FrameSyncState.HOLDING;
        }
        if (!aligned) {
            return FrameSyncState.ALIGNING;
        }
        return ready ? FrameSyncState.LOCKED : FrameSyncState.COUNTING;
    }

    /** What to ask for now, so that the first frame that it moves begins with the server's. */
    private long correction(double lateNs) {
        int frames = Math.max(1, timing.controlDelayFrames()) + 1;
        double driftNs = frames * (own.periodNs() - server.periodNs());
        double thenNs = Math.IEEEremainder(lateNs + driftNs - own.pendingNs(), server.periodNs());
        if (Math.abs(thenNs) < settings.minAdjustmentNs()) {
            return 0;
        }
        tooSlow = ready && thenNs > 0 && !trim.canShorten();
        long correctionNs = trim.nearest(Math.round(ready ? thenNs : trim.quickerWay(thenNs, server.periodNs())));
        if (correctionNs != 0) {
            own.corrected(correctionNs);
        }
        return correctionNs;
    }

    @Override
    public void steered(long shortenedNs) {
        own.corrected(shortenedNs);
    }

    @Override
    public long missedFrames() {
        return own.missed();
    }

    @Override
    public long clockSteps() {
        return own.steps();
    }

    @Override
    public long serverRestarts() {
        return restarts;
    }

    @Override
    public long rateChanges() {
        return rateChanges;
    }

    @Override
    public long packetsLost() {
        return lostBefore + server.lost();
    }

    @Override
    public @Nullable String note() {
        if (!server.isKnown()) {
            return null;
        }
        if (!sameRate()) {
            return String.format(
                    Locale.ROOT,
                    "the server runs at %.2f frames/s and this camera at %.2f: both must have the same frame rate",
                    1e9 / server.periodNs(),
                    1e9 / timing.nominalFrameNs());
        }
        if (clocks.clocksDiffer()) {
            return String.format(
                    Locale.ROOT,
                    "this machine's clock and the server's differ by about %.1f s: bring both to the same time (NTP or PTP)",
                    clocks.latestDifferenceNs() * 1e-9);
        }
        if (contested) {
            return "the server is silent and another one speaks on its machine: waiting to hear which of them lives";
        }
        if (ended && !ready) {
            return "the server has fallen silent before its ready frame: waiting until it, or another one, is heard";
        }
        if (silent) {
            return "nothing heard from the server for " + LONGEST_SILENCE_NS / 1_000_000_000L + " s";
        }
        return tooSlow ? "this camera runs at its fastest and cannot catch up: choose a lower frame rate" : null;
    }
}
