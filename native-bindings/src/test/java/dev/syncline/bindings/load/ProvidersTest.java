package dev.syncline.bindings.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.video.VideoProvider;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the engine finds on the class path, and what a provider says where its library is missing. */
class ProvidersTest {
    @Test
    void shouldBeFoundAndUsable() {
        List<VideoProvider> videos = ServiceLoader.load(VideoProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        assertEquals(List.of("ffmpeg"), videos.stream().map(VideoProvider::id).toList());
        assertTrue(videos.getFirst().isUsable(), videos.getFirst().whyNot());
        List<FlowTrackerProvider> trackers = ServiceLoader.load(FlowTrackerProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        for (String id : List.of("klt", "opencv")) {
            FlowTrackerProvider found =
                    trackers.stream().filter(t -> t.id().equals(id)).findFirst().orElseThrow();
            assertTrue(found.isUsable(), id + ": " + found.whyNot());
        }
    }

    @Test
    void shouldRememberWhyALibraryCannotBeLoaded() {
        AtomicInteger tries = new AtomicInteger();
        NativeLibrary missing = new NativeLibrary(() -> {
            tries.incrementAndGet();
            throw new NativeLibraryException("Nothing could be loaded", new UnsatisfiedLinkError("nothing"));
        });
        assertEquals("Nothing could be loaded", missing.whyNot());
        NativeLibraryException first = assertThrows(NativeLibraryException.class, missing::ensureLoaded);
        assertSame(first, assertThrows(NativeLibraryException.class, missing::ensureLoaded));
        assertEquals(1, tries.get());
    }

    @Test
    void shouldLoadOnce() {
        AtomicInteger loads = new AtomicInteger();
        NativeLibrary present = new NativeLibrary(loads::incrementAndGet);
        present.ensureLoaded();
        assertNull(present.whyNot());
        assertEquals(1, loads.get());
    }
}
