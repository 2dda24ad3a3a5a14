package dev.syncline.bench;

import dev.syncline.bindings.load.Machine;
import dev.syncline.engine.clock.LockEvent;
import dev.syncline.engine.clock.LockPhase;
import dev.syncline.engine.clock.PairedPulse;
import dev.syncline.engine.clock.StampNoise;
import dev.syncline.hardware.dji.MotionSample;
import dev.syncline.hardware.dji.RunListener;
import dev.syncline.hardware.dji.RunSettings;
import dev.syncline.hardware.dji.SessionSettings;
import dev.syncline.hardware.dji.SessionState;
import dev.syncline.hardware.dji.simulated.FlightControllerSpec;
import dev.syncline.hardware.dji.simulated.PulseStamps;
import dev.syncline.hardware.dji.simulated.SampleErrors;
import dev.syncline.hardware.dji.simulated.SimulatedDjiSession;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How true the host times of a flight controller's samples are, over hours of simulated time: 400 packets and 20 pulses a
 * second, 30 ppm with wander, 5 % of the packets and 2 % of the pulses lost, packets 3 to 15 ms late. Arguments: hours
 * (10), seed (1), one kind of stamps (all).
 */
public final class FlightSyncBench {
    private static final long START_NS = TimeUnit.DAYS.toNanos(3);

    private FlightSyncBench() {}

    public static void main(String[] args) {
        double hours = args.length > 0 ? Double.parseDouble(args[0]) : 10;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        System.out.println(Machine.line());
        System.out.printf(
                Locale.ROOT,
                "%-18s %10s %9s %9s %9s %9s %9s %9s %7s %6s %6s%n",
                "stamps",
                "samples",
                "lock s",
                "median us",
                "95 % us",
                "99 % us",
                "worst us",
                "mean us",
                "within",
                "relock",
                "steps");
        PulseStamps[] kinds = args.length > 2 ? new PulseStamps[] {PulseStamps.valueOf(args[2])} : PulseStamps.values();
        for (PulseStamps stamps : kinds) {
            row(stamps, hours, seed);
        }
    }

    private static void row(PulseStamps stamps, double hours, long seed) {
        SessionSettings asked = SessionSettings.train(20, 7);
        RunSettings settings =
                switch (stamps) {
                    case EXACT, SYMMETRIC_2_US -> RunSettings.exact(asked);
                    case SYMMETRIC_100_US -> new RunSettings(asked, null, 100_000, StampNoise.SYMMETRIC, 0);
                    case LATE_100_US -> new RunSettings(asked, null, 100_000, StampNoise.ONE_SIDED, 0);
                };
        LockWatch watch = new LockWatch();
        SimulatedDjiSession session = new SimulatedDjiSession(
                FlightControllerSpec.usual(seed), settings, stamps, START_NS, watch, event -> {});
        session.begin();
        session.runFor(Math.round(hours * 3600e9));
        session.end();
        SampleErrors errors = session.errors();
        System.out.printf(
                Locale.ROOT,
                "%-18s %10d %9.3f %9.2f %9.2f %9.2f %9.2f %+9.2f %6.1f%% %6d %6d%n",
                stamps.name().toLowerCase(Locale.ROOT),
                errors.count(),
                watch.lockS,
                errors.quantileUs(0.5),
                errors.quantileUs(0.95),
                errors.quantileUs(0.99),
                errors.worstUs(),
                errors.meanUs(),
                100 * errors.coverage(),
                watch.relocks,
                session.run().status().lock().steps());
    }

    private static final class LockWatch implements RunListener {
        private double lockS = Double.NaN;
        private int relocks;

        @Override
        public void onLock(LockEvent event) {
            if (event.phase() == LockPhase.LOCKED && Double.isNaN(lockS)) {
                lockS = (event.localNs() - START_NS) * 1e-9;
            }
            if (event.phase() == LockPhase.RELOCKING) {
                relocks++;
            }
        }

        @Override
        public void onState(SessionState state, String reason, long nowNs) {}

        @Override
        public void onPair(PairedPulse pair, long arrivalNs, int epoch) {}

        @Override
        public void onNotice(String notice, long nowNs) {}

        @Override
        public void onSample(long hostNs, double sigmaNs, long flightNs, MotionSample motion) {}
    }
}
