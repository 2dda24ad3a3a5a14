package dev.syncline.cli.capture;

import dev.syncline.hardware.camera.CameraBackend;
import dev.syncline.hardware.camera.CameraDescription;
import dev.syncline.hardware.camera.libcamera.LibcameraBackend;
import dev.syncline.hardware.camera.simulated.SimulatedBackend;
import dev.syncline.hardware.camera.v4l2.V4l2Backend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which camera, and by which way. */
final class CameraChoice {
    /** A way to reach cameras. */
    enum Backend {
        LIBCAMERA,
        V4L2,
        SIM;

        CameraBackend open() {
            return switch (this) {
                case LIBCAMERA -> new LibcameraBackend();
                case V4L2 -> new V4l2Backend();
                case SIM -> new SimulatedBackend();
            };
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A camera and the open way to it. */
    record Chosen(CameraBackend backend, CameraDescription camera) {}

    private CameraChoice() {}

    /**
     * Finds a camera.
     *
     * @param camera its number in the list of its backend, or its id
     * @param wanted backend; {@code null} takes the first of libcamera and V4L2 that has any camera
     * @throws IOException if there is none such: says what there is
     */
    static Chosen find(String camera, @Nullable Backend wanted) throws IOException {
        if (wanted != null) {
            CameraBackend backend = wanted.open();
            try {
                return new Chosen(backend, pick(camera, wanted.word(), backend.cameras()));
            } catch (IOException e) {
                backend.close();
                throw e;
            }
        }
        List<String> reasons = new ArrayList<>();
        for (Backend candidate : List.of(Backend.LIBCAMERA, Backend.V4L2)) {
            CameraBackend backend = candidate.open();
            boolean taken = false;
            try {
                List<CameraDescription> cameras = backend.cameras();
                if (!cameras.isEmpty()) {
                    Chosen chosen = new Chosen(backend, pick(camera, candidate.word(), cameras));
                    taken = true;
                    return chosen;
                }
                reasons.add(candidate.word() + " sees none");
            } catch (IOException e) {
                if (!reasons.isEmpty() || candidate != Backend.LIBCAMERA) {
                    throw e;
                }
                reasons.add("libcamera: " + e.getMessage());
            } finally {
                if (!taken) {
                    backend.close();
                }
            }
        }
        throw new IOException("there is no camera here (" + String.join("; ", reasons)
                + "); --camera-backend sim has simulated ones");
    }

    private static CameraDescription pick(String camera, String backend, List<CameraDescription> all)
            throws IOException {
        for (CameraDescription one : all) {
            if (one.id().equals(camera)) {
                return one;
            }
        }
        if (camera.matches("\\d{1,4}") && Integer.parseInt(camera) < all.size()) {
            return all.get(Integer.parseInt(camera));
        }
        throw new IOException("there is no camera " + camera + " at " + backend + ": "
                + (all.isEmpty()
                        ? "it has none"
                        : "it has 0 to " + (all.size() - 1) + " ("
                                + String.join(
                                        ", ",
                                        all.stream().map(CameraDescription::id).toList())
                                + ")"));
    }
}
