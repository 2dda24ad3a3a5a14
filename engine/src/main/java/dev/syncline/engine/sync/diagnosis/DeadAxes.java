package dev.syncline.engine.sync.diagnosis;

import dev.syncline.engine.motion.GyroTrack;
import dev.syncline.engine.sync.outcome.RefusalCode;
import dev.syncline.engine.sync.outcome.Remedy;

/** An axis of the log, or all of them, holds one value from first to last: a sensor that was not read. */
final class DeadAxes implements Cause {
    @Override
    public String name() {
        return "axes that were not recorded";
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
        return Finding.no("every axis of the log varies");
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
