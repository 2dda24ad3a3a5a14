package dev.syncline.hardware.dji;

/**
 * What a parser has seen.
 *
 * @param bytes bytes received
 * @param frames good frames, including those that could not be decrypted
 * @param skippedBytes bytes that belong to no good frame
 * @param headerFaults start bytes that no good header followed
 * @param bodyFaults frames with a good header and a wrong CRC32
 * @param abandoned frames that were announced and did not come in time
 * @param withoutKey encrypted frames while no key is known
 * @param badEncryption frames whose encryption is unknown or whose padding cannot be
 */
public record ParserCounts(
        long bytes,
        long frames,
        long skippedBytes,
        long headerFaults,
        long bodyFaults,
        long abandoned,
        long withoutKey,
        long badEncryption) {}
