package dev.syncline.engine.sync.pipeline;

import dev.syncline.engine.base.geometry.LensProfile;
import dev.syncline.engine.base.geometry.ReadoutDirection;
import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.sync.outcome.Warning;
import dev.syncline.engine.sync.outcome.WarningCode;
import dev.syncline.engine.telemetry.MotionLog;
import java.util.ArrayList;
import java.util.List;

/**
 * What is said of the camera's readout, by whom, and how far it can be believed. A profile may be one of another mode,
 * crop or frame rate, and a log's header may have been copied from another camera: the motion has the last word.
 *
 * @param statements what was said, the one that counts first; empty where nothing was said
 * @param open true where the motion alone is to tell, whatever was said
 */
record StatedReadout(List<Statement> statements, boolean open) {
    /** Profiles are measured to about so much, as a share of the readout. */
    private static final double WIDTH = 0.003;

    /** What is added to that, s: a shutter that is called global may take a little. */
    private static final double LEAST_WIDTH_S = 0.05e-3;

    /** Errors by which two numbers differ that contradict each other. */
    static final double CONTRADICTS = 3;

    /**
     * One statement.
     *
     * @param by who says so, for people
     */
    record Statement(RollingShutter shutter, String by) {}

    StatedReadout {
        statements = List.copyOf(statements);
    }

    static StatedReadout of(SyncRequest request, LensProfile lens, MotionLog log) {
        List<Statement> said = new ArrayList<>();
        if (request.stated().shutter() != null) {
            said.add(new Statement(request.stated().shutter(), "the caller"));
        }
        if (lens.shutter() != null) {
            said.add(new Statement(lens.shutter(), "the lens profile"));
        }
        if (log.shutter() != null) {
            said.add(new Statement(log.shutter(), "the log's header"));
        }
        return new StatedReadout(said, request.stated().estimateReadout());
    }

    /** Which way the lines are read, as far as anybody said. */
    ReadoutDirection direction() {
        return statements.isEmpty()
                ? ReadoutDirection.TOP_TO_BOTTOM
                : statements.getFirst().shutter().direction();
    }

    /** Whether anybody says how long it takes, and is to be heard. */
    boolean isKnown() {
        return !open && !statements.isEmpty();
    }

    /** Where to look for the readout first, along a direction, s. */
    double startS(ReadoutDirection along, double frameNs) {
        return statements.isEmpty() ? 0.5e-9 * frameNs : signedS(statements.getFirst(), along);
    }

    /** How well it is known where what was said is right, as a standard deviation, s. */
    double widthS(ReadoutDirection along, double frameNs) {
        if (!isKnown()) {
            return openWidthS(frameNs);
        }
        double first = signedS(statements.getFirst(), along);
        double apart = 0;
        for (Statement s : statements) {
            apart = Math.max(apart, Math.abs(signedS(s, along) - first));
        }
        double width = widthS(first);
        // Two that contradict each other: one of them is right, and nobody knows which.
        return Math.min(openWidthS(frameNs), apart > CONTRADICTS * width ? Math.max(width, apart) : width);
    }

    /** How far off it may be where what was said is wrong, as a standard deviation, s. */
    static double openWidthS(double frameNs) {
        return 1e-9 * frameNs;
    }

    private static double widthS(double readoutS) {
        return LEAST_WIDTH_S + WIDTH * Math.abs(readoutS);
    }

    /** A readout along a direction: negative where the lines are read the other way, 0 where across. */
    private static double signedS(Statement said, ReadoutDirection along) {
        RollingShutter shutter = said.shutter();
        if (shutter.direction() == along) {
            return shutter.readoutS();
        }
        return shutter.direction().opposite() == along ? -shutter.readoutS() : 0;
    }

    /**
     * What a user should hear of a readout that the motion shows, one line each.
     *
     * @param along direction that {@code readoutS} is signed by
     * @param readoutS,sigmaS as the motion shows it, s
     */
    List<Warning> warnings(ReadoutDirection along, double readoutS, double sigmaS) {
        List<Warning> out = new ArrayList<>();
        if (open) {
            return out;
        }
        String shown = Verdict.format("the motion shows %s ± %.2f", described(readoutS, along), sigmaS * 1e3);
        List<Statement> right = new ArrayList<>();
        List<Statement> wrong = new ArrayList<>();
        for (Statement s : statements) {
            double said = signedS(s, along);
            double away = Math.abs(readoutS - said);
            boolean turned = s.shutter().readoutS() > 0 && said == 0;
            boolean contradicted = away > CONTRADICTS * Math.hypot(sigmaS, widthS(said))
                    || (turned && Math.abs(readoutS) > CONTRADICTS * sigmaS);
            (contradicted ? wrong : right).add(s);
        }
        for (Statement s : wrong) {
            String agreed = right.isEmpty()
                    ? "the motion's is used"
                    : "as " + right.getFirst().by() + " says ("
                            + described(
                                    right.getFirst().shutter().readoutS(),
                                    right.getFirst().shutter().direction())
                            + ")";
            out.add(new Warning(
                    WarningCode.READOUT_DIFFERS,
                    Verdict.format(
                            "readout: %s says %s, but %s: %s; check %s",
                            s.by(),
                            described(s.shutter().readoutS(), s.shutter().direction()),
                            shown,
                            agreed,
                            s.by())));
        }
        return out;
    }

    private static String described(double readoutS, ReadoutDirection along) {
        ReadoutDirection way = readoutS < 0 ? along.opposite() : along;
        String words = way.words();
        return Verdict.format("%.2f ms %s", Math.abs(readoutS) * 1e3, words);
    }

    /** Along the picture's height or along its width: what is not the given one's. */
    static ReadoutDirection across(ReadoutDirection along) {
        return switch (along) {
            case TOP_TO_BOTTOM, BOTTOM_TO_TOP -> ReadoutDirection.LEFT_TO_RIGHT;
            case LEFT_TO_RIGHT, RIGHT_TO_LEFT -> ReadoutDirection.TOP_TO_BOTTOM;
        };
    }
}
