package dev.syncline.engine.telemetry.blackbox;

import dev.syncline.engine.telemetry.GyroSamples;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The frames of one flight. Only the iteration, the time, the gyro and what is asked for
 * beside it are worked out; the rest is stepped over. A frame
 * counts where another kind of frame, or the end, follows it; after one that does not, nothing counts up to the next frame
 * that stands alone.
 */
final class FlightDecoder {
    private static final int LONGEST_FRAME = 256;
    private static final int LARGEST_ITERATION_STEP = 5000;
    private static final int LARGEST_TIME_STEP_US = 10_000_000;
    private static final int ENOUGH_AGREE = 3;
    private static final int ITERATION = 0;
    private static final int TIME = 1;
    private static final int GYRO = 2;
    private static final int OTHERS = 5;
    /** The attitude's first column beside the gyro, behind three of the acceleration. */
    private static final int TURN_COLUMN = 3;
    /** What a number of a unit quaternion is multiplied by in the log: 2^15 - 1. */
    private static final double TURN_COUNTS = 32767;

    private final FlightHeader header;
    private final FieldCursor in;
    private final int[] alone;
    private final int[] building;
    private final int[][] others;
    private final int[] places;
    private final int[] predictorAlone;
    private final int[] predictorBuilding;
    private final int[] values;
    private final int[] previous;
    private final int[] beforePrevious;
    private final int[] now;
    private final double accelerationPerCount;
    private final int turnAt;
    private final double radPerCount;
    private final int aloneEvery;
    private final int[] logged;

    private boolean valid;
    private boolean any;
    private boolean ended;
    private int lastIteration;
    private int agreeing;
    private int otherIteration;
    private int otherTimeUs;
    private int lastTimeUs;
    private long lastUs;
    private long damaged;
    private int firstDamagedAt;

