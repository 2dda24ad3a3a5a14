#include "camera_session.h"

#include <linux/dma-buf.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <utility>

namespace syncline {

namespace {

thread_local std::string lastError;

int64_t monotonicNs()
{
	timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

/* Before and after the processor reads what a device wrote; memory that is no dma-buf needs neither. */
void access(const Mapping &mapping, uint64_t phase)
{
	dma_buf_sync sync = { DMA_BUF_SYNC_READ | phase };
	while (ioctl(mapping.fd, DMA_BUF_IOCTL_SYNC, &sync) < 0 && (errno == EINTR || errno == EAGAIN))
		;
}

Orientation orientation(uint32_t flips)
{
	switch (flips) {
	case 1:
		return Orientation::Rotate0Mirror;
	case 2:
		return Orientation::Rotate180Mirror;
	case 3:
		return Orientation::Rotate180;
	default:
		return Orientation::Rotate0;
	}
}

} /* namespace */

int failed(int error, std::string words)
{
	lastError = std::move(words);
	return error < 0 ? error : -error;
}

const char *errorWords()
{
	return lastError.c_str();
}

int Session::configure(syncline_camera_mode &mode)
{
	if (configuration_)
		return failed(EBUSY, "the camera is configured already");
	int result = camera_->acquire();
	if (result < 0)
		return failed(result, "the camera is in use by another program");
	camera_->requestCompleted.connect(this, &Session::completed);
	camera_->disconnected.connect(this, &Session::disconnected);
	configuration_ = camera_->generateConfiguration({ StreamRole::VideoRecording });
	if (!configuration_ || configuration_->empty())
		return failed(ENOTSUP, "the camera records no video");
	StreamConfiguration &stream = configuration_->at(0);
	if (mode.fourcc)
		stream.pixelFormat = PixelFormat(mode.fourcc);
	if (mode.width && mode.height)
		stream.size = Size(mode.width, mode.height);
	if (mode.buffers)
		stream.bufferCount = mode.buffers;
	const Orientation wanted = orientation(mode.flips);
	configuration_->orientation = wanted;
	if (configuration_->validate() == CameraConfiguration::Invalid)
		return failed(EINVAL, "the camera has no such mode");
	if (mode.flips && configuration_->orientation != wanted)
		return failed(ENOTSUP, "the camera cannot turn its pictures so");
	result = camera_->configure(configuration_.get());
	if (result < 0)
		return failed(result, "the camera refuses the mode " + stream.toString());
	allocator_ = std::make_unique<FrameBufferAllocator>(camera_);
	result = allocator_->allocate(stream.stream());
	if (result < 0)
		return failed(result, "no frame buffers could be allocated (is there a /dev/udmabuf or /dev/dma_heap?)");
	result = map();
	if (result < 0)
		return result;
	mode.fourcc = stream.pixelFormat.fourcc();
	mode.width = stream.size.width;
	mode.height = stream.size.height;
	mode.stride = stream.stride;
	mode.frame_bytes = stream.frameSize;
	mode.buffers = mappings_.size();
	return 0;
}

int Session::map()
{
	Stream *stream = configuration_->at(0).stream();
	for (const std::unique_ptr<FrameBuffer> &buffer : allocator_->buffers(stream)) {
		Mapping mapping{ MAP_FAILED, 0, -1 };
		mapping.fd = buffer->planes()[0].fd.get();
		for (const FrameBuffer::Plane &plane : buffer->planes()) {
			if (plane.fd.get() != mapping.fd)
				return failed(ENOTSUP, "the planes of a frame lie in separate buffers");
			mapping.length = std::max<size_t>(mapping.length, size_t(plane.offset) + plane.length);
		}
		mapping.address = mmap(nullptr, mapping.length, PROT_READ, MAP_SHARED, mapping.fd, 0);
		if (mapping.address == MAP_FAILED)
			return failed(errno, "a frame buffer cannot be mapped");
		mappings_.push_back(mapping);
		std::unique_ptr<Request> request = camera_->createRequest(requests_.size());
		if (!request)
			return failed(ENOMEM, "no memory for a request");
		int result = request->addBuffer(stream, buffer.get());
		if (result < 0)
			return failed(result, "a request takes no buffer");
		requests_.push_back(std::move(request));
	}
	ring_.resize(requests_.size());
	lent_.assign(requests_.size(), false);
	return 0;
}

int Session::buffer(uint32_t index, void **address, uint64_t *length, int32_t *fd) const
{
	if (index >= mappings_.size())
		return failed(EINVAL, "there is no such buffer");
	*address = mappings_[index].address;
	*length = mappings_[index].length;
	*fd = mappings_[index].fd;
	return 0;
}

void Session::setLimits(ControlList &controls, int64_t shortestUs, int64_t longestUs) const
{
	if (shortestUs <= 0 || !camera_->controls().count(&controls::FrameDurationLimits))
		return;
	const std::array<int64_t, 2> limits{ shortestUs, std::max(shortestUs, longestUs) };
	controls.set(controls::FrameDurationLimits, Span<const int64_t, 2>(limits));
}

/* Colours and focus. What the camera does not have is refused, since nobody would see that it was left out. */
int Session::setPicture(ControlList &controls, const syncline_camera_settings &settings) const
{
	const ControlInfoMap &known = camera_->controls();
	if (settings.awb_mode > 0) {
		if (!known.count(&controls::AwbMode))
			return failed(ENOTSUP, "the camera's white balance cannot be set");
		if (known.count(&controls::AwbEnable))
			controls.set(controls::AwbEnable, true);
		controls.set(controls::AwbMode, settings.awb_mode - 1);
	}
	if (settings.red_gain > 0 && settings.blue_gain > 0) {
		if (!known.count(&controls::ColourGains))
			return failed(ENOTSUP, "the camera's colour gains cannot be set");
		if (known.count(&controls::AwbEnable))
			controls.set(controls::AwbEnable, false);
		const std::array<float, 2> gains{ float(settings.red_gain), float(settings.blue_gain) };
		controls.set(controls::ColourGains, Span<const float, 2>(gains));
	}
	const bool focus = settings.af_mode > 0 || settings.af_range > 0 || settings.af_speed > 0 ||
			   settings.lens_position >= 0;
	if (focus && !known.count(&controls::AfMode))
		return failed(ENOTSUP, "the camera's focus cannot be set");
	if (settings.af_mode > 0) {
		controls.set(controls::AfMode, settings.af_mode - 1);
		if (settings.af_mode - 1 == controls::AfModeAuto)
			controls.set(controls::AfTrigger, controls::AfTriggerStart);
	}
	if (settings.af_range > 0)
		controls.set(controls::AfRange, settings.af_range - 1);
	if (settings.af_speed > 0)
		controls.set(controls::AfSpeed, settings.af_speed - 1);
	if (settings.lens_position >= 0) {
		if (settings.af_mode <= 0)
			controls.set(controls::AfMode, controls::AfModeManual);
		controls.set(controls::LensPosition, float(settings.lens_position));
	}
	return 0;
}

int Session::start(const syncline_camera_settings &settings)
{
	if (requests_.empty() || running_)
		return failed(EINVAL, "the camera is not configured, or runs already");
	settings_ = settings;
	ControlList controls(camera_->controls());
	setLimits(controls, settings.shortest_frame_us, settings.longest_frame_us);
	if (settings.exposure_us > 0) {
		if (!camera_->controls().count(&controls::ExposureTime))
			return failed(ENOTSUP, "the camera's exposure cannot be set");
		if (camera_->controls().count(&controls::ExposureTimeMode))
			controls.set(controls::ExposureTimeMode, controls::ExposureTimeModeManual);
		controls.set(controls::ExposureTime, int32_t(settings.exposure_us));
	}
	if (settings.gain > 0) {
		if (!camera_->controls().count(&controls::AnalogueGain))
			return failed(ENOTSUP, "the camera's gain cannot be set");
		if (camera_->controls().count(&controls::AnalogueGainMode))
			controls.set(controls::AnalogueGainMode, controls::AnalogueGainModeManual);
		controls.set(controls::AnalogueGain, float(settings.gain));
	}
	const int picture = setPicture(controls, settings);
	if (picture < 0)
		return picture;
	if (settings.sync_mode != 0) {
#ifdef LIBCAMERA_HAS_RPI_VENDOR_CONTROLS_SYNC_MODE
		if (!camera_->controls().count(&controls::rpi::SyncMode))
			return failed(ENOTSUP, "the camera cannot keep itself in step with others");
		controls.set(controls::rpi::SyncMode, settings.sync_mode);
		if (settings.sync_frames > 0)
			controls.set(controls::rpi::SyncFrames, settings.sync_frames);
#else
		return failed(ENOTSUP, "this build of libcamera has no sync controls");
#endif
	}
	int result = camera_->start(&controls);
	if (result < 0)
		return failed(result, "the camera does not start");
	running_ = true;
	for (std::unique_ptr<Request> &request : requests_) {
		result = camera_->queueRequest(request.get());
		if (result < 0)
			return failed(result, "the camera takes no request");
	}
	return 0;
}

void Session::completed(Request *request)
{
	if (request->status() == Request::RequestCancelled)
		return;
	const int64_t now = monotonicNs();
	std::lock_guard<std::mutex> guard(lock_);
	ring_[(head_ + waiting_) % ring_.size()] = { request, now };
	waiting_++;
	arrived_.notify_one();
}

void Session::disconnected()
{
	std::lock_guard<std::mutex> guard(lock_);
	gone_ = true;
	arrived_.notify_all();
}

int Session::next(int timeoutMs, syncline_camera_frame &frame)
{
	std::unique_lock<std::mutex> guard(lock_);
	arrived_.wait_for(guard, std::chrono::milliseconds(timeoutMs), [this] { return waiting_ > 0 || gone_; });
	if (waiting_ == 0)
		return gone_ ? failed(ENODEV, "the camera was unplugged") : 0;
	const Completed done = ring_[head_];
	head_ = (head_ + 1) % ring_.size();
	waiting_--;
	lent_[done.request->cookie()] = true;
	guard.unlock();
	access(mappings_[done.request->cookie()], DMA_BUF_SYNC_START);
	fill(done, frame);
	return 1;
}

void Session::fill(const Completed &done, syncline_camera_frame &frame) const
{
	const FrameMetadata &buffer = done.request->buffers().begin()->second->metadata();
	const ControlList &metadata = done.request->metadata();
	frame = {};
	frame.buffer = uint32_t(done.request->cookie());
	frame.sequence = buffer.sequence;
	frame.buffer_timestamp_ns = int64_t(buffer.timestamp);
	frame.status = buffer.status;
	for (const FrameMetadata::Plane &plane : buffer.planes())
		frame.bytes_used += plane.bytesused;
	frame.completed_ns = done.atNs;
	if (auto value = metadata.get(controls::SensorTimestamp)) {
		frame.sensor_timestamp_ns = *value;
		frame.has |= SYNCLINE_HAS_SENSOR_TIMESTAMP;
	}
	if (auto value = metadata.get(controls::FrameDuration)) {
		frame.frame_duration_us = *value;
		frame.has |= SYNCLINE_HAS_FRAME_DURATION;
	}
	if (auto value = metadata.get(controls::ExposureTime)) {
		frame.exposure_us = *value;
		frame.has |= SYNCLINE_HAS_EXPOSURE;
	}
	if (auto value = metadata.get(controls::AnalogueGain)) {
		frame.gain = *value;
		frame.has |= SYNCLINE_HAS_GAIN;
	}
#ifdef LIBCAMERA_HAS_LIBCAMERA_VENDOR_CONTROLS_FRAME_WALL_CLOCK
	if (auto value = metadata.get(controls::FrameWallClock)) {
		frame.wall_clock_ns = *value;
		frame.has |= SYNCLINE_HAS_WALL_CLOCK;
	}
#endif
#ifdef LIBCAMERA_HAS_RPI_VENDOR_CONTROLS_SYNC_MODE
	if (auto value = metadata.get(controls::rpi::SyncReady)) {
		frame.sync_ready = *value;
		frame.has |= SYNCLINE_HAS_SYNC_READY;
	}
	if (auto value = metadata.get(controls::rpi::SyncTimer)) {
		frame.sync_timer_us = *value;
		frame.has |= SYNCLINE_HAS_SYNC_TIMER;
	}
#endif
}

int Session::release(uint32_t index)
{
	std::unique_lock<std::mutex> guard(lock_);
	if (index >= lent_.size() || !lent_[index])
		return failed(EINVAL, "the buffer is not the caller's to release");
	lent_[index] = false;
	const int64_t lengthUs = nextLengthUs_;
	nextLengthUs_ = 0;
	const bool restore = trimmed_ && lengthUs == 0;
	trimmed_ = lengthUs > 0;
	guard.unlock();
	access(mappings_[index], DMA_BUF_SYNC_END);
	if (!running_)
		return 0;
	Request *request = requests_[index].get();
	request->reuse(Request::ReuseBuffers);
	if (lengthUs > 0)
		setLimits(request->controls(), lengthUs, lengthUs);
	else if (restore)
		setLimits(request->controls(), settings_.shortest_frame_us, settings_.longest_frame_us);
	int result = camera_->queueRequest(request);
	return result < 0 ? failed(result, "the camera takes no request") : 0;
}

int Session::frameLength(int64_t frameUs)
{
	if (frameUs <= 0 || settings_.shortest_frame_us <= 0)
		return failed(EINVAL, "no frame length was set when the camera started, so none can be changed");
	std::lock_guard<std::mutex> guard(lock_);
	nextLengthUs_ = frameUs;
	return 0;
}

int Session::stop()
{
	if (!running_)
		return 0;
	running_ = false;
	int result = camera_->stop();
	std::lock_guard<std::mutex> guard(lock_);
	waiting_ = 0;
	return result < 0 ? failed(result, "the camera does not stop") : 0;
}

void Session::close()
{
	stop();
	requests_.clear();
	for (const Mapping &mapping : mappings_) {
		if (mapping.address != MAP_FAILED)
			munmap(mapping.address, mapping.length);
	}
	mappings_.clear();
	if (configuration_ || allocator_) {
		camera_->requestCompleted.disconnect(this);
		camera_->disconnected.disconnect(this);
		allocator_.reset();
		configuration_.reset();
		camera_->release();
	}
}

} /* namespace syncline */
