package dev.syncline.engine.telemetry.gyroflow;

import dev.syncline.engine.motion.GyroTrack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.zip.DeflaterOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * A log's rates as projects hold them, in forms that {@link ProjectMotion} and Gyroflow read: times in ms on Gyroflow's clock
 * of the log, rates in degrees/s in the log's own axes.
 */
public final class WrittenMotion {
    private static final CBORMapper CBOR = new CBORMapper();
    private static final String RATES = "gyro";
    private static final String TIME = "timestamp_ms";

    private WrittenMotion() {}

    /**
     * {@return the plain form, {@code raw_imu}: an object a sample}
     *
     * @param zeroNs the log time that Gyroflow calls zero, ns
     */
    public static ArrayNode plain(GyroTrack gyro, long zeroNs) {
        ArrayNode samples = JsonNodeFactory.instance.arrayNode(gyro.size());
        for (int i = 0; i < gyro.size(); i++) {
            ObjectNode sample = samples.addObject();
            sample.put(TIME, BigDecimal.valueOf(gyro.timeNs(i) - zeroNs, 6));
            sample.putArray(RATES).add(degS(gyro.x(i))).add(degS(gyro.y(i))).add(degS(gyro.z(i)));
        }
        return samples;
    }

    /**
     * {@return the compressed form, {@code file_metadata}: CBOR, zlib, basE91}
     *
     * @param zeroNs the log time that Gyroflow calls zero, ns
     * @param orientation of the axes, Gyroflow's letters
     */
    public static String compressed(GyroTrack gyro, long zeroNs, String orientation) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream zlib = new DeflaterOutputStream(bytes);
                JsonGenerator to = CBOR.createGenerator(zlib)) {
            // Sizes go ahead: Gyroflow's reader takes three numbers of a list and does not expect an end mark behind
            // them.
            to.writeStartObject(null, 3);
            to.writeStringProperty("imu_orientation", orientation);
            to.writeStringProperty("detected_source", "Syncline");
            to.writeName("raw_imu");
            to.writeStartArray(null, gyro.size());
            for (int i = 0; i < gyro.size(); i++) {
                to.writeStartObject(null, 2);
                to.writeNumberProperty(TIME, (gyro.timeNs(i) - zeroNs) * 1e-6);
                to.writeName(RATES);
                to.writeStartArray(null, 3);
                to.writeNumber(degS(gyro.x(i)));
                to.writeNumber(degS(gyro.y(i)));
                to.writeNumber(degS(gyro.z(i)));
                to.writeEndArray();
                to.writeEndObject();
            }
            to.writeEndArray();
            to.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return Base91.encode(bytes.toByteArray());
    }

    /** To 1e-7 degrees/s, far below any gyro's step. */
    private static double degS(float radS) {
        return Math.rint(Math.toDegrees((double) radS) * 1e7) / 1e7;
    }
}
