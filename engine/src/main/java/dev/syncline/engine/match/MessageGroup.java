package dev.syncline.engine.match;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Messages that belong together: at most one of each stream. Streams are numbered from 0.
 *
 * @param <M> type of the messages
 */
public final class MessageGroup<M> {
    private final @Nullable Object[] members;
    private final long[] timesNs;
    private final Membership @Nullable [] memberships;
    private final boolean agreed;
    private final long oldestNs;
    private final long newestNs;
    private final int newest;

    private MessageGroup(
            @Nullable Object[] members, long[] timesNs, Membership @Nullable [] memberships, boolean agreed) {
        this.members = members;
        this.timesNs = timesNs;
        this.memberships = memberships;
        this.agreed = agreed;
        long oldest = Long.MAX_VALUE;
        long latest = Long.MIN_VALUE;
        int at = -1;
        for (int i = 0; i < members.length; i++) {
            if (members[i] != null) {
                oldest = Math.min(oldest, timesNs[i]);
                if (at < 0 || timesNs[i] > latest) {
                    latest = timesNs[i];
                    at = i;
                }
            }
        }
        if (at < 0) {
            throw new IllegalArgumentException("a group needs a member");
        }
        this.oldestNs = oldest;
        this.newestNs = latest;
        this.newest = at;
    }

    /**
     * A group of messages that all are their streams' own. The arrays are handed over, not copied.
     *
     * @param members the streams' messages, null where a stream has none
     * @param timesNs their times on the common clock, ns
     */
    static <M> MessageGroup<M> of(@Nullable Object[] members, long[] timesNs) {
        return new MessageGroup<>(members, timesNs, null, true);
    }

    /** As {@link #of}, for messages that were sent on although their policy did not find them in agreement. */
    static <M> MessageGroup<M> sentAnyway(@Nullable Object[] members, long[] timesNs) {
        return new MessageGroup<>(members, timesNs, null, false);
    }

    /** As {@link #of}, where some members are copies or interpolated. */
    static <M> MessageGroup<M> of(@Nullable Object[] members, long[] timesNs, Membership[] memberships) {
        return new MessageGroup<>(members, timesNs, memberships, true);
    }

    /** {@return number of streams, whether they have a member or not} */
    public int streams() {
        return members.length;
    }

    /**
     * {@return a stream's message, null where it has none}
     *
     * @param stream its number, from 0
     */
    @SuppressWarnings("unchecked") // only messages of this type are ever put in
    public @Nullable M member(int stream) {
        return (M) members[stream];
    }

    /**
     * {@return time of a stream's message, ns on the common clock}
     *
     * @param stream its number, from 0
     * @throws IllegalArgumentException when it has none
     */
    public long timeNs(int stream) {
        if (members[stream] == null) {
            throw new IllegalArgumentException("stream " + stream + " has no member in this group");
        }
        return timesNs[stream];
    }

    /**
     * {@return how a stream takes part}
     *
     * @param stream its number, from 0
     */
    public Membership membership(int stream) {
        if (members[stream] == null) {
            return Membership.ABSENT;
        }
        return memberships == null ? Membership.OWN : memberships[stream];
    }

    /** {@return number of streams that have a member} */
    public int size() {
        int count = 0;
        for (Object member : members) {
            count += member == null ? 0 : 1;
        }
        return count;
    }

    /** {@return whether every stream has a member} */
    public boolean isComplete() {
        return size() == members.length;
    }

    /** {@return time between the oldest and the newest member, ns} */
    public long intervalNs() {
        return newestNs - oldestNs;
    }

    /**
     * {@return whether the interval is no longer than a threshold: inclusive, unlike the Sync node's own test}
     *
     * @param thresholdNs ns
     */
    public boolean isSynced(long thresholdNs) {
        return intervalNs() <= thresholdNs;
    }

    /** {@return false where the policy gave up and sent what it had, as the Sync node does after its attempts} */
    public boolean agreed() {
        return agreed;
    }

    /** {@return time of the oldest member, ns on the common clock} */
    public long oldestNs() {
        return oldestNs;
    }

    /** {@return time of the newest member, ns on the common clock} */
    public long newestNs() {
        return newestNs;
    }

    /** {@return the middle between oldest and newest, ns on the common clock} */
    public long middleNs() {
        return oldestNs + (newestNs - oldestNs) / 2;
    }

    /** {@return the stream whose member is newest, the first on ties: its stamp and sequence number are the group's} */
    public int newest() {
        return newest;
    }

    @Override
    public String toString() {
        return "MessageGroup" + Arrays.toString(members) + " over " + intervalNs() + " ns";
    }
}
