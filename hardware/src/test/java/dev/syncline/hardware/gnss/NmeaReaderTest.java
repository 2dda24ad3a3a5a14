package dev.syncline.hardware.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NmeaReaderTest {
    private final NmeaReader reader = new NmeaReader();

    private static String sentence(String body) {
        int sum = 0;
        for (byte b : body.getBytes(StandardCharsets.US_ASCII)) {
            sum ^= b;
        }
        return String.format("$%s*%02X\r\n", body, sum);
    }

    private List<UtcSecond> read(String text) {
        List<UtcSecond> found = new ArrayList<>();
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        reader.feed(bytes, 0, bytes.length, 77, found::add);
        return found;
    }

    private static long ns(String utc) {
        return Instant.parse(utc).getEpochSecond() * 1_000_000_000L;
    }

    @Test
    void shouldReadASentenceWhoseChecksumIsKnown() {
        // A published example of RMC.
        List<UtcSecond> found = read("$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W*6A\r\n");
        assertEquals(List.of(new UtcSecond(ns("2094-03-23T12:35:19Z"), 77)), found);
        assertNull(reader.trouble());
    }

    @Test
    void shouldReadRmcAndZdaOfAnyTalker() {
        assertEquals(
                ns("2026-11-27T09:30:00Z"),
                read(sentence("GNZDA,093000.00,27,11,2026,00,00")).getFirst().utcNs());
        assertEquals(
                ns("2026-11-27T09:30:01Z"),
                read(sentence("GNRMC,093001.000,A,,,,,,,271126,,,A")).getFirst().utcNs());
        assertEquals(List.of(), read(sentence("GNZDA,093002.00,27,11,2026,00,00")), "RMC says whether it is valid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GNRMC,093000.00,V,,,,,,,271126,,,N",
                "GNRMC,093000.20,A,,,,,,,271126,,,A",
                "GNRMC,235960.00,A,,,,,,,311226,,,A",
                "GNRMC,,V,,,,,,,,,,N",
                "GNRMC,093000.00,A,,,,,,,3x1126,,,A",
                "GNZDA,093000.00,31,02,2026,00,00",
                "GNGGA,093000.00,4807.0,N,1131.0,E,1,8,0.9,545,M,46,M,,"
            })
    void shouldTakeNoSecondFromWhatNamesNone(String body) {
        assertEquals(List.of(), read(sentence(body)));
        assertEquals(1, reader.sentences());
    }

    @Test
    void shouldTakeNoSentenceWithAWrongChecksumOrWithNone() {
        assertEquals(
                List.of(), read("$GNRMC,093001.000,A,,,,,,,271126,,,A*00\r\n$GNRMC,093001.000,A,,,,,,,271126\r\n"));
        assertEquals(2, reader.badChecksums());
        String trouble = reader.trouble();
        assertNotNull(trouble);
        assertTrue(trouble.contains("is the baud rate right?"), trouble);
    }

    @Property(tries = 200)
    void shouldFindSentencesHoweverTheBytesAreCutAndInNoise(
            @ForAll @IntRange(min = 1, max = 40) int cut, @ForAll byte[] noise) {
        NmeaReader cutUp = new NmeaReader();
        List<UtcSecond> found = new ArrayList<>();
        cutUp.feed(noise, 0, noise.length, 1, found::add);
        byte[] bytes = ("\r\n" + sentence("GPRMC,093001,A,,,,,,,271126,,,A") + sentence("GPGSV,1,1,00"))
                .getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < bytes.length; at += cut) {
            cutUp.feed(bytes, at, Math.min(cut, bytes.length - at), at, found::add);
        }
        assertEquals(ns("2026-11-27T09:30:01Z"), found.getLast().utcNs());
    }
}
