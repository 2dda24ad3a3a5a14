package dev.syncline.hardware.framesync;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which datagrams are believed. Cheap checks come first, so that a flood costs little; no sockets and no clocks
 * inside.
 */
public final class PacketGate {
    /** A clock that shows more microseconds than this shows nanoseconds: it would be the year 5138. */
    private static final long LATEST_US = 100_000_000_000_000_000L;

    private static final long SHORTEST_FRAME_US = 1_000;
    private static final long LONGEST_FRAME_US = 10_000_000;
    /** Stock advertises at most 100000 frames to the ready frame; Syncline allows ten times that. */
    private static final long MOST_FRAMES_AHEAD = 1_000_001;
    /** Ten years: a server may run that long after its ready frame. */
    private static final long LONGEST_RUN_US = 10L * 366 * 86_400 * 1_000_000;
    /** An authenticated packet may differ from this machine's clock by so much before any other was believed, ns. */
    private static final long FRESH_NS = 10_000_000_000L;
    /** Packets of a server that may be missed before another one may take its place. */
    private static final double SILENT_PERIODS = 5;
    /** The same where the other comes from the same machine, and both were heard beside each other. */
    private static final double SILENT_PERIODS_SAME_HOST = 2.5;
    /** The same where it was not heard before: the server was started again, for a living one would have spoken. */
    private static final double SILENT_PERIODS_STARTED_AGAIN = 1.2;
    /** From here on a server started again is suspected, and nothing is claimed of the one before it. */
    private static final double SILENT_PERIODS_SUSPECT = 0.9;

    private static final long SHORTEST_SILENCE_NS = 1_000_000_000L;
    /** Frame lengths that differ by more than this cannot be kept in step. */
    private static final double SAME_RATE = 0.005;

    private final SyncNetwork rules;
    private final SyncSettings settings;
    private final @Nullable PacketSeal seal;
    private final Map<PacketRefusal, Long> refusals = new EnumMap<>(PacketRefusal.class);

    private final long ownFrameNs;

    private @Nullable InetSocketAddress followed;
    private @Nullable InetSocketAddress rival;
    private boolean rivalBesideFollowed;
    private boolean contested;
    private boolean followedAtOwnRate;
    private long serverChanges;
    private @Nullable PacketRefusal lastRefusal;
    private long lastAcceptedNs;
    private long periodNs;
    private long highestCounter;
    private boolean counterKnown;

    /** A gate that has believed nothing yet. */
    public PacketGate(SyncNetwork rules, SyncSettings settings) {
        this(rules, settings, 0);
    }

    /**
     * A gate that has believed nothing yet.
     *
     * @param ownFrameNs length of this camera's frames, ns: a server of another rate is of no use to it, and stands in no
     *     other one's way; 0 where it is not known
     */
    public PacketGate(SyncNetwork rules, SyncSettings settings, long ownFrameNs) {
        this.rules = rules;
        this.settings = settings;
        this.ownFrameNs = ownFrameNs;
        this.seal = rules.key() == null ? null : new PacketSeal(rules.key());
    }

    /**
     * Takes a datagram from its position to its limit.
     *
     * @param nowNs a clock that never goes backward, ns
     * @param wallNs the wall clock, ns since the Unix epoch
     * @return what it says, or {@code null} if it is thrown away
     */
    public @Nullable SyncPayload accept(ByteBuffer datagram, InetSocketAddress source, long nowNs, long wallNs) {
        PacketRefusal refusal = refusal(datagram, source, nowNs, wallNs);
        if (refusal != null) {
            refusals.merge(refusal, 1L, Long::sum);
            lastRefusal = refusal;
            return null;
        }
        SyncPayload payload = SyncPayloadLayout.decode(datagram);
        if (seal != null) {
            highestCounter = PacketSeal.counter(datagram);
            counterKnown = true;
        }
        if (followed != null && !followed.equals(source)) {
            serverChanges++;
            rival = null;
            rivalBesideFollowed = false;
        }
        rivalBesideFollowed |= rival != null;
        contested = false;
        followed = source;
        followedAtOwnRate = isOwnRate(payload);
        lastAcceptedNs = nowNs;
        // What a server says of itself must not keep others out for longer than this camera's own period.
        long frameNs = payload.frameDurationUs() * 1000;
        periodNs = settings.syncPeriodFrames() * (ownFrameNs == 0 ? frameNs : Math.min(frameNs, ownFrameNs));
        return payload;
    }

