package dev.syncline.cli.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tells whether a clip is still what it was: the sizes, times of change and ends of its files, the options and the
 * engine's version. The middle of a file is not read; who changes it changes its time.
 */
final class Fingerprint {
    private static final int END_BYTES = 1 << 16;

    private Fingerprint() {}

    /**
     * Of one clip.
     *
     * @param settings options and version, in one order
     * @throws IOException when a file cannot be read
     */
    static String of(ArchiveClip clip, List<String> settings) throws IOException {
        MessageDigest digest = sha256();
        for (String setting : settings) {
            add(digest, setting);
        }
        for (Path input : clip.inputs()) {
            BasicFileAttributes facts = Files.readAttributes(input, BasicFileAttributes.class);
            add(digest, input.toAbsolutePath().normalize().toString());
            ByteBuffer numbers = ByteBuffer.allocate(16);
            numbers.putLong(facts.size());
            numbers.putLong(facts.lastModifiedTime().to(TimeUnit.NANOSECONDS));
            digest.update(numbers.flip());
            try (FileChannel file = FileChannel.open(input)) {
                end(digest, file, 0);
                end(digest, file, Math.max(0, facts.size() - END_BYTES));
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static void end(MessageDigest digest, FileChannel file, long from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(END_BYTES);
        long at = from;
        while (bytes.hasRemaining()) {
            int read = file.read(bytes, at);
            if (read < 0) {
                break;
            }
            at += read;
        }
        digest.update(bytes.flip());
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    /** A digest to use where bits must be well mixed. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
