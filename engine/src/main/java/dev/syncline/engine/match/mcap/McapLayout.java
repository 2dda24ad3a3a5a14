package dev.syncline.engine.match.mcap;

/** Bytes of an MCAP file: magic, then records of opcode (1), length (8, little-endian) and content, then magic again. */
final class McapLayout {
    static final byte[] MAGIC = {(byte) 0x89, 'M', 'C', 'A', 'P', '0', '\r', '\n'};

    static final int HEADER = 0x01;
    static final int FOOTER = 0x02;
    static final int SCHEMA = 0x03;
    static final int CHANNEL = 0x04;
    static final int MESSAGE = 0x05;
    static final int CHUNK = 0x06;
    static final int MESSAGE_INDEX = 0x07;
    static final int CHUNK_INDEX = 0x08;
    static final int STATISTICS = 0x0b;
    static final int SUMMARY_OFFSET = 0x0e;
    static final int DATA_END = 0x0f;

    /** Opcode and length before each record's content. */
    static final int RECORD_HEAD_BYTES = 9;

    /** Content of a footer: summary start, summary offset start, CRC. */
    static final int FOOTER_BYTES = 20;

    private McapLayout() {}
}