    private @Nullable PacketRefusal refusal(ByteBuffer datagram, InetSocketAddress source, long nowNs, long wallNs) {
        if (!rules.allowed().isEmpty() && !rules.allowed().contains(source.getAddress())) {
            return PacketRefusal.SOURCE_NOT_ALLOWED;
        }
        if (rules.server() != null && !rules.server().equals(source.getAddress())) {
            return PacketRefusal.OTHER_SERVER;
        }
        boolean repaired = settings.arithmetic() == SyncSettings.Arithmetic.REPAIRED;
        boolean whole = datagram.remaining() == (seal == null ? SyncPayloadLayout.BYTES : PacketSeal.BYTES);
        if (repaired && !mayBeFollowed(whole ? SyncPayloadLayout.decode(datagram) : null, source, nowNs)) {
            return PacketRefusal.OTHER_SERVER;
        }
        if (!whole) {
            return PacketRefusal.LENGTH;
        }
        SyncPayload payload = SyncPayloadLayout.decode(datagram);
        if (seal != null) {
            PacketRefusal forged = unauthentic(seal, datagram, payload, wallNs);
            if (forged != null) {
                return forged;
            }
        }
        if (payload.frameDurationUs() == 0) {
            return PacketRefusal.FRAME_DURATION;
        }
        return repaired ? implausible(payload) : null;
    }

    /** @param payload what it says; {@code null} where it is no packet */
    private boolean mayBeFollowed(@Nullable SyncPayload payload, InetSocketAddress source, long nowNs) {
        if (followed == null || followed.equals(source)) {
            return true;
        }
        if (payload == null) {
            return false;
        }
        long silentNs = nowNs - lastAcceptedNs;
        if (!followedAtOwnRate && isOwnRate(payload)) {
            return true;
        }
        boolean sameHost = followed.getAddress().equals(source.getAddress());
        if (!source.equals(rival)) {
            rival = source;
            rivalBesideFollowed = false;
        }
        if (sameHost && !rivalBesideFollowed && implausible(payload) == null) {
            contested |= silentNs > SILENT_PERIODS_SUSPECT * periodNs;
            return silentNs > SILENT_PERIODS_STARTED_AGAIN * periodNs;
        }
        double patienceNs = periodNs * (sameHost ? SILENT_PERIODS_SAME_HOST : SILENT_PERIODS);
        return silentNs > Math.max(SHORTEST_SILENCE_NS, patienceNs);
    }

    private boolean isOwnRate(SyncPayload payload) {
        double frameNs = payload.frameDurationUs() * 1000.0;
        return ownFrameNs == 0 || Math.abs(frameNs - ownFrameNs) <= SAME_RATE * ownFrameNs;
    }

    /**
     * Whether another server of the same machine speaks where the followed one should have spoken: it was probably started
     * again, and what it said before must not be relied upon until one of the two is heard.
     */
    public boolean isContested() {
        return contested;
    }

    /** How often another server took the place of the followed one. */
    public long serverChanges() {
        return serverChanges;
    }

    private @Nullable PacketRefusal unauthentic(
            PacketSeal authority, ByteBuffer datagram, SyncPayload payload, long wallNs) {
        long counter = PacketSeal.counter(datagram);
        if (counterKnown && Long.compareUnsigned(counter, highestCounter) <= 0) {
            return PacketRefusal.REPLAYED;
        }
        if (!authority.isAuthentic(datagram)) {
            return PacketRefusal.NOT_AUTHENTIC;
        }
        // Whoever has just begun to listen knows no counter; that the packet is of now must do.
        boolean fresh = Math.abs(payload.serverFrameUs() - wallNs / 1000) <= FRESH_NS / 1000;
        return counterKnown || fresh ? null : PacketRefusal.STALE;
    }

    private static @Nullable PacketRefusal implausible(SyncPayload payload) {
        long durationUs = payload.frameDurationUs();
        long frameUs = payload.serverFrameUs();
        long readyUs = payload.readyUs();
        if (frameUs > LATEST_US || readyUs > LATEST_US) {
            return PacketRefusal.NANOSECONDS;
        }
        if (durationUs < SHORTEST_FRAME_US || durationUs > LONGEST_FRAME_US) {
            return PacketRefusal.FRAME_DURATION;
        }
        boolean plausible = frameUs > 0
                && readyUs > -LONGEST_RUN_US
                && readyUs - frameUs <= MOST_FRAMES_AHEAD * durationUs
                && frameUs - readyUs <= LONGEST_RUN_US;
        return plausible ? null : PacketRefusal.TIMES;
    }

    /** The server that is followed; {@code null} before the first packet. */
    public @Nullable InetSocketAddress followed() {
        return followed;
    }

    /** How many datagrams were thrown away for a reason. */
    public long refused(PacketRefusal reason) {
        return refusals.getOrDefault(reason, 0L);
    }

    /** How many datagrams were thrown away. */
    public long refused() {
        return refusals.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Why the latest was thrown away; {@code null} if none was. */
    public @Nullable PacketRefusal lastRefusal() {
        return lastRefusal;
    }
}
