package dev.syncline.cli.archive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One part of an archive, by the clips' names, so that parts agree without talking to each other. */
record Shard(int number, int of) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    /**
     * Reads {@code 3/8}; null is all.
     *
     * @throws IllegalArgumentException when it is no such thing
     */
    static Shard parse(@Nullable String text) {
        if (text == null) {
            return new Shard(1, 1);
        }
        Matcher parts = FORM.matcher(text);
        if (parts.matches()) {
            Shard shard = new Shard(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
            if (shard.of >= 1 && shard.number >= 1 && shard.number <= shard.of) {
                return shard;
            }
        }
        throw new IllegalArgumentException("--shard: expected a part such as 3/8, counted from 1, got " + text);
    }

    boolean holds(ArchiveClip clip) {
        byte[] sum = Fingerprint.sha256().digest(clip.name().getBytes(StandardCharsets.UTF_8));
        return Math.floorMod(ByteBuffer.wrap(sum).getLong(), of) == number - 1;
    }

    /** Name of this part's file in the archive's folder. */
    String name(String ending) {
        return of == 1 ? "archive." + ending : "archive-" + number + "-of-" + of + "." + ending;
    }
}
