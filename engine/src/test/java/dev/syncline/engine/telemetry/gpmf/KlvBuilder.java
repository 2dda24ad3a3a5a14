package dev.syncline.engine.telemetry.gpmf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Makes GPMF bytes for tests. */
final class KlvBuilder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    KlvBuilder item(String key, char type, int structBytes, int count, byte[] value) {
        out.writeBytes(key.getBytes(StandardCharsets.ISO_8859_1));
        out.write(type);
        out.write(structBytes);
        out.write(count >> 8);
        out.write(count);
        out.writeBytes(value);
        out.writeBytes(new byte[(4 - value.length % 4) % 4]);
        return this;
    }

    KlvBuilder text(String key, String value) {
        byte[] b = value.getBytes(StandardCharsets.ISO_8859_1);
        return item(key, 'c', 1, b.length, b);
    }

    KlvBuilder unsigned(String key, long value) {
        return item(key, 'L', 4, 1, ByteBuffer.allocate(4).putInt((int) value).array());
    }

    KlvBuilder stamp(long us) {
        return item("STMP", 'J', 8, 1, ByteBuffer.allocate(8).putLong(us).array());
    }

    KlvBuilder shorts(String key, int perSample, int... values) {
        ByteBuffer b = ByteBuffer.allocate(2 * values.length);
        for (int v : values) {
            b.putShort((short) v);
        }
        return item(key, 's', 2 * perSample, values.length / perSample, b.array());
    }

    KlvBuilder floats(String key, int perSample, float... values) {
        ByteBuffer b = ByteBuffer.allocate(4 * values.length);
        for (float v : values) {
            b.putFloat(v);
        }
        return item(key, 'f', 4 * perSample, values.length / perSample, b.array());
    }

    KlvBuilder nested(String key, KlvBuilder inner) {
        byte[] b = inner.bytes();
        return item(key, '\0', 4, b.length / 4, b);
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
