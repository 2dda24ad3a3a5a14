package dev.syncline.engine.match;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The choices of groups that can still turn out best, each as its last group; the groups before it hang on it in a chain.
 * One of them is settled: everything that it took has been gone through, so of all such only the best one counts. The
 * others are open, and worth more than the settled one, or they would be gone.
 */
final class MatchStates {
    /** A choice's last group. */
    static final class State {
        private final long[] numbers;
        private final long beganNs;
        private final long first;
        private final long second;
        private @Nullable State before;
        private boolean handedOn;

        private State(long[] numbers, long beganNs, long first, long second, @Nullable State before) {
            this.numbers = numbers;
            this.beganNs = beganNs;
            this.first = first;
            this.second = second;
            this.before = before;
        }

        /** Number of the message that the group took of a stream. */
        long number(int stream) {
            return numbers[stream];
        }

        /** The group before it that is not handed on yet. */
        @Nullable
        State before() {
            return before == null || before.handedOn ? null : before;
        }

        private boolean isWorthAsMuchAs(long otherFirst, long otherSecond) {
            return first > otherFirst || (first == otherFirst && second >= otherSecond);
        }

        private boolean tookNoMoreThan(long[] others) {
            for (int s = 0; s < numbers.length; s++) {
                if (numbers[s] > others[s]) {
                    return false;
                }
            }
            return true;
        }
    }

    private final int streams;
    private final MatchObjective objective;
    private final long thresholdNs;
    private final int mostStates;
    private final List<State> open = new ArrayList<>();
    private final List<State> followed = new ArrayList<>();

    /** The settled choice; null for the one that has no group since the last decision. */
    private @Nullable State settled;

    private long settledFirst;
    private long settledSecond;

    /** False where every settled choice was ruled out by a decision that was forced. */
    private boolean hasSettled = true;

    /** When the first state since the last decision began, ns. */
    private long undecidedSinceNs = Long.MAX_VALUE;

    private boolean byForce;
    private boolean lostState;

    MatchStates(int streams, MatchObjective objective, long thresholdNs, int mostStates) {
        this.streams = streams;
        this.objective = objective;
        this.thresholdNs = thresholdNs;
        this.mostStates = mostStates;
    }

