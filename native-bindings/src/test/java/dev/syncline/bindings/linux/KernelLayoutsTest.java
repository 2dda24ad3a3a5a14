package dev.syncline.bindings.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.syncline.bindings.linux.gpio.GpioLayouts;
import dev.syncline.bindings.linux.pps.PpsLayouts;
import dev.syncline.bindings.linux.ptp.PtpLayouts;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes and offsets of the kernel's structs, as a C compiler lays them out on x86-64 and on arm64. */
class KernelLayoutsTest {
    private static StructLayout struct(String name) {
        return switch (name) {
            case "gpiochip_info" -> GpioLayouts.CHIP_INFO;
            case "gpio_v2_line_info" -> GpioLayouts.LINE_INFO;
            case "gpio_v2_line_request" -> GpioLayouts.LINE_REQUEST;
            case "gpio_v2_line_config" -> GpioLayouts.LINE_CONFIG;
            case "gpio_v2_line_config_attribute" -> GpioLayouts.CONFIG_ATTRIBUTE;
            case "gpio_v2_line_values" -> GpioLayouts.LINE_VALUES;
            case "gpio_v2_line_event" -> GpioLayouts.LINE_EVENT;
            case "pps_ktime" -> PpsLayouts.KTIME;
            case "pps_kinfo" -> PpsLayouts.KINFO;
            case "pps_kparams" -> PpsLayouts.KPARAMS;
            case "pps_fdata" -> PpsLayouts.FDATA;
            case "ptp_clock_time" -> PtpLayouts.TIME;
            case "ptp_clock_caps" -> PtpLayouts.CAPS;
            case "ptp_extts_request" -> PtpLayouts.EXTTS_REQUEST;
            case "ptp_perout_request" -> PtpLayouts.PEROUT_REQUEST;
            case "ptp_pin_desc" -> PtpLayouts.PIN_DESC;
            case "ptp_sys_offset" -> PtpLayouts.SYS_OFFSET;
            case "ptp_sys_offset_extended" -> PtpLayouts.SYS_OFFSET_EXTENDED;
            case "ptp_sys_offset_precise" -> PtpLayouts.SYS_OFFSET_PRECISE;
            case "ptp_extts_event" -> PtpLayouts.EXTTS_EVENT;
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "gpiochip_info, 68",
        "gpio_v2_line_info, 256",
        "gpio_v2_line_request, 592",
        "gpio_v2_line_config, 272",
        "gpio_v2_line_config_attribute, 24",
        "gpio_v2_line_values, 16",
        "gpio_v2_line_event, 48",
        "pps_ktime, 16",
        "pps_kinfo, 48",
        "pps_kparams, 40",
        "pps_fdata, 64",
        "ptp_clock_time, 16",
        "ptp_clock_caps, 80",
        "ptp_extts_request, 16",
        "ptp_perout_request, 56",
        "ptp_pin_desc, 96",
        "ptp_sys_offset, 832",
        "ptp_sys_offset_extended, 1216",
        "ptp_sys_offset_precise, 64",
        "ptp_extts_event, 32"
    })
    void shouldHaveTheKernelsSize(String name, long size) {
        assertEquals(size, struct(name).byteSize());
    }

