package dev.syncline.engine.telemetry.gpmf;

import dev.syncline.engine.telemetry.LogFacts;
import dev.syncline.engine.telemetry.TelemetryFormatException;
import dev.syncline.engine.telemetry.TimedPayload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a GoPro's payloads say beside the gyro. A camera that logs its orientation at each frame (CORI, Hero8 and later) says
 * where its gyro's clock lies against them, unless the two fit in several places or nowhere, or it is a time lapse. IORI is how the picture
 * is turned against the camera: by nothing, unless it was stabilised.
 */
final class GpmfFacts {
    private static final double FULL = 32767;
    /** A picture that is turned by less than this is not stabilised, degrees. */
    private static final double TURNED_DEG = 0.2;

    /** The camera's clock and the video's differ by less, unless the video is a time lapse or slow motion. */
    private static final double SAME_SPEED = 0.1;

    private final Set<String> streams = new LinkedHashSet<>();
    private @Nullable String camera;
    private boolean orientations;
    private long stampUs = -1;
    private double speed = 1;
    private double mostTurnedDeg;

    private GpmfFacts() {}

    /**
     * The facts of some payloads; damaged ones say what they can.
     *
     * @param placed what the turns at each frame say of the gyro's clock; null where the payloads come without a video's times
     */
    static LogFacts of(String file, List<TimedPayload> payloads, FrameTurns.@Nullable Verdict placed) {
        GpmfFacts facts = new GpmfFacts();
        long firstUs = -1;
        long firstNs = 0;
        for (int i = 0; i < payloads.size(); i++) {
            TimedPayload payload = payloads.get(i);
            facts.stampUs = -1;
            try {
                facts.take(KlvCursor.of(payload.bytes(), file, "payload " + (i + 1)));
            } catch (TelemetryFormatException damaged) {
                System.getLogger(GpmfFacts.class.getName()).log(System.Logger.Level.DEBUG, damaged.getMessage());
            }
            long ns = payload.timeNs();
            if (firstUs < 0 && facts.stampUs >= 0) {
                firstUs = facts.stampUs;
                firstNs = ns;
            } else if (facts.stampUs >= 0 && ns > firstNs) {
                facts.speed = (facts.stampUs - firstUs) * 1e3 / (ns - firstNs);
            }
        }
        return facts.done(placed != null && facts.orientations && isPlaced(placed));
    }

    /** A camera that hardly turned shows no error of its clock either. */
    private static boolean isPlaced(FrameTurns.Verdict verdict) {
        return switch (verdict) {
            case PLACED, STILL -> true;
            case FEW, UNCLEAR, NOISY, DRIFTS, DISAGREE -> false;
        };
    }

    private LogFacts done(boolean byFrames) {
        boolean ownSpeed = Math.abs(speed - 1) < SAME_SPEED;
        String accurate = byFrames && ownSpeed ? "the camera logs its orientation at each frame (CORI)" : null;
        String stabilised = mostTurnedDeg > TURNED_DEG
                ? String.format(
                        Locale.ROOT,
                        "in the camera: the picture is turned by up to %.1f° against it (IORI)",
                        mostTurnedDeg)
                : null;
        return new LogFacts(camera, null, null, new ArrayList<>(streams), 1, accurate, stabilised);
    }

    private void take(KlvCursor top) throws TelemetryFormatException {
        for (KlvItem device = top.next(); device != null; device = top.next()) {
            if (device.type() != 0 || !device.key().equals("DEVC")) {
                continue;
            }
            KlvCursor items = top.into(device);
            for (KlvItem item = items.next(); item != null; item = items.next()) {
                if (item.key().equals("DVNM") && camera == null) {
                    camera = item.text();
                } else if (item.key().equals("STRM") && item.type() == 0) {
                    stream(items.into(item));
                }
            }
        }
    }

    private void stream(KlvCursor items) throws TelemetryFormatException {
        String key = "";
        for (KlvItem item = items.next(); item != null; item = items.next()) {
            key = item.key();
            if (key.equals("STMP") && stampUs < 0 && item.numberCount() > 0) {
                double us = item.number(0);
                stampUs = us >= 0 && us < 1e15 ? (long) us : -1;
            }
            if (key.equals("CORI")) {
                orientations = true;
            } else if (key.equals("IORI") && item.type() == 's' && item.structBytes() == 8) {
                for (int i = 0; i < item.count(); i++) {
                    double x = item.number(4 * i + 1);
                    double y = item.number(4 * i + 2);
                    double z = item.number(4 * i + 3);
                    double half = Math.min(1, Math.sqrt(x * x + y * y + z * z) / FULL);
                    mostTurnedDeg = Math.max(mostTurnedDeg, Math.toDegrees(2 * Math.asin(half)));
                }
            }
        }
        if (!key.isEmpty()) {
            streams.add(key);
        }
    }
}
