package dev.syncline.hardware.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.bindings.ffi.Errno;
import dev.syncline.bindings.linux.termios.SerialCounters;
import dev.syncline.bindings.linux.termios.SerialSettings;
import dev.syncline.bindings.linux.termios.Termios2;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SerialLinkTest {
    @TempDir
    Path folder;

    private static byte[] read(SerialLink link, int length) throws IOException {
        byte[] all = new byte[length];
        int done = 0;
        int idle = 0;
        while (done < length && idle < 50) {
            int count = link.read(all, done, length - done, 100);
            done += count;
            idle = count == 0 ? idle + 1 : 0;
        }
        return Arrays.copyOf(all, done);
    }

    @ParameterizedTest
    @EnumSource(SerialDriver.class)
    void shouldCarryEveryByteBothWays(SerialDriver driver) throws IOException {
        try (PtyPair line = PtyPair.open(folder);
                SerialLink a = driver.open(line.first(), 921_600);
                SerialLink b = driver.open(line.second(), 921_600)) {
            byte[] sent = new byte[3000];
            new SplittableRandom(3).nextBytes(sent);
            a.write(sent, 0, sent.length);
            assertArrayEquals(sent, read(b, sent.length));
            b.write(sent, 100, 256);
            assertArrayEquals(Arrays.copyOfRange(sent, 100, 356), read(a, 256));
            assertEquals(0, a.read(sent, 0, 10, 0), "nothing there, nothing waited for");
            assertFalse(a.errors().any());
        }
    }

    @ParameterizedTest
    @EnumSource(SerialDriver.class)
    void shouldSayThatThePortIsNotThere(SerialDriver driver) {
        IOException e = assertThrows(
                IOException.class,
                () -> driver.open(folder.resolve("ttyUSB7").toString(), 115_200).close());
        assertTrue(
                String.valueOf(e.getMessage()).contains("ttyUSB7: no such device; is it plugged in?"), e.getMessage());
    }

    @ParameterizedTest
    @EnumSource(SerialDriver.class)
    void shouldFailWhenTheLineIsGone(SerialDriver driver) throws IOException {
        try (PtyPair line = PtyPair.open(folder);
                SerialLink a = driver.open(line.first(), 115_200)) {
            line.cut();
            IOException e = assertThrows(IOException.class, () -> read(a, 10));
            assertTrue(String.valueOf(e.getMessage()).contains("was unplugged or hung up"), e.getMessage());
        }
    }

    @Test
    void shouldOpenAnyBaudRateByTermios() throws IOException {
        try (PtyPair line = PtyPair.open(folder);
                TermiosSerialLink link = TermiosSerialLink.open(line.first(), 123_457)) {
            assertFalse(link.lowLatency(), "a pseudo-terminal has no such setting");
            assertEquals(LineErrors.UNTOLD, link.errors());
        }
    }

    @Test
    void shouldLayOutTheKernelsStructs() {
        assertEquals(44, Termios2.LAYOUT.byteSize());
        assertEquals(17, offset(Termios2.LAYOUT, "c_cc"));
        assertEquals(36, offset(Termios2.LAYOUT, "c_ispeed"));
        assertEquals(40, offset(Termios2.LAYOUT, "c_ospeed"));
        assertEquals(72, SerialSettings.LAYOUT.byteSize());
        assertEquals(16, offset(SerialSettings.LAYOUT, "flags"));
        assertEquals(80, SerialCounters.LAYOUT.byteSize());
        assertEquals(24, offset(SerialCounters.LAYOUT, "frame"));
        assertEquals(40, offset(SerialCounters.LAYOUT, "buf_overrun"));
        assertEquals(44, Termios2.TCGETS2 >> 16 & 0x3FFF, "the request's size field");
        assertEquals(44, Termios2.TCSETS2 >> 16 & 0x3FFF, "the request's size field");
    }

    private static long offset(java.lang.foreign.StructLayout layout, String field) {
        return layout.byteOffset(java.lang.foreign.MemoryLayout.PathElement.groupElement(field));
    }

    @Test
    void shouldNameTheGroupToJoinWherePermissionIsMissing() {
        assertEquals(
                "cannot open /dev/ttyUSB0: permission denied; join the group that may: sudo usermod -aG dialout $USER, then"
                        + " log in again",
                PortProblem.line("/dev/ttyUSB0", Errno.EACCES, Optional.of("dialout")));
        assertEquals(
                "cannot open /dev/ttyS0: permission denied; only root may",
                PortProblem.line("/dev/ttyS0", Errno.EACCES, Optional.of("root")));
        assertTrue(PortProblem.line("/dev/ttyUSB0", Errno.EBUSY, Optional.empty())
                .contains("another program has it open (fuser /dev/ttyUSB0 names it)"));
    }

    @Test
    void shouldOpenTheLineAgainWhenItIsBack() throws IOException {
        List<LoopbackSerialLink.Ends> lines = new ArrayList<>();
        List<String> told = new ArrayList<>();
        AtomicLong nowNs = new AtomicLong();
        boolean[] away = new boolean[1];
        ReconnectingSerialLink.Opener opener = () -> {
            if (away[0]) {
                throw new IOException("away");
            }
            lines.add(LoopbackSerialLink.create());
            return lines.getLast().first();
        };
        ReconnectingSerialLink.Listener listener = new ReconnectingSerialLink.Listener() {
            @Override
            public void lost(String reason) {
                told.add("lost: " + reason);
            }

            @Override
            public void back() {
                told.add("back");
            }
        };
        try (ReconnectingSerialLink link = new ReconnectingSerialLink(opener, listener, nowNs::get)) {
            lines.getLast().second().write(new byte[] {1, 2}, 0, 2);
            assertArrayEquals(new byte[] {1, 2}, read(link, 2));
            lines.getLast().first().report(new LineErrors(true, 2, 1, 0));
            away[0] = true;
            lines.getLast().second().unplug();
            assertEquals(0, link.read(new byte[4], 0, 4, 0));
            link.write(new byte[3], 0, 3);
            nowNs.addAndGet(600_000_000);
            assertEquals(0, link.read(new byte[4], 0, 4, 0));
            away[0] = false;
            assertEquals(0, link.read(new byte[4], 0, 4, 0), "not tried again at once");
            assertFalse(link.isConnected());
            nowNs.addAndGet(600_000_000);
            assertEquals(0, link.read(new byte[4], 0, 4, 0));
            assertTrue(link.isConnected());
            assertEquals(List.of("lost: loopback A was unplugged or hung up", "back"), told);
            lines.getLast().second().write(new byte[] {7}, 0, 1);
            assertArrayEquals(new byte[] {7}, read(link, 1));
            assertEquals(2, link.errors().framing(), "errors of the line before are kept");
        }
    }

    @Test
    void shouldNotWaitForALineThatNeverWas() {
        IOException e = assertThrows(
                IOException.class,
                () -> new ReconnectingSerialLink(
                                () -> {
                                    throw new IOException("no such line");
                                },
                                new ReconnectingSerialLink.Listener() {
                                    @Override
                                    public void lost(String reason) {}

                                    @Override
                                    public void back() {}
                                },
                                System::nanoTime)
                        .close());
        assertEquals("no such line", e.getMessage());
    }

    @Test
    void shouldRefuseMoreThanALoopbackHolds() {
        LoopbackSerialLink first = LoopbackSerialLink.create().first();
        assertThrows(IOException.class, () -> first.write(new byte[70_000], 0, 70_000));
    }
}