    /**
     * Adds every choice whose next group begins with the oldest head.
     *
     * @param anchor stream of the oldest head
     * @param anchorNs its time, ns
     * @param newestNs time of the newest head, no more than the threshold later, ns
     * @param head number of each stream's head
     */
    void begin(int anchor, long anchorNs, long newestNs, long[] head, MessageQueue<?>[] queues) {
        followed.clear();
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).numbers[anchor] < head[anchor]) {
                followed.add(open.get(i));
            }
        }
        if (hasSettled) {
            add(head, anchorNs, newestNs, settled, settledFirst, settledSecond);
        }
        for (int i = 0; i < followed.size(); i++) {
            follow(followed.get(i), anchorNs, head, queues);
        }
    }

    private void follow(State state, long anchorNs, long[] head, MessageQueue<?>[] queues) {
        long[] numbers = new long[streams];
        long newestNs = anchorNs;
        for (int s = 0; s < streams; s++) {
            long number = Math.max(head[s], state.numbers[s] + 1);
            if (number >= queues[s].end()) {
                return;
            }
            newestNs = Math.max(newestNs, queues[s].timeNs(number));
            numbers[s] = number;
        }
        if (newestNs - anchorNs <= thresholdNs) {
            add(numbers, anchorNs, newestNs, state, state.first, state.second);
        }
    }

    private void add(long[] numbers, long beganNs, long newestNs, @Nullable State before, long first, long second) {
        long spreadNs = newestNs - beganNs;
        long newFirst = first + objective.first(spreadNs, thresholdNs);
        long newSecond = second + objective.second(spreadNs);
        for (int i = 0; i < open.size(); i++) {
            State other = open.get(i);
            if (other.isWorthAsMuchAs(newFirst, newSecond) && other.tookNoMoreThan(numbers)) {
                return;
            }
        }
        State state = new State(numbers.clone(), beganNs, newFirst, newSecond, before);
        for (int i = open.size() - 1; i >= 0; i--) {
            State other = open.get(i);
            if (state.isWorthAsMuchAs(other.first, other.second) && state.tookNoMoreThan(other.numbers)) {
                // What followed from it this far stays: it is another choice, and may be open yet.
                open.remove(i);
            }
        }
        if (open.size() >= mostStates) {
            open.remove(least());
            lostState = true;
        }
        open.add(state);
        undecidedSinceNs = Math.min(undecidedSinceNs, beganNs);
    }

    private int least() {
        int least = 0;
        for (int i = 1; i < open.size(); i++) {
            if (open.get(least).isWorthAsMuchAs(open.get(i).first, open.get(i).second)) {
                least = i;
            }
        }
        return least;
    }

    /** Notes that the heads went on. */
    void passed(long[] head) {
        boolean better = false;
        for (int i = 0; i < open.size(); ) {
            State state = open.get(i);
            if (!isBehind(state, head)) {
                i++;
                continue;
            }
            open.remove(i);
            if (!hasSettled
                    || state.first > settledFirst
                    || (state.first == settledFirst && state.second > settledSecond)) {
                settled = state;
                settledFirst = state.first;
                settledSecond = state.second;
                hasSettled = true;
                better = true;
            }
        }
        if (better) {
            open.removeIf(state ->
                    !(state.first > settledFirst || (state.first == settledFirst && state.second > settledSecond)));
        }
    }

    private boolean isBehind(State state, long[] head) {
        for (int s = 0; s < streams; s++) {
            if (state.numbers[s] >= head[s]) {
                return false;
            }
        }
        return true;
    }

    /** Whether one choice alone is left. */
    boolean isDecided() {
        return open.isEmpty() && hasSettled;
    }

    /** Takes the decided choice's last group with all before it; null where it has none. */
    @Nullable
    State takeDecided() {
        State last = settled;
        settled = null;
        settledFirst = 0;
        settledSecond = 0;
        undecidedSinceNs = Long.MAX_VALUE;
        byForce = lostState;
        lostState = false;
        return last == null || last.handedOn ? null : last;
    }

    /** Time since which there is more than one choice, ns. */
    long undecidedSinceNs() {
        return undecidedSinceNs;
    }

    /** Whether any choice has a group that is not handed on. */
    boolean hasPending() {
        if (oldestOf(settled) != null) {
            return true;
        }
        for (int i = 0; i < open.size(); i++) {
            if (oldestOf(open.get(i)) != null) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable State oldestOf(@Nullable State last) {
        State oldest = null;
        for (State state = last; state != null && !state.handedOn; state = state.before) {
            oldest = state;
        }
        return oldest;
    }

    /**
     * Takes the oldest group of the best choice, and rules out every choice without it. Null where the best choice has
     * no group that is not handed on: then all others are ruled out.
     */
    @Nullable
    State takeOldest() {
        State best = hasSettled ? settled : null;
        for (int i = 0; i < open.size(); i++) {
            State state = open.get(i);
            if (best == null || !best.isWorthAsMuchAs(state.first, state.second)) {
                best = state;
            }
        }
        State oldest = oldestOf(best);
        State chosen = best;
        byForce = lostState;
        lostState = false;
        if (open.removeIf(state -> state != chosen && (oldest == null || oldestOf(state) != oldest))) {
            byForce = true;
        }
        if (hasSettled && settled != chosen && (oldest == null || oldestOf(settled) != oldest)) {
            hasSettled = false;
            settled = null;
            byForce = true;
        }
        if (oldest != null) {
            oldest.handedOn = true;
            oldest.before = null;
        }
        undecidedSinceNs = Long.MAX_VALUE;
        noteOldest(settled);
        for (int i = 0; i < open.size(); i++) {
            noteOldest(open.get(i));
        }
        return oldest;
    }

    private void noteOldest(@Nullable State last) {
        State oldest = oldestOf(last);
        if (oldest != null) {
            undecidedSinceNs = Math.min(undecidedSinceNs, oldest.beganNs);
        }
    }

    /** Whether the last decision was made before it was proven. */
    boolean tookByForce() {
        return byForce;
    }
}