    /** @param allStreams whether the accelerometer and the attitude are worked out too, where the flight has them */
    FlightDecoder(String file, byte[] b, FlightHeader header, int end, boolean allStreams)
            throws TelemetryFormatException {
        this.header = header;
        this.in = new FieldCursor(b, header.end(), end, header.version());
        String[] names = header.names('I');
        this.alone = encodings('I', names.length);
        this.building = encodings('P', names.length);
        this.others = new int[][] {
            encodings('S', header.names('S').length),
            encodings('G', header.names('G').length),
            encodings('H', header.names('H').length)
        };
        int most = names.length;
        for (int[] other : others) {
            most = Math.max(most, other.length);
        }
        this.values = new int[most + 4];
        int[] predictorI = header.perField('I', "predictor", names.length);
        int[] predictorP = header.perField('P', "predictor", names.length);
        this.accelerationPerCount = allStreams ? header.accelerationPerCount() : 0;
        List<String> wanted =
                new ArrayList<>(List.of("loopIteration", "time", "gyroADC[0]", "gyroADC[1]", "gyroADC[2]"));
        if (accelerationPerCount > 0) {
            wanted.addAll(FlightHeader.ACCELERATION);
        }
        boolean turn = allStreams && header.isLogged(FlightHeader.TURN);
        this.turnAt = turn ? wanted.size() : -1;
        if (turn) {
            wanted.addAll(FlightHeader.TURN);
        }
        this.places = new int[wanted.size()];
        this.predictorAlone = new int[places.length];
        this.predictorBuilding = new int[places.length];
        this.previous = new int[places.length];
        this.beforePrevious = new int[places.length];
        this.now = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = Arrays.asList(names).indexOf(wanted.get(i));
            if (places[i] < 0) {
                throw header.wrong("no field '" + wanted.get(i) + "' in its frames"
                        + (i < GYRO ? "" : ": set the flight controller to log the gyro"));
            }
            predictorAlone[i] = known(predictorI[places[i]], wanted.get(i));
            predictorBuilding[i] = known(predictorP[places[i]], wanted.get(i));
        }
        this.radPerCount = header.radPerCount();
        this.aloneEvery = header.aloneEvery();
        this.logged = header.logged();
    }

    private int[] encodings(char kind, int fields) throws TelemetryFormatException {
        int[] encodings = header.perField(kind, "encoding", fields);
        for (int encoding : encodings) {
            if (!FieldCursor.isKnown(encoding)) {
                throw header.wrong("'Field " + kind + " encoding' has the code " + encoding + ", which is not known");
            }
        }
        return encodings;
    }

    private int known(int predictor, String field) throws TelemetryFormatException {
        if ((predictor >= 0 && predictor <= 3) || predictor == 6) {
            return predictor;
        }
        throw header.wrong("'" + field + "' has the predictor " + predictor + ", which it never has");
    }

    /** Adds all samples of the flight, on its own clock. */
    void decode(GyroSamples samples) {
        while (!in.atEnd() && !ended) {
            int start = in.at();
            int kind = in.unsignedByte();
            boolean whole = isFrame(kind) && take(kind) && in.at() - start <= LONGEST_FRAME && endsWell();
            if (!whole) {
                spoil(start);
            } else if (kind == 'I' || kind == 'P') {
                keep(kind == 'I', start, samples);
            }
        }
    }

    private void spoil(int start) {
        if (valid || damaged == 0) {
            damaged++;
            firstDamagedAt = damaged == 1 ? start : firstDamagedAt;
        }
        valid = false;
        in.moveTo(start + 1);
    }

    /** Stretches of damaged data. */
    long damaged() {
        return damaged;
    }

    /** Byte of the file where the first of them begins. */
    int firstDamagedAt() {
        return firstDamagedAt;
    }

    private boolean endsWell() {
        int next = in.peek();
        return !in.broken() && (next < 0 || ended || isFrame(next));
    }

    private static boolean isFrame(int kind) {
        return kind == 'I' || kind == 'P' || kind == 'S' || kind == 'G' || kind == 'H' || kind == 'E';
    }

    private boolean take(int kind) {
        switch (kind) {
            case 'I' -> in.frame(alone, values);
            case 'P' -> in.frame(building, values);
            case 'S' -> in.frame(others[0], values);
            case 'G' -> in.frame(others[1], values);
            case 'H' -> in.frame(others[2], values);
            default -> {
                return event();
            }
        }
        return true;
    }

    private void keep(boolean standsAlone, int start, GyroSamples samples) {
        if (!standsAlone && !valid) {
            return;
        }
        int skipped = standsAlone ? 0 : skipped();
        int[] predictor = standsAlone ? predictorAlone : predictorBuilding;
        for (int i = 0; i < now.length; i++) {
            now[i] = values[places[i]]
                    + switch (predictor[i]) {
                        case 1 -> previous[i];
                        case 2 -> 2 * previous[i] - beforePrevious[i];
                        case 3 -> (previous[i] + beforePrevious[i]) / 2;
                        case 6 -> previous[i] + skipped + 1;
                        default -> 0;
                    };
        }
        if (any && !fits(lastIteration, lastTimeUs) && !(standsAlone && isAgreed(samples))) {
            spoil(start);
            return;
        }
        agreeing = 0;
        int timeStep = now[TIME] - lastTimeUs;
        lastUs = any ? lastUs + timeStep : Integer.toUnsignedLong(now[TIME]);
        boolean later = samples.size() == 0 || lastUs * 1000 > samples.lastNs();
        System.arraycopy(standsAlone ? now : previous, 0, beforePrevious, 0, now.length);
        System.arraycopy(now, 0, previous, 0, now.length);
        lastIteration = now[ITERATION];
        lastTimeUs = now[TIME];
        any = true;
        valid = true;
        if (later) {
            beside(samples);
            samples.add(lastUs * 1000, (float) (now[GYRO] * radPerCount), (float) (now[GYRO + 1] * radPerCount), (float)
                    (now[GYRO + 2] * radPerCount));
        }
    }

    private void beside(GyroSamples samples) {
        if (accelerationPerCount > 0) {
            for (int axis = 0; axis < 3; axis++) {
                samples.beside(axis, now[OTHERS + axis] * accelerationPerCount);
            }
        }
        if (turnAt >= 0) {
            double x = now[turnAt] / TURN_COUNTS;
            double y = now[turnAt + 1] / TURN_COUNTS;
            double z = now[turnAt + 2] / TURN_COUNTS;
            samples.beside(TURN_COLUMN, Math.sqrt(Math.max(0, 1 - (x * x + y * y + z * z))));
            samples.beside(TURN_COLUMN + 1, x);
            samples.beside(TURN_COLUMN + 2, y);
            samples.beside(TURN_COLUMN + 3, z);
        }
    }

    private boolean fits(int iteration, int timeUs) {
        int iterationStep = now[ITERATION] - iteration;
        int timeStep = now[TIME] - timeUs;
        return iterationStep >= 0
                && iterationStep < LARGEST_ITERATION_STEP
                && timeStep >= 0
                && timeStep < LARGEST_TIME_STEP_US;
    }

    /**
     * True where this frame and those that stand alone before it agree with each other, and the one that was kept last with
     * none of them: then that one was damaged, and goes.
     */
    private boolean isAgreed(GyroSamples samples) {
        agreeing = agreeing > 0 && fits(otherIteration, otherTimeUs) ? agreeing + 1 : 1;
        otherIteration = now[ITERATION];
        otherTimeUs = now[TIME];
        if (agreeing < ENOUGH_AGREE) {
            return false;
        }
        long us = lastUs + Integer.toUnsignedLong(now[TIME]) - Integer.toUnsignedLong(lastTimeUs);
        if (us < 0 || !samples.removeFrom(us * 1000, 2 * aloneEvery)) {
            return false;
        }
        lastUs = us;
        lastTimeUs = now[TIME];
        return true;
    }

    /** Iterations after the last frame that are left out on purpose. */
    private int skipped() {
        int count = 0;
        while (count < LARGEST_ITERATION_STEP && !isLogged(Integer.toUnsignedLong(lastIteration + 1 + count))) {
            count++;
        }
        return count;
    }

    private boolean isLogged(long iteration) {
        return (iteration % aloneEvery + logged[0] - 1) % logged[1] < logged[0];
    }

    private boolean event() {
        switch (in.unsignedByte()) {
            case 0, 15 -> in.unsignedVb();
            case 10 -> skip(5);
            case 11 -> skip(4);
            case 12 -> skip(8);
            case 13 -> {
                if (in.unsignedByte() < 128) {
                    in.signedVb();
                } else {
                    skip(4);
                }
            }
            case 14 -> {
                int iteration = in.unsignedVb();
                int timeUs = in.unsignedVb();
                if (endsWell() && any) {
                    lastUs += Math.max(0, timeUs - lastTimeUs);
                    lastIteration = iteration;
                    lastTimeUs = timeUs;
                }
            }
            case 20 -> {
                skip(1);
                in.signedVb();
                skip(2);
            }
            case 30 -> {
                in.unsignedVb();
                in.unsignedVb();
            }
            case 40 -> in.unsignedVb();
            case 255 -> {
                return endOfLog();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean endOfLog() {
        for (char c : "End of log\0".toCharArray()) {
            if (in.unsignedByte() != c) {
                return false;
            }
        }
        ended = true;
        return true;
    }

    private void skip(int bytes) {
        for (int i = 0; i < bytes; i++) {
            in.unsignedByte();
        }
    }
}
