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
import dev.syncline.hardware.dji.simulated.FlightControllerSpec.Firmware;
import dev.syncline.hardware.dji.simulated.PulseStamps;
import dev.syncline.hardware.dji.simulated.SampleErrors;
import dev.syncline.hardware.dji.simulated.SimulatedDjiSession;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Many sessions with a simulated controller, each with another pulse rate (1 to 200 Hz), least latency (0.1 to 60 ms) and
 * spread of it: whether any lock is off by a pulse, and how often the truth lies within one and three error bars.
 * Arguments: sessions (1000), seed (1), seconds a session (30), firmware (DOCUMENTED).
 */
public final class FlightSyncSweep {
    private static final long START_NS = TimeUnit.DAYS.toNanos(3);
    /** Samples that are off by more are on the wrong pulse: a pulse is 5 ms or more. */
    private static final double PULSE_US = 1_250;

    private FlightSyncSweep() {}

    private static final class Row {
        private int sessions;
        private int locked;
        private int wrong;
        private int relocked;
        private double within;
        private double withinThree;
        private double worstUs;
        private double latestLockS;
    }

    public static void main(String[] args) {
        int sessions = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 30;
        Firmware firmware = args.length > 3 ? Firmware.valueOf(args[3]) : Firmware.DOCUMENTED;
        SplittableRandom random = new SplittableRandom(seed);
        List<PulseStamps> all = List.of(PulseStamps.values());
        Map<PulseStamps, Row> rows = new EnumMap<>(PulseStamps.class);
        all.forEach(stamps -> rows.put(stamps, new Row()));
        for (int i = 0; i < sessions; i++) {
            PulseStamps stamps = all.get(i % all.size());
            int hz = (int) Math.round(Math.exp(random.nextDouble() * Math.log(200)));
            long leastNs = Math.round(100_000 * Math.exp(random.nextDouble() * Math.log(600)));
            long spreadNs = Math.round(random.nextDouble() * Math.min(20e6, (double) leastNs));
            FlightControllerSpec controller = FlightControllerSpec.usual(random.nextLong())
                    .drifting(random.nextDouble(-100, 100), 10)
                    .late(leastNs, leastNs + spreadNs)
                    .running(firmware);
            run(Objects.requireNonNull(rows.get(stamps)), controller, hz, stamps, seconds);
        }
        print(rows);
    }

    private static void run(Row row, FlightControllerSpec controller, int hz, PulseStamps stamps, int seconds) {
        SessionSettings asked = SessionSettings.train(hz, 7);
        RunSettings settings =
                switch (stamps) {
                    case EXACT, SYMMETRIC_2_US -> RunSettings.exact(asked);
                    case SYMMETRIC_100_US -> new RunSettings(asked, null, 100_000, StampNoise.SYMMETRIC, 0);
                    case LATE_100_US -> new RunSettings(asked, null, 100_000, StampNoise.ONE_SIDED, 0);
                };
        LockWatch watch = new LockWatch();
        SimulatedDjiSession session =
                new SimulatedDjiSession(controller, settings, stamps, START_NS, watch, event -> {});
        session.begin();
        session.runFor(TimeUnit.SECONDS.toNanos(seconds));
        session.end();
        SampleErrors errors = session.errors();
        row.sessions++;
        if (errors.count() == 0) {
            System.out.printf(
                    Locale.ROOT,
                    "no lock: %s %d Hz, latency %.2f to %.2f ms: %s%n",
                    stamps,
                    hz,
                    controller.minLatencyNs() * 1e-6,
                    controller.maxLatencyNs() * 1e-6,
                    session.run().status().lock().reason());
            return;
        }
        row.locked++;
        row.relocked += watch.relocks > 0 ? 1 : 0;
        row.within += errors.coverage();
        row.withinThree += errors.coverageOfThree();
        row.worstUs = Math.max(row.worstUs, errors.worstUs());
        row.latestLockS = Math.max(row.latestLockS, watch.lockS);
        if (errors.worstUs() > PULSE_US) {
            row.wrong++;
            System.out.printf(
                    Locale.ROOT,
                    "OFF: %s %d Hz, latency %.2f to %.2f ms: worst %.0f us%n",
                    stamps,
                    hz,
                    controller.minLatencyNs() * 1e-6,
                    controller.maxLatencyNs() * 1e-6,
                    errors.worstUs());
        }
    }

    private static void print(Map<PulseStamps, Row> rows) {
        System.out.println(Machine.line());
        System.out.printf(
                Locale.ROOT,
                "%-18s %8s %7s %12s %8s %8s %9s %9s %8s%n",
                "stamps",
                "sessions",
                "locked",
                "off by pulse",
                "1 sigma",
                "3 sigma",
                "worst us",
                "last lock",
                "relocked");
        rows.forEach((stamps, row) -> System.out.printf(
                Locale.ROOT,
                "%-18s %8d %7d %12d %7.1f%% %7.1f%% %9.1f %9.2f %8d%n",
                stamps.name().toLowerCase(Locale.ROOT),
                row.sessions,
                row.locked,
                row.wrong,
                100 * row.within / row.locked,
                100 * row.withinThree / row.locked,
                row.worstUs,
                row.latestLockS,
                row.relocked));
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
