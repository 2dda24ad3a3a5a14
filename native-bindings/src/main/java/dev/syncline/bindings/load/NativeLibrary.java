package dev.syncline.bindings.load;

import org.jspecify.annotations.Nullable;

/** One product's libraries, loaded at the first call. A failure is remembered and thrown at every call. Thread-safe. */
public final class NativeLibrary {
    private final Runnable load;
    private volatile boolean loaded;
    private @Nullable NativeLibraryException failure;

    /** @param load loads the libraries and sets them up; run once */
    public NativeLibrary(Runnable load) {
        this.load = load;
    }

    /**
     * Loads the libraries; calls after the first return at once.
     *
     * @throws NativeLibraryException when they are not there or do not fit this machine
     */
    public void ensureLoaded() {
        if (!loaded) {
            loadOnce();
        }
    }

    private synchronized void loadOnce() {
        if (loaded) {
            return;
        }
        NativeLibraryException before = failure;
        if (before != null) {
            throw before;
        }
        try {
            load.run();
            loaded = true;
        } catch (NativeLibraryException e) {
            failure = e;
            throw e;
        }
    }

    /** Why the libraries cannot be loaded, one line; null where they can. Loads them. */
    public @Nullable String whyNot() {
        try {
            ensureLoaded();
            return null;
        } catch (NativeLibraryException e) {
            return e.getMessage();
        }
    }
}
