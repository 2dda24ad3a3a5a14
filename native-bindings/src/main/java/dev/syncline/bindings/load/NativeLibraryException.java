package dev.syncline.bindings.load;

/** A native library is missing or does not fit the machine. The message is one line and says what to do. */
public final class NativeLibraryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NativeLibraryException(String message, Throwable cause) {
        super(message, cause);
    }
}
