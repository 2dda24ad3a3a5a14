package dev.syncline.engine.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PictureQueueTest {
    private static void pass(PictureQueue queue, int number) {
        byte[] picture = Objects.requireNonNull(queue.take());
        picture[0] = (byte) number;
        queue.pass(picture, 5_000_000 + number * 1000L);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        boolean open = false;
        while (!open) {
            try {
                latch.await();
                open = true;
            } catch (InterruptedException e) {
                open = false;
            }
        }
    }

    @Test
    void shouldPassEachPictureInItsTurn() throws IOException {
        List<String> seen = new ArrayList<>();
        try (PictureQueue queue = new PictureQueue(1, (luma, timeNs) -> seen.add(luma[0] + " at " + timeNs))) {
            for (int k = 0; k < 20; k++) {
                pass(queue, k);
            }
            assertEquals(20, queue.finish());
        }
        assertEquals(20, seen.size());
        assertEquals("0 at 0", seen.getFirst());
        assertEquals("19 at 19000", seen.getLast());
    }

    @Test
    void shouldStopWhenTheSinkFails() {
        IOException full = new IOException("no space left");
        List<Integer> seen = new ArrayList<>();
        try (PictureQueue queue = new PictureQueue(1, (luma, timeNs) -> {
            seen.add((int) luma[0]);
            if (luma[0] == 2) {
                throw full;
            }
        })) {
            int passed = 0;
            for (byte[] picture = queue.take(); picture != null; picture = queue.take()) {
                picture[0] = (byte) passed++;
                queue.pass(picture, 0);
            }
            assertSame(full, assertThrows(IOException.class, queue::finish));
        }
        assertEquals(List.of(0, 1, 2), seen);
    }

    @Test
    void shouldStopWhenInterrupted() {
        try (PictureQueue queue = new PictureQueue(1, (luma, timeNs) -> {})) {
            Thread.currentThread().interrupt();
            assertNull(queue.take());
            assertThrows(InterruptedIOException.class, queue::finish);
        }
    }

    @Test
    void shouldWaitForTheSinkWhenGivenUp() throws InterruptedException {
        CountDownLatch within = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        boolean[] returned = new boolean[1];
        Thread opener = new Thread(go::countDown);
        try (PictureQueue queue = new PictureQueue(1, (luma, timeNs) -> {
            within.countDown();
            // As an encoder, which does not hear of interrupts.
            awaitUninterrupted(go);
            returned[0] = true;
        })) {
            pass(queue, 0);
            assertNotNull(queue.take());
            within.await();
            opener.start();
        }
        assertTrue(returned[0], "what the sink uses may be freed now");
        opener.join();
    }
}
