package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;

/** The log does not turn where the picture does: a sensor that lay still or was not read, or holds one value. */
final class StillLog implements Cause {
    /** A log that nowhere turns by more than this share of what the picture does, does not turn. */
    static final double STILL = 0.05;

    @Override
    public String name() {
        return "log without motion";
    }

    @Override
    public Finding look(Evidence e) {
        GyroTrack gyro = e.log().gyro();
        String dead = "";
        int count = 0;
        for (int axis = 0; axis < 3; axis++) {
            if (isConstant(gyro, axis)) {
                dead += (count++ == 0 ? "" : " and ") + "XYZ".charAt(axis);
            }
        }
        if (count > 0) {
            return Finding.yes(Finding.refusal(
                            RefusalCode.LOG_HARDLY_TURNS,
                            "the log holds one value throughout about its %s: %s not recorded",
                            count == 3 ? "three axes" : count == 2 ? "axes " + dead : "axis " + dead,
                            count == 1 ? "that axis was" : "they were")
                    .with("axes", count)
                    .with(new Remedy.OtherLog()));
        }
        Turning turning = Turning.of(e.seen(), gyro);
        double picture = Math.toDegrees(turning.pictureRadS());
        double log = Math.toDegrees(turning.liveliestRadS());
        if (turning.liveliestRadS() < STILL * turning.pictureRadS()) {
            return Finding.yes(Finding.refusal(
                            RefusalCode.LOG_HARDLY_TURNS,
                            "the log hardly turns: its rate changes by %.2f°/s at the most, the picture's by %.2f°/s; was the"
                                    + " sensor on the camera, and are its units right?",
                            log,
                            picture)
                    .with("log_deg_s", log)
                    .with("picture_deg_s", picture)
                    .with(new Remedy.OtherLog()));
        }
        return Finding.no("the log's rate changes by up to %.1f°/s, the picture's by up to %.1f", log, picture);
    }

    private static boolean isConstant(GyroTrack gyro, int axis) {
        float first = value(gyro, axis, 0);
        for (int i = 1; i < gyro.size(); i++) {
            if (value(gyro, axis, i) != first) {
                return false;
            }
        }
        return true;
    }

    private static float value(GyroTrack gyro, int axis, int i) {
        return axis == 0 ? gyro.x(i) : axis == 1 ? gyro.y(i) : gyro.z(i);
    }
}
