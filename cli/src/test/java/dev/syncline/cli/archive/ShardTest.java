package dev.syncline.cli.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
    @Test
    void shouldGiveEachClipToExactlyOnePart() {
        for (int i = 0; i < 200; i++) {
            ArchiveClip clip = new ArchiveClip("day/" + i + ".mp4", Path.of("x"), null, List.of(), List.of());
            long holders = IntStream.rangeClosed(1, 7)
                    .filter(n -> Shard.parse(n + "/7").holds(clip))
                    .count();
            assertEquals(1, holders, clip.name());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/8", "9/8", "1/0", "3", "a/b", "-1/8", "1/8 ", "1/10000000"})
    void shouldRefuseWhatIsNoPart(String text) {
        assertThrows(IllegalArgumentException.class, () -> Shard.parse(text));
    }

    @Test
    void shouldTakeTheFirstAndTheLastPart() {
        assertEquals(new Shard(1, 8), Shard.parse("1/8"));
        assertEquals(new Shard(8, 8), Shard.parse("8/8"));
        assertEquals("archive-8-of-8.sqlite", Shard.parse("8/8").name("sqlite"));
        assertEquals("archive.sqlite", Shard.parse(null).name("sqlite"));
    }

    @Test
    void shouldSpreadClipsEvenly() {
        for (int of : new int[] {2, 8, 64}) {
            int parts = of;
            long[] held = new long[of];
            for (int i = 0; i < 6400; i++) {
                ArchiveClip clip =
                        new ArchiveClip("day/GX01" + (1000 + i) + ".MP4", Path.of("x"), null, List.of(), List.of());
                for (int n = 0; n < of; n++) {
                    held[n] += new Shard(n + 1, parts).holds(clip) ? 1 : 0;
                }
            }
            long least = Arrays.stream(held).min().orElseThrow();
            assertTrue(least > 6400 / of / 2, least + " of " + 6400 / of);
        }
    }
}
