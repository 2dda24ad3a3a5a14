package dev.syncline.cli.sync;

import dev.syncline.bindings.cuda.NvdecDecoding;
import dev.syncline.bindings.ffmpeg.HardwareDecoding;
import dev.syncline.cli.console.MemorySize;
import dev.syncline.engine.sync.flow.FlowAccelerator;
import dev.syncline.engine.sync.flow.FlowDevice;
import dev.syncline.engine.sync.flow.FlowDeviceException;
import dev.syncline.engine.sync.flow.FlowTrackerProvider;
import dev.syncline.engine.sync.flow.klt.KltFlowTrackerProvider;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where points are followed. Nothing of a device's libraries is loaded before {@link #open}.
 *
 * @param kind {@code cpu}, {@code auto}, or what an accelerator calls itself
 * @param number of the device among those of its kind
 * @param memoryBytes most to take on the device; 0 to leave it to the device
 */
public record DeviceChoice(String kind, int number, long memoryBytes) {
    /** The processor. */
    public static final DeviceChoice CPU = new DeviceChoice("cpu", 0, 0);

    private static final Pattern FORM = Pattern.compile("(cpu|auto)|(cuda|opencl)(?::(\\d{1,3}))?");

    /** The same device with a limit to its memory. */
    DeviceChoice within(@Nullable MemorySize memory) {
        return memory == null ? this : new DeviceChoice(kind, number, memory.bytes());
    }

    boolean isAuto() {
        return kind.equals("auto");
    }

    /** All kinds of devices that this Syncline knows, best first. */
    public static List<FlowAccelerator> accelerators() {
        return ServiceLoader.load(FlowAccelerator.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /**
     * Makes the trackers.
     *
     * @throws FlowDeviceException when the device that was named cannot be used
     */
    FlowTrackerProvider open() {
        if (kind.equals("cpu")) {
            return new KltFlowTrackerProvider();
        }
        if (isAuto()) {
            return best();
        }
        FlowAccelerator accelerator = accelerators().stream()
                .filter(each -> each.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new FlowDeviceException("this Syncline was built without " + kind));
        try {
            return accelerator.open(number, memoryBytes);
        } catch (FlowDeviceException e) {
            throw new DeviceUnusableException("--device " + kind + ": " + e.getMessage(), e);
        }
    }

    /** Whether a device that could be used failed on the way, and not one that never could. */
    public static boolean isBadLuck(FlowDeviceException failure) {
        return !(failure instanceof DeviceUnusableException);
    }

    /** What decodes on a device; null where that decodes nothing. */
    static @Nullable HardwareDecoding decoding(@Nullable FlowDevice device) {
        return device != null && decodes(device) ? new NvdecDecoding(cudaNumber(device)) : null;
    }

    /** Whether the kind of device has decoders that are used. */
    public static boolean decodes(FlowDevice device) {
        return device.id().startsWith("cuda:");
    }

    /** Why a device of such a kind decodes nothing; null where it does. */
    public static @Nullable String whyNoDecoding(FlowDevice device) {
        return NvdecDecoding.whyNot(cudaNumber(device));
    }

    private static int cudaNumber(FlowDevice device) {
        return Integer.parseInt(device.id().substring("cuda:".length()));
    }

    private FlowTrackerProvider best() {
        for (FlowAccelerator accelerator : accelerators()) {
            List<FlowDevice> devices = accelerator.find().devices();
            for (int i = 0; i < devices.size(); i++) {
                if (devices.get(i).unusable() == null && !devices.get(i).processor()) {
                    return accelerator.open(i, memoryBytes);
                }
            }
        }
        return new KltFlowTrackerProvider();
    }

    /** Reads {@code cpu}, {@code auto}, {@code cuda}, {@code cuda:1}, {@code opencl:0} and the like. */
    public static final class Converter implements ITypeConverter<DeviceChoice> {
        @Override
        public DeviceChoice convert(String value) {
            Matcher form = FORM.matcher(value);
            if (!form.matches()) {
                throw new TypeConversionException(
                        "expected cpu, auto, cuda, opencl, or one of several such as cuda:1, got " + value);
            }
            String kind = form.group(1) == null ? form.group(2) : form.group(1);
            return new DeviceChoice(kind, form.group(3) == null ? 0 : Integer.parseInt(form.group(3)), 0);
        }
    }
}
