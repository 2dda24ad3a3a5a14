package dev.syncline.engine.project;

import dev.syncline.engine.base.geometry.RollingShutter;
import dev.syncline.engine.result.Decimals;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** The settings of a project that its points depend on: where they change, the points have to be made again. */
public final class ProjectSettings {
    /** Under {@code syncline}: what the points were made with. */
    public static final String KEY = "settings";

    private ProjectSettings() {}

    /** All of it on one line, the same for the same settings: filter, rotation, bias, orientation, integration, readout. */
    public static String text(GyroflowProject project) {
        GyroflowProject.GyroSource gyro = project.gyro();
        RollingShutter readout = project.readout();
        return "lpf=" + number(gyro.lowPassHz(), 6)
                + " rotation=" + numbers(gyro.rotationDeg())
                + " gyro_bias=" + numbers(gyro.biasDegS())
                + " imu_orientation=" + gyro.orientation()
                + " integration_method=" + gyro.integration()
                + " frame_readout_time=" + (readout == null ? "0.0" : number(readout.readoutS() * 1e3, 6))
                + " frame_readout_direction="
                + (readout == null ? null : readout.direction().word());
    }

    private static String numbers(double @Nullable [] values) {
        double[] all = values == null ? new double[3] : values;
        return DoubleStream.of(all).mapToObj(v -> number(v, 9)).collect(Collectors.joining(","));
    }

    /** To as many decimals as are written, so that what is read again is the same. */
    private static String number(double value, int decimals) {
        return String.valueOf(Decimals.rounded(value, decimals));
    }
}
