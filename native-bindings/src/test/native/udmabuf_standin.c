/*
 * For tests only: stands in for /dev/udmabuf on a kernel that has none, so that libcamera's virtual cameras find memory
 * for their frames. Preloaded; everything but the allocator is the real thing.
 *
 *   gcc -shared -fPIC -o standin.so udmabuf_standin.c -ldl && LD_PRELOAD=./standin.so ...
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/dma-buf.h>
#include <linux/udmabuf.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

static int opened(const char *path)
{
	return strcmp(path, "/dev/udmabuf") == 0 ? memfd_create("udmabuf-standin", MFD_CLOEXEC) : -1;
}

#define STAND_IN_FOR_OPEN(name)                                                     \
	int name(const char *path, int flags, ...)                                  \
	{                                                                           \
		int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, #name);      \
		va_list arguments;                                                  \
		va_start(arguments, flags);                                         \
		mode_t mode = va_arg(arguments, int);                               \
		va_end(arguments);                                                  \
		int standin = opened(path);                                         \
		return standin >= 0 ? standin : real(path, flags, mode);            \
	}

STAND_IN_FOR_OPEN(open)
STAND_IN_FOR_OPEN(open64)

int ioctl(int fd, unsigned long request, ...)
{
	int (*real)(int, unsigned long, ...) = dlsym(RTLD_NEXT, "ioctl");
	va_list arguments;
	va_start(arguments, request);
	void *argument = va_arg(arguments, void *);
	va_end(arguments);
	if (request == UDMABUF_CREATE)
		return fcntl(((struct udmabuf_create *)argument)->memfd, F_DUPFD_CLOEXEC, 0);
	if (request == DMA_BUF_IOCTL_SYNC) {
		int result = real(fd, request, argument);
		return result < 0 ? 0 : result;
	}
	return real(fd, request, argument);
}
