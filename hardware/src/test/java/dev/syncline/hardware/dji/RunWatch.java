package dev.syncline.hardware.dji;

import dev.syncline.engine.clock.LockEvent;
import dev.syncline.engine.clock.LockPhase;
import dev.syncline.engine.clock.PairedPulse;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a run tells, a line each. */
final class RunWatch implements RunListener {
    final List<String> told = new ArrayList<>();
    final List<LockEvent> locks = new ArrayList<>();
    final List<String> notices = new ArrayList<>();
    final List<String> states = new ArrayList<>();

    @Override
    public void onState(SessionState state, String reason, long nowNs) {
        states.add(state + ": " + reason);
        told.add(nowNs + " " + state + ": " + reason);
    }

    @Override
    public void onPair(PairedPulse pair, long arrivalNs, int epoch) {
        told.add(pair + " " + arrivalNs + " " + epoch);
    }

    @Override
    public void onLock(LockEvent event) {
        locks.add(event);
        told.add(event.toString());
    }

    @Override
    public void onNotice(String notice, long nowNs) {
        notices.add(notice);
        told.add(nowNs + " " + notice);
    }

    @Override
    public void onSample(long hostNs, double sigmaNs, long flightNs, MotionSample motion) {
        StringBuilder text = new StringBuilder();
        text.append(hostNs).append(' ').append(sigmaNs).append(' ').append(flightNs);
        for (int axis = 0; axis < 3; axis++) {
            text.append(' ').append(motion.rateRadS(axis)).append(' ').append(motion.accelerationG(axis));
        }
        for (int part = 0; part < 4; part++) {
            text.append(' ').append(motion.orientation(part));
        }
        told.add(text.toString());
    }

    /** Local time of the first lock; {@link Long#MAX_VALUE} where there was none. */
    long firstLockNs() {
        return locks.stream()
                .filter(event -> event.phase() == LockPhase.LOCKED)
                .mapToLong(LockEvent::localNs)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    boolean lost(String... words) {
        return locks.stream()
                .filter(event -> event.phase() != LockPhase.LOCKED)
                .anyMatch(event -> List.of(words).stream().allMatch(event.reason()::contains));
    }
}
