/* One camera that is captured from: its configuration, mapped buffers and the queue of completed requests. */
#ifndef SYNCLINE_CAMERA_SESSION_H
#define SYNCLINE_CAMERA_SESSION_H

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <libcamera/libcamera.h>

#include "syncline_camera.h"

namespace syncline {

using namespace libcamera;

/* Keeps the words for syncline_camera_error(); the result is negative. */
int failed(int error, std::string words);

/* The words of this thread's last failure. */
const char *errorWords();

struct Mapping {
	void *address;
	size_t length;
	int fd;
};

class Session
{
public:
	explicit Session(std::shared_ptr<Camera> camera)
		: camera_(std::move(camera))
	{
	}

	~Session() { close(); }

	int configure(syncline_camera_mode &mode);
	int buffer(uint32_t index, void **address, uint64_t *length, int32_t *fd) const;
	int start(const syncline_camera_settings &settings);
	int next(int timeoutMs, syncline_camera_frame &frame);
	int release(uint32_t index);
	int frameLength(int64_t frameUs);
	int stop();

private:
	struct Completed {
		Request *request;
		int64_t atNs;
	};

	void close();
	int map();
	void completed(Request *request);
	void disconnected();
	void fill(const Completed &done, syncline_camera_frame &frame) const;
	int setPicture(ControlList &controls, const syncline_camera_settings &settings) const;
	void setLimits(ControlList &controls, int64_t shortestUs, int64_t longestUs) const;

	std::shared_ptr<Camera> camera_;
	std::unique_ptr<CameraConfiguration> configuration_;
	std::unique_ptr<FrameBufferAllocator> allocator_;
	std::vector<std::unique_ptr<Request>> requests_;
	std::vector<Mapping> mappings_;
	syncline_camera_settings settings_{};

	std::mutex lock_;
	std::condition_variable arrived_;
	/* A ring with room for every request, so that the completion handler allocates nothing. */
	std::vector<Completed> ring_;
	std::vector<bool> lent_;
	size_t head_ = 0;
	size_t waiting_ = 0;
	int64_t nextLengthUs_ = 0;
	bool trimmed_ = false;
	bool running_ = false;
	bool gone_ = false;
};

} /* namespace syncline */

#endif
