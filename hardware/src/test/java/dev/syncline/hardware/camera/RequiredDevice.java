package dev.syncline.hardware.camera;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/** What a test needs and most machines lack: without it the test is skipped, and fails where it was promised. */
public final class RequiredDevice {
    /** Names the tag whose devices are promised: set by the scripts that make them. */
    private static final String PROMISED = "syncline.required";

    private RequiredDevice() {}

    /** The device of a tag's tests is not here. */
    public static void missing(String tag, String reason) {
        if (tag.equals(System.getProperty(PROMISED))) {
            fail("promised for the tests tagged " + tag + ", and missing: " + reason);
        }
        abort("needs what .ci has a script for (" + tag + "): " + reason);
    }
}
