package dev.syncline.bench;

import dev.syncline.hardware.framesync.FrameSyncVerdict;
import dev.syncline.hardware.framesync.SyncSettings;
import dev.syncline.hardware.framesync.simulated.RigFrame;
import dev.syncline.hardware.framesync.simulated.RigSpec;
import dev.syncline.hardware.framesync.simulated.SimulatedCameras;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The rigs of {@link FrameSyncSimulation}, with something that goes wrong before the synchronisation point: the server is
 * started again, a second one speaks, a clock is stepped. Prints how many clients began with another frame than the
 * server's own first, or more than a millisecond from it, and how many of those said nothing of a new server or a step.
 * Arguments: runs of each trouble (200), seed (1).
 */
public final class FrameSyncTrouble {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long RUN_NS = 40 * SECOND_NS;
    private static final long WRONG_NS = 1_000_000;

    private FrameSyncTrouble() {}

    private enum Trouble {
        NONE,
        RESTART_AT_ONCE,
        RESTART_AFTER_1_S,
        RESTART_AFTER_5_S,
        SECOND_SERVER,
        CLIENT_CLOCK_STEP,
        SERVER_CLOCK_STEP;

        void happen(SimulatedCameras rig, SplittableRandom random) {
            long stepNs = random.nextBoolean() ? 2 * SECOND_NS : -2 * SECOND_NS;
            switch (this) {
                case NONE -> {
                    // Nothing does.
                }
                case RESTART_AT_ONCE -> rig.restartServer(100_000_000);
                case RESTART_AFTER_1_S -> rig.restartServer(SECOND_NS);
                case RESTART_AFTER_5_S -> rig.restartServer(5 * SECOND_NS);
                case SECOND_SERVER -> rig.startSecondServer(random.nextLong(SECOND_NS));
                case CLIENT_CLOCK_STEP -> rig.stepClock(1, stepNs);
                case SERVER_CLOCK_STEP -> rig.stepClock(0, stepNs);
            }
        }
    }

    public static void main(String[] args) {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        System.out.printf(
                Locale.ROOT,
                "%-9s %-18s %8s %8s %8s %8s %8s%n",
                "rules",
                "trouble",
                "clients",
                "began",
                "early",
                "wrong",
                "unsaid");
        for (SyncSettings.Arithmetic arithmetic : SyncSettings.Arithmetic.values()) {
            for (Trouble trouble : Trouble.values()) {
                int[] counts = new int[5];
                for (int i = 0; i < runs; i++) {
                    simulate(
                            FrameSyncSimulation.spec(seed + i).with(SyncSettings.DEFAULT.with(arithmetic)),
                            trouble,
                            new SplittableRandom(seed + i),
                            counts);
                }
                System.out.printf(
                        Locale.ROOT,
                        "%-9s %-18s %8d %8d %8d %8d %8d%n",
                        arithmetic.name().toLowerCase(Locale.ROOT),
                        trouble.name().toLowerCase(Locale.ROOT),
                        counts[0],
                        counts[1],
                        counts[2],
                        counts[3],
                        counts[4]);
            }
        }
    }

    /** Adds to clients, those that began, began before the server's own first frame, wrongly, wrongly without a word. */
    private static void simulate(RigSpec spec, Trouble trouble, SplittableRandom random, int[] counts) {
        int cameras = spec.sensors().size();
        RigFrame[] first = new RigFrame[cameras];
        SimulatedCameras rig = new SimulatedCameras(spec);
        // The server starts at 3 s and is ready at 6.3 s.
        long atNs = 3_500_000_000L + random.nextLong(2_800_000_000L);
        rig.runUntil(atNs, frame -> keep(frame, first));
        trouble.happen(rig, random);
        rig.runUntil(RUN_NS, frame -> keep(frame, first));
        for (int camera = 1; camera < cameras; camera++) {
            RigFrame began = first[camera];
            counts[0]++;
            if (began == null) {
                continue;
            }
            counts[1]++;
            boolean early = !began.isKnown() || began.trueFrame() < 0;
            boolean wrong = early
                    || Math.abs(began.trueOffsetNs()) > WRONG_NS
                    || (began.verdict().syncFrame() != FrameSyncVerdict.UNKNOWN
                            && began.verdict().syncFrame() != began.trueFrame());
            boolean said = rig.client(camera).serverRestarts() > 0
                    || rig.client(camera).clockSteps() > 0
                    || rig.client(camera).note() != null;
            counts[2] += early ? 1 : 0;
            counts[3] += wrong ? 1 : 0;
            counts[4] += wrong && !said ? 1 : 0;
        }
    }

    private static void keep(RigFrame frame, RigFrame[] first) {
        if (frame.verdict().ready() && first[frame.camera()] == null) {
            first[frame.camera()] = frame;
        }
    }
}
