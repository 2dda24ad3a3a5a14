/*
 * libcamera for callers that speak C: cameras, their modes, and completed frames over mapped memory.
 *
 * Functions return 0 or more when done and a negative errno otherwise; syncline_camera_error() then has the reason in
 * words. Structs have no padding between members; the Java side asserts offsets and sizes against them. next() and
 * release() may run on two threads; everything else belongs to one.
 */
#ifndef SYNCLINE_CAMERA_H
#define SYNCLINE_CAMERA_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Goes up whenever a struct or function changes. */
#define SYNCLINE_CAMERA_ABI 2

/** What of a frame's or camera's description is there. */
enum syncline_camera_has {
	SYNCLINE_HAS_SENSOR_TIMESTAMP = 1 << 0,
	SYNCLINE_HAS_FRAME_DURATION = 1 << 1,
	SYNCLINE_HAS_WALL_CLOCK = 1 << 2,
	SYNCLINE_HAS_SYNC_READY = 1 << 3,
	SYNCLINE_HAS_SYNC_TIMER = 1 << 4,
	SYNCLINE_HAS_EXPOSURE = 1 << 5,
	SYNCLINE_HAS_GAIN = 1 << 6,
	/** Of a camera: its frame length can be set. */
	SYNCLINE_HAS_FRAME_LIMITS = 1 << 8,
	/** Of a camera: it can keep itself in step with others (Raspberry Pi). */
	SYNCLINE_HAS_SYNC_MODE = 1 << 9,
};

struct syncline_camera_info {
	int64_t shortest_frame_us;
	int64_t longest_frame_us;
	uint32_t has;
	uint32_t reserved;
	char id[256];
	char model[64];
};

struct syncline_camera_mode {
	uint32_t fourcc;
	uint32_t width;
	uint32_t height;
	uint32_t stride;
	uint32_t frame_bytes;
	uint32_t buffers;
	/** 1 left and right change places, 2 top and bottom do, 3 both: turned by half a turn. */
	uint32_t flips;
};

/** Zero or less leaves a setting to the camera. */
struct syncline_camera_settings {
	int64_t shortest_frame_us;
	int64_t longest_frame_us;
	int64_t exposure_us;
	double gain;
	/** 0 off, 1 server, 2 client. */
	int32_t sync_mode;
	int32_t sync_frames;
	/** Dioptres; 0 is far away, less than 0 leaves it to the camera. */
	double lens_position;
	double red_gain;
	double blue_gain;
	/** Of libcamera's AwbMode, AfMode, AfRange and AfSpeed one more than the number. */
	int32_t awb_mode;
	int32_t af_mode;
	int32_t af_range;
	int32_t af_speed;
};

struct syncline_camera_frame {
	int64_t sensor_timestamp_ns;
	int64_t frame_duration_us;
	int64_t buffer_timestamp_ns;
	/** CLOCK_MONOTONIC when libcamera said that the frame was complete. */
	int64_t completed_ns;
	int64_t wall_clock_ns;
	int64_t sync_timer_us;
	int64_t exposure_us;
	double gain;
	uint32_t buffer;
	uint32_t sequence;
	uint32_t bytes_used;
	uint32_t status;
	uint32_t has;
	uint32_t sync_ready;
};

int syncline_camera_abi(void);
const char *syncline_camera_library(void);
const char *syncline_camera_error(void);

/** The one manager of the process; starts and stops nest. */
int syncline_camera_manager_start(void);
int syncline_camera_manager_stop(void);
int syncline_camera_count(void);
int syncline_camera_describe(int index, struct syncline_camera_info *info);
/** The mode'th pair of pixel format and size that the camera records video in; 0 past the last, 1 otherwise. */
int syncline_camera_mode_of(int index, int mode, struct syncline_camera_mode *out);

int syncline_camera_open(const char *id, void **camera);
/** Takes wanted's fourcc (0: any), size, buffers and flips; leaves what the camera gives. */
int syncline_camera_configure(void *camera, struct syncline_camera_mode *wanted);
/** The memory of a buffer: its address, mapped for reading, and its length. */
int syncline_camera_buffer(void *camera, uint32_t buffer, void **address, uint64_t *length, int32_t *dma_fd);
int syncline_camera_start(void *camera, const struct syncline_camera_settings *settings);
/** 1: a frame is in *frame and its buffer belongs to the caller until released; 0: none within the time. */
int syncline_camera_next(void *camera, int32_t timeout_ms, struct syncline_camera_frame *frame);
int syncline_camera_release(void *camera, uint32_t buffer);
/** Makes the frame of the next request this long; the requests after it are nominal again. */
int syncline_camera_frame_length(void *camera, int64_t frame_us);
int syncline_camera_stop(void *camera);
void syncline_camera_close(void *camera);

#ifdef __cplusplus
}
#endif
#endif
