package dev.syncline.engine.telemetry.gcsv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DecimalTest {
    private final Decimal decimal = new Decimal();

    private boolean read(String text) {
        byte[] b = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
        return decimal.read(b, 1, b.length - 1);
    }

    @Property(tries = 3000)
    void shouldReadEveryDoubleExactly(@ForAll double value) {
        assertTrue(read(Double.toString(value)));
        assertEquals(value, decimal.value());
        if (Math.abs(value) < 1e30) {
            assertTrue(read(new BigDecimal(value).toPlainString()));
            assertEquals(value, decimal.value(), 0);
        }
    }

    @Property
    void shouldReadEveryLongExactly(@ForAll long value) {
        assertTrue(read(" " + value + "\t"));
        assertEquals((double) value, decimal.value());
        if (Math.abs((double) value) < 9.2e18) {
            assertTrue(decimal.isInteger());
            assertEquals(value, decimal.integer());
        }
    }

    @Property
    void shouldNeverThrow(@ForAll String text) {
        boolean read = read(text);
        assertEquals(read, read(text));
    }

    @Test
    void shouldKnowWhatIsNoNumber() {
        for (String text :
                new String[] {"", " ", "-", ".", "+.", "1,2", "1e", "0x10", "1..2", "--1", "ten", "e5", "1f", "NaNN"}) {
            assertFalse(read(text), text);
        }
        assertTrue(read("NaN"));
        assertTrue(Double.isNaN(decimal.value()));
        assertTrue(read("-Inf"));
        assertEquals(Double.NEGATIVE_INFINITY, decimal.value());
        assertTrue(read("5."));
        assertTrue(read("-.5"));
        assertEquals(-0.5, decimal.value());
    }
}
