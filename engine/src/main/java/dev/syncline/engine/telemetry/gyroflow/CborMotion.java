package dev.syncline.engine.telemetry.gyroflow;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * {@code file_metadata} as Gyroflow writes it now (basE91, zlib, CBOR): a map whose {@code raw_imu} is an array of
 * maps like the plain form's. Read as it comes; all else in it is passed over.
 */
final class CborMotion {
    private static final CBORMapper MAPPER = new CBORMapper();

    private final MotionSink to;
    private @Nullable String orientation;

    private CborMotion(MotionSink to) {
        this.to = to;
    }

    /**
     * Reads it.
     *
     * @return the orientation that it declares; null for none
     */
    static @Nullable String read(byte[] zlib, MotionSink to) throws IOException {
        CborMotion motion = new CborMotion(to);
        try (Inflated in = new Inflated(zlib);
                JsonParser parser = MAPPER.createParser(in)) {
            motion.run(parser);
        } catch (JacksonException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IOException("its CBOR is damaged: " + e.getOriginalMessage(), e);
        }
        return motion.orientation;
    }

    private void run(JsonParser in) throws IOException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("its CBOR is no map");
        }
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = in.currentName();
            JsonToken value = in.nextToken();
            if (key.equals("raw_imu") && value == JsonToken.START_ARRAY) {
                while (in.nextToken() == JsonToken.START_OBJECT) {
                    sample(in);
                }
            } else if (key.equals("imu_orientation") && value == JsonToken.VALUE_STRING) {
                orientation = in.getString();
            } else {
                in.skipChildren();
            }
        }
        if (in.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("its CBOR ends too early");
        }
    }

    private void sample(JsonParser in) throws IOException {
        double timeMs = Double.NaN;
        double[] gyro = null;
        double[] acceleration = null;
        double[] field = null;
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = in.currentName();
            JsonToken value = in.nextToken();
            if (key.equals("timestamp_ms")) {
                timeMs = number(in, value);
            } else if (key.equals("gyro") && value == JsonToken.START_ARRAY) {
                gyro = three(in);
            } else if (key.equals("accl") && to.allStreams() && value == JsonToken.START_ARRAY) {
                acceleration = anyThree(in);
            } else if (key.equals("magn") && to.allStreams() && value == JsonToken.START_ARRAY) {
                field = anyThree(in);
            } else {
                in.skipChildren();
            }
        }
        if (gyro != null) {
            if (acceleration != null) {
                to.acceleration(acceleration[0], acceleration[1], acceleration[2]);
            }
            if (field != null) {
                to.field(field[0], field[1], field[2]);
            }
            to.add(timeMs, gyro[0], gyro[1], gyro[2]);
        }
    }

    private static double[] three(JsonParser in) throws IOException {
        double[] three = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            three[axis] = number(in, in.nextToken());
        }
        if (in.nextToken() != JsonToken.END_ARRAY) {
            throw new IOException("a sample's gyro has not three numbers");
        }
        return three;
    }

    /** Another sensor's numbers; NaN where they are no three numbers, which costs them alone. */
    private static double[] anyThree(JsonParser in) throws IOException {
        double[] three = {Double.NaN, Double.NaN, Double.NaN};
        int count = 0;
        JsonToken token = in.nextToken();
        while (token != null && token != JsonToken.END_ARRAY) {
            if (token.isNumeric() && count < 3) {
                three[count] = in.getDoubleValue();
            }
            count++;
            in.skipChildren();
            token = in.nextToken();
        }
        if (count != 3) {
            three[0] = Double.NaN;
        }
        return three;
    }

    private static double number(JsonParser in, @Nullable JsonToken token) throws IOException {
        if (token == null || !token.isNumeric()) {
            throw new IOException("found " + token + " in a sample, expected a number");
        }
        return in.getDoubleValue();
    }
}
