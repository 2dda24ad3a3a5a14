package dev.syncline.cli.worker;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Lines of at most a length; a longer one is read past and told apart. */
final class RequestLines {
    /** Longest line that is taken, characters. */
    static final int LONGEST = 1 << 20;

    private final Reader in;
    private long number;
    private boolean wasTooLong;

    RequestLines(Reader in) {
        this.in = in;
    }

    /** The next line without its end, cut off where it is too long; null at the end. */
    @Nullable
    String next() throws IOException {
        StringBuilder line = new StringBuilder();
        wasTooLong = false;
        int c = in.read();
        if (c < 0) {
            return null;
        }
        number++;
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (line.length() < LONGEST) {
                line.append((char) c);
            } else {
                wasTooLong = true;
            }
        }
        return line.toString();
    }

    /** Number of the latest line, from 1. */
    long number() {
        return number;
    }

    /** Whether the latest line was cut off. */
    boolean wasTooLong() {
        return wasTooLong;
    }
}