    @ParameterizedTest
    @CsvSource({
        "gpiochip_info, name, 0",
        "gpiochip_info, label, 32",
        "gpiochip_info, lines, 64",
        "gpio_v2_line_info, name, 0",
        "gpio_v2_line_info, consumer, 32",
        "gpio_v2_line_info, offset, 64",
        "gpio_v2_line_info, num_attrs, 68",
        "gpio_v2_line_info, flags, 72",
        "gpio_v2_line_info, attrs, 80",
        "gpio_v2_line_request, offsets, 0",
        "gpio_v2_line_request, consumer, 256",
        "gpio_v2_line_request, config, 288",
        "gpio_v2_line_request, num_lines, 560",
        "gpio_v2_line_request, event_buffer_size, 564",
        "gpio_v2_line_request, fd, 588",
        "gpio_v2_line_config, flags, 0",
        "gpio_v2_line_config, num_attrs, 8",
        "gpio_v2_line_config, attrs, 32",
        "gpio_v2_line_config_attribute, id, 0",
        "gpio_v2_line_config_attribute, value, 8",
        "gpio_v2_line_config_attribute, mask, 16",
        "gpio_v2_line_values, bits, 0",
        "gpio_v2_line_values, mask, 8",
        "gpio_v2_line_event, timestamp_ns, 0",
        "gpio_v2_line_event, id, 8",
        "gpio_v2_line_event, offset, 12",
        "gpio_v2_line_event, seqno, 16",
        "gpio_v2_line_event, line_seqno, 20",
        "pps_ktime, sec, 0",
        "pps_ktime, nsec, 8",
        "pps_ktime, flags, 12",
        "pps_kinfo, assert_sequence, 0",
        "pps_kinfo, clear_sequence, 4",
        "pps_kinfo, assert_tu, 8",
        "pps_kinfo, clear_tu, 24",
        "pps_kinfo, current_mode, 40",
        "pps_kparams, api_version, 0",
        "pps_kparams, mode, 4",
        "pps_kparams, assert_off_tu, 8",
        "pps_kparams, clear_off_tu, 24",
        "pps_fdata, info, 0",
        "pps_fdata, timeout, 48",
        "ptp_clock_time, sec, 0",
        "ptp_clock_time, nsec, 8",
        "ptp_clock_caps, max_adj, 0",
        "ptp_clock_caps, n_ext_ts, 8",
        "ptp_clock_caps, n_per_out, 12",
        "ptp_clock_caps, pps, 16",
        "ptp_clock_caps, n_pins, 20",
        "ptp_clock_caps, cross_timestamping, 24",
        "ptp_clock_caps, adjust_phase, 28",
        "ptp_extts_request, index, 0",
        "ptp_extts_request, flags, 4",
        "ptp_perout_request, start, 0",
        "ptp_perout_request, period, 16",
        "ptp_perout_request, index, 32",
        "ptp_perout_request, flags, 36",
        "ptp_perout_request, on, 40",
        "ptp_pin_desc, name, 0",
        "ptp_pin_desc, index, 64",
        "ptp_pin_desc, func, 68",
        "ptp_pin_desc, chan, 72",
        "ptp_sys_offset, n_samples, 0",
        "ptp_sys_offset, ts, 16",
        "ptp_sys_offset_extended, n_samples, 0",
        "ptp_sys_offset_extended, clockid, 4",
        "ptp_sys_offset_extended, ts, 16",
        "ptp_sys_offset_precise, device, 0",
        "ptp_sys_offset_precise, sys_realtime, 16",
        "ptp_sys_offset_precise, sys_monoraw, 32",
        "ptp_extts_event, t, 0",
        "ptp_extts_event, index, 16",
        "ptp_extts_event, flags, 20"
    })
    void shouldHaveEachFieldWhereTheKernelHasIt(String name, String field, long offset) {
        assertEquals(offset, struct(name).byteOffset(PathElement.groupElement(field)));
    }

    /** A request's number holds the size of its struct in bits 16 to 29, but for PPS, where it is a pointer's. */
    @Test
    void shouldNumberRequestsByTheSizeOfTheirStruct() {
        assertEquals(GpioLayouts.CHIP_INFO.byteSize(), size(GpioLayouts.GET_CHIPINFO));
        assertEquals(GpioLayouts.LINE_INFO.byteSize(), size(GpioLayouts.GET_LINEINFO));
        assertEquals(GpioLayouts.LINE_REQUEST.byteSize(), size(GpioLayouts.GET_LINE));
        assertEquals(GpioLayouts.LINE_CONFIG.byteSize(), size(GpioLayouts.LINE_SET_CONFIG));
        assertEquals(GpioLayouts.LINE_VALUES.byteSize(), size(GpioLayouts.LINE_GET_VALUES));
        assertEquals(GpioLayouts.LINE_VALUES.byteSize(), size(GpioLayouts.LINE_SET_VALUES));
        assertEquals(PtpLayouts.CAPS.byteSize(), size(PtpLayouts.CLOCK_GETCAPS));
        assertEquals(PtpLayouts.EXTTS_REQUEST.byteSize(), size(PtpLayouts.EXTTS));
        assertEquals(PtpLayouts.EXTTS_REQUEST.byteSize(), size(PtpLayouts.EXTTS2));
        assertEquals(PtpLayouts.PEROUT_REQUEST.byteSize(), size(PtpLayouts.PEROUT));
        assertEquals(PtpLayouts.PIN_DESC.byteSize(), size(PtpLayouts.PIN_SETFUNC));
        assertEquals(PtpLayouts.SYS_OFFSET.byteSize(), size(PtpLayouts.SYS_OFFSET_REQUEST));
        assertEquals(PtpLayouts.SYS_OFFSET_PRECISE.byteSize(), size(PtpLayouts.PRECISE_REQUEST));
        assertEquals(PtpLayouts.SYS_OFFSET_EXTENDED.byteSize(), size(PtpLayouts.EXTENDED_REQUEST));
        assertEquals(8, size(PpsLayouts.FETCH));
        assertEquals(8, size(PpsLayouts.GETCAP));
        assertEquals(8, size(PpsLayouts.GETPARAMS));
        assertEquals(8, size(PpsLayouts.SETPARAMS));
    }

    private static long size(long request) {
        return request >> 16 & 0x3fff;
    }
}
