package dev.syncline.hardware.camera;

import java.io.IOException;
import java.util.List;

/** A way to reach cameras. */
public interface CameraBackend extends AutoCloseable {
    /** Its name on the command line. */
    String name();

    /**
     * The cameras that it reaches, in an order that stays.
     *
     * @throws IOException if it cannot be used on this machine: one line that says what is missing
     */
    List<CameraDescription> cameras() throws IOException;

    /**
     * Takes a camera for capture.
     *
     * @param id of {@link CameraDescription}
     * @throws IOException if there is none such, another program has it, or it cannot do what is wanted
     */
    CameraSession open(String id, CameraRequest request) throws IOException;

    @Override
    default void close() {}
}
