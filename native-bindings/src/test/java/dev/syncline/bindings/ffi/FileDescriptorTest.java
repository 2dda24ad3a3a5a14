package dev.syncline.bindings.ffi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class FileDescriptorTest {
    @Test
    void shouldReadWhatWasWritten(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("data"), new byte[] {1, 2, 3});
        try (FileDescriptor fd = FileDescriptor.open(file.toString(), FileDescriptor.O_RDWR);
                Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(8);
            assertTrue((fd.poll(FileDescriptor.POLLIN, 0) & FileDescriptor.POLLIN) != 0);
            assertEquals(3, fd.read(bytes));
            assertEquals(2, bytes.get(ValueLayout.JAVA_BYTE, 1));
            assertEquals(0, fd.read(bytes));
            assertEquals(8, fd.write(bytes));
        }
        assertEquals(11, Files.size(file));
    }

    @Test
    void shouldNameTheFileThatIsNotThere() {
        SystemCallException e = assertThrows(
                SystemCallException.class, () -> FileDescriptor.open("/dev/none-such", FileDescriptor.O_RDONLY));
        assertEquals(Errno.ENOENT, e.errno());
        assertEquals("open /dev/none-such: no such file or device (errno 2)", e.getMessage());
    }

    @Test
    void shouldSayWhichRequestADeviceDoesNotKnow() throws Exception {
        try (FileDescriptor fd = FileDescriptor.open("/dev/null", FileDescriptor.O_RDWR);
                Arena arena = Arena.ofConfined()) {
            SystemCallException e = assertThrows(
                    SystemCallException.class, () -> fd.ioctl("VIDIOC_QUERYCAP", 0x80685600L, arena.allocate(104)));
            assertEquals(
                    "VIDIOC_QUERYCAP on /dev/null: the device does not know this request (errno 25)", e.getMessage());
        }
    }

    @Test
    void shouldCloseTwiceWithoutHarm() throws Exception {
        FileDescriptor fd = FileDescriptor.open("/dev/null", FileDescriptor.O_RDWR);
        fd.close();
        fd.close();
    }
}
