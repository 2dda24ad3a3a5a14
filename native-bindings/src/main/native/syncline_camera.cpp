#include "syncline_camera.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include <libcamera/libcamera.h>
#include <libcamera/property_ids.h>

#include "camera_session.h"

using namespace syncline;

namespace {

std::mutex managerLock;
std::unique_ptr<CameraManager> manager;
int managerUsers = 0;

void copy(char *to, size_t size, std::string_view text)
{
	const size_t length = std::min(size - 1, text.size());
	memcpy(to, text.data(), length);
	to[length] = 0;
}

std::shared_ptr<Camera> cameraAt(int index)
{
	std::lock_guard<std::mutex> guard(managerLock);
	if (!manager || index < 0)
		return nullptr;
	const auto cameras = manager->cameras();
	return size_t(index) < cameras.size() ? cameras[index] : nullptr;
}

Session *session(void *camera)
{
	return static_cast<Session *>(camera);
}

} /* namespace */

extern "C" {

int syncline_camera_abi(void)
{
	return SYNCLINE_CAMERA_ABI;
}

const char *syncline_camera_library(void)
{
	static const std::string version = CameraManager::version();
	return version.c_str();
}

const char *syncline_camera_error(void)
{
	return errorWords();
}

int syncline_camera_manager_start(void)
{
	std::lock_guard<std::mutex> guard(managerLock);
	if (managerUsers++ > 0)
		return 0;
	/* What it says while all is well would stand in the middle of a command's own output. */
	setenv("LIBCAMERA_LOG_LEVELS", "*:ERROR", 0);
	manager = std::make_unique<CameraManager>();
	int result = manager->start();
	if (result < 0) {
		manager.reset();
		managerUsers = 0;
		return failed(result, "libcamera does not start");
	}
	return 0;
}

int syncline_camera_manager_stop(void)
{
	std::lock_guard<std::mutex> guard(managerLock);
	if (managerUsers == 0 || --managerUsers > 0)
		return 0;
	manager->stop();
	manager.reset();
	return 0;
}

int syncline_camera_count(void)
{
	std::lock_guard<std::mutex> guard(managerLock);
	return manager ? int(manager->cameras().size()) : failed(EINVAL, "libcamera was not started");
}

int syncline_camera_describe(int index, struct syncline_camera_info *info)
{
	std::shared_ptr<Camera> camera = cameraAt(index);
	if (!camera)
		return failed(ENODEV, "there is no such camera");
	*info = {};
	copy(info->id, sizeof(info->id), camera->id());
	copy(info->model, sizeof(info->model), camera->properties().get(properties::Model).value_or(""));
	const ControlInfoMap &controls = camera->controls();
	const auto limits = controls.find(&controls::FrameDurationLimits);
	if (limits != controls.end() && limits->second.min().type() == ControlTypeInteger64 &&
	    !limits->second.min().isArray()) {
		info->has |= SYNCLINE_HAS_FRAME_LIMITS;
		info->shortest_frame_us = limits->second.min().get<int64_t>();
		info->longest_frame_us = limits->second.max().get<int64_t>();
	}
	if (controls.count(&controls::ExposureTime))
		info->has |= SYNCLINE_HAS_EXPOSURE;
	if (controls.count(&controls::AnalogueGain))
		info->has |= SYNCLINE_HAS_GAIN;
#ifdef LIBCAMERA_HAS_RPI_VENDOR_CONTROLS_SYNC_MODE
	if (controls.count(&controls::rpi::SyncMode))
		info->has |= SYNCLINE_HAS_SYNC_MODE;
#endif
	return 0;
}

int syncline_camera_mode_of(int index, int mode, struct syncline_camera_mode *out)
{
	std::shared_ptr<Camera> camera = cameraAt(index);
	if (!camera)
		return failed(ENODEV, "there is no such camera");
	std::unique_ptr<CameraConfiguration> configuration = camera->generateConfiguration({ StreamRole::VideoRecording });
	if (!configuration || configuration->empty())
		return 0;
	const StreamFormats &formats = configuration->at(0).formats();
	int at = 0;
	for (const PixelFormat &format : formats.pixelformats()) {
		for (const Size &size : formats.sizes(format)) {
			if (at++ == mode) {
				*out = { format.fourcc(), size.width, size.height, 0, 0, 0, 0 };
				return 1;
			}
		}
	}
	return 0;
}

int syncline_camera_open(const char *id, void **camera)
{
	std::shared_ptr<Camera> found;
	{
		std::lock_guard<std::mutex> guard(managerLock);
		found = manager ? manager->get(id) : nullptr;
	}
	if (!found)
		return failed(ENODEV, std::string("there is no camera ") + id);
	*camera = new Session(std::move(found));
	return 0;
}

int syncline_camera_configure(void *camera, struct syncline_camera_mode *wanted)
{
	return session(camera)->configure(*wanted);
}

int syncline_camera_buffer(void *camera, uint32_t buffer, void **address, uint64_t *length, int32_t *dma_fd)
{
	return session(camera)->buffer(buffer, address, length, dma_fd);
}

int syncline_camera_start(void *camera, const struct syncline_camera_settings *settings)
{
	return session(camera)->start(*settings);
}

int syncline_camera_next(void *camera, int32_t timeout_ms, struct syncline_camera_frame *frame)
{
	return session(camera)->next(timeout_ms, *frame);
}

int syncline_camera_release(void *camera, uint32_t buffer)
{
	return session(camera)->release(buffer);
}

int syncline_camera_frame_length(void *camera, int64_t frame_us)
{
	return session(camera)->frameLength(frame_us);
}

int syncline_camera_stop(void *camera)
{
	return session(camera)->stop();
}

void syncline_camera_close(void *camera)
{
	delete session(camera);
}

} /* extern "C" */
