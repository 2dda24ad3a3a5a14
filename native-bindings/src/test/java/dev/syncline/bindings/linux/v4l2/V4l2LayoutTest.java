package dev.syncline.bindings.linux.v4l2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.syncline.bindings.ffi.Errno;
import dev.syncline.bindings.ffi.FileDescriptor;
import dev.syncline.bindings.ffi.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Sizes, offsets and request numbers as a C compiler gives them for linux/videodev2.h on x86-64 and aarch64. */
class V4l2LayoutTest {
    private static long offset(MemoryLayout layout, String member) {
        return layout.byteOffset(PathElement.groupElement(member));
    }

    @Test
    void shouldLayOutTheStructsAsTheKernelDoes() {
        assertEquals(104, V4l2Capability.LAYOUT.byteSize());
        assertEquals(84, offset(V4l2Capability.LAYOUT, "capabilities"));
        assertEquals(88, offset(V4l2Capability.LAYOUT, "device_caps"));
        assertEquals(64, V4l2FormatDescription.LAYOUT.byteSize());
        assertEquals(44, offset(V4l2FormatDescription.LAYOUT, "pixelformat"));
        assertEquals(208, V4l2Format.LAYOUT.byteSize());
        assertEquals(8, offset(V4l2Format.LAYOUT, "width"));
        assertEquals(24, offset(V4l2Format.LAYOUT, "bytesperline"));
        assertEquals(28, offset(V4l2Format.LAYOUT, "sizeimage"));
        assertEquals(20, V4l2BufferRequest.LAYOUT.byteSize());
        assertEquals(88, V4l2Buffer.LAYOUT.byteSize());
        assertEquals(24, offset(V4l2Buffer.LAYOUT, "timestamp.tv_sec"));
        assertEquals(56, offset(V4l2Buffer.LAYOUT, "sequence"));
        assertEquals(64, offset(V4l2Buffer.LAYOUT, "m.offset"));
        assertEquals(72, offset(V4l2Buffer.LAYOUT, "length"));
        assertEquals(44, V4l2FrameSize.LAYOUT.byteSize());
        assertEquals(52, V4l2FrameInterval.LAYOUT.byteSize());
        assertEquals(204, V4l2FrameInterval.PARAMETERS.byteSize());
        assertEquals(12, offset(V4l2FrameInterval.PARAMETERS, "numerator"));
        assertEquals(8, V4l2Control.LAYOUT.byteSize());
        assertEquals(68, V4l2Control.RANGE.byteSize());
        assertEquals(40, offset(V4l2Control.RANGE, "minimum"));
        assertEquals(56, offset(V4l2Control.RANGE, "flags"));
        assertEquals(20, V4l2Control.EXTENDED.byteSize());
        assertEquals(32, V4l2Control.EXTENDED_LIST.byteSize());
        assertEquals(24, offset(V4l2Control.EXTENDED_LIST, "controls"));
        assertEquals(88, V4l2SubdeviceFormat.LAYOUT.byteSize());
        assertEquals(8, offset(V4l2SubdeviceFormat.LAYOUT, "width"));
    }

    @Test
    void shouldNumberTheRequestsAsTheKernelDoes() {
        assertEquals(0x80685600L, V4l2Requests.VIDIOC_QUERYCAP);
        assertEquals(0xC0405602L, V4l2Requests.VIDIOC_ENUM_FMT);
        assertEquals(0xC0D05604L, V4l2Requests.VIDIOC_G_FMT);
        assertEquals(0xC0D05605L, V4l2Requests.VIDIOC_S_FMT);
        assertEquals(0xC0145608L, V4l2Requests.VIDIOC_REQBUFS);
        assertEquals(0xC0585609L, V4l2Requests.VIDIOC_QUERYBUF);
        assertEquals(0xC058560FL, V4l2Requests.VIDIOC_QBUF);
        assertEquals(0xC0585611L, V4l2Requests.VIDIOC_DQBUF);
        assertEquals(0x40045612L, V4l2Requests.VIDIOC_STREAMON);
        assertEquals(0x40045613L, V4l2Requests.VIDIOC_STREAMOFF);
        assertEquals(0xC0CC5615L, V4l2Requests.VIDIOC_G_PARM);
        assertEquals(0xC0CC5616L, V4l2Requests.VIDIOC_S_PARM);
        assertEquals(0xC008561BL, V4l2Requests.VIDIOC_G_CTRL);
        assertEquals(0xC008561CL, V4l2Requests.VIDIOC_S_CTRL);
        assertEquals(0xC0445624L, V4l2Requests.VIDIOC_QUERYCTRL);
        assertEquals(0xC0205647L, V4l2Requests.VIDIOC_G_EXT_CTRLS);
        assertEquals(0xC02C564AL, V4l2Requests.VIDIOC_ENUM_FRAMESIZES);
        assertEquals(0xC034564BL, V4l2Requests.VIDIOC_ENUM_FRAMEINTERVALS);
        assertEquals(0xC0585604L, V4l2Requests.VIDIOC_SUBDEV_G_FMT);
    }

    @Test
    void shouldTakeTheNodesOwnAbilitiesOverTheWholeDevices() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment struct = arena.allocate(V4l2Capability.LAYOUT);
            MemorySegment.copy(MemorySegment.ofArray("vivid".getBytes(StandardCharsets.US_ASCII)), 0, struct, 0, 5);
            struct.asSlice(16, 32).fill((byte) 'x');
            struct.set(ValueLayout.JAVA_INT, 84, 0x8400_0001);
            struct.set(ValueLayout.JAVA_INT, 88, 0x0400_1000);

            V4l2Capability capability = V4l2Capability.read(struct);

            assertEquals("vivid", capability.driver());
            assertEquals("x".repeat(32), capability.card(), "a name that fills its field has no end");
            assertFalse(capability.canStreamFrames());
            assertTrue(capability.hasSeparatePlanesOnly());
        }
    }

    @Test
    void shouldReadTimestampClockAndMoment() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment struct = arena.allocate(V4l2Buffer.LAYOUT);
            struct.set(ValueLayout.JAVA_INT, 12, 0x2000 | 0x10000 | 0x40);
            struct.set(ValueLayout.JAVA_LONG, 24, 12_345);
            struct.set(ValueLayout.JAVA_LONG, 32, 678_901);
            struct.set(ValueLayout.JAVA_INT, 56, -2);
            V4l2Buffer buffer = new V4l2Buffer(struct);

            assertEquals(12_345_678_901_000L, buffer.timestampNs());
            assertTrue(buffer.isMonotonic());
            assertTrue(buffer.isStartOfExposure());
            assertTrue(buffer.isDamaged());
            assertEquals(0xFFFF_FFFEL, Integer.toUnsignedLong(buffer.sequence()));

            struct.set(ValueLayout.JAVA_INT, 12, 0x4000);
            assertFalse(buffer.isMonotonic(), "a copied timestamp is of nobody knows which clock");
            assertFalse(buffer.isStartOfExposure());
        }
    }

    @Test
    void shouldSayThatAFileIsNoVideoDevice() throws SystemCallException {
        try (FileDescriptor device = FileDescriptor.open("/dev/null", FileDescriptor.O_RDWR)) {
            SystemCallException error = assertThrows(SystemCallException.class, () -> V4l2Capability.of(device));
            assertEquals(Errno.ENOTTY, error.errno());
            assertEquals(
                    "VIDIOC_QUERYCAP on /dev/null: the device does not know this request (errno 25)",
                    error.getMessage());
        }
    }
}
