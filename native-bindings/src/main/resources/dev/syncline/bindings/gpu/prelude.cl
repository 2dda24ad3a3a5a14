/*
 * OpenCL C and CUDA C at once: what differs between them is named here. The arithmetic of all kernels,
 * the stopping rules and the order of decisions are those of the engine's flow.klt, in 32-bit floats.
 *
 * Set by who compiles it: WINDOW, side of a patch, px, odd; LANES, items that share a patch: 32, or 1 on a processor;
 * TILE_ITEMS, items that share a tile of a picture, at most 256.
 *
 * Products and sums are never contracted by the compiler; FMA is written where it is meant.
 */
#ifdef __OPENCL_VERSION__
#pragma OPENCL FP_CONTRACT OFF
#define KERNEL __kernel
#define FUNCTION static
#define GLOBAL __global
#if LANES > 1
#define LOCAL __local
#define SHARED __local
#define BARRIER() barrier(CLK_LOCAL_MEM_FENCE)
#else
/* An item alone shares its memory with nobody. (PoCL 3.1 was seen to give one group's to another.) */
#define LOCAL __private
#define SHARED __private
#define BARRIER()
#endif
#define ITEM ((int) get_local_id(0))
#define GROUP_X ((int) get_group_id(0))
#define GROUP_Y ((int) get_group_id(1))
#define GROUP_Z ((int) get_group_id(2))
#define FMA(a, b, c) fma(a, b, c)
#define ROOT(a) sqrt(a)
#define FLOOR(a) floor(a)
#define ABS(a) fabs(a)
#define AS_FLOAT(a) as_float(a)
#else
typedef unsigned char uchar;
typedef unsigned short ushort;
#define KERNEL extern "C" __global__
#define FUNCTION static __device__ __forceinline__
#define GLOBAL
#define LOCAL
#define SHARED __shared__
#define BARRIER() __syncthreads()
#define ITEM ((int) threadIdx.x)
#define GROUP_X ((int) blockIdx.x)
#define GROUP_Y ((int) blockIdx.y)
#define GROUP_Z ((int) blockIdx.z)
#define FMA(a, b, c) __fmaf_rn(a, b, c)
#define ROOT(a) __fsqrt_rn(a)
#define FLOOR(a) floorf(a)
#define ABS(a) fabsf(a)
#define AS_FLOAT(a) __int_as_float(a)
#endif

/* What is known of a job: int[JOB]. Places in the arena are counted in units of 256 bytes. */
#define JOB 8
#define JOB_WIDTH 0
#define JOB_HEIGHT 1
#define JOB_LEVELS 2
#define JOB_FROM 3
#define JOB_TO 4
#define JOB_MAP 5
#define JOB_MAX_FAULT 6
#define UNIT 256

typedef struct {
    size_t at;
    int width;
    int height;
} Plane;

FUNCTION int inside(int i, int size) {
    return i < 0 ? 0 : i >= size ? size - 1 : i;
}

/* A place up to two pixels outside, mirrored about the outermost pixel; tiny pictures repeat it. */
FUNCTION int mirrored(int i, int size) {
    return inside(i < 0 ? -i : i >= size ? 2 * size - 2 - i : i, size);
}

/* One level of a pyramid: levels lie behind each other, each rounded up to 16 bytes. */
FUNCTION Plane level_of(GLOBAL const int *job, int which, int level) {
    Plane plane;
    int k;
    plane.at = (size_t) job[which] * UNIT;
    plane.width = job[JOB_WIDTH];
    plane.height = job[JOB_HEIGHT];
    for (k = 0; k < level; k++) {
        plane.at += ((size_t) plane.width * plane.height + 15) / 16 * 16;
        plane.width = (plane.width + 1) / 2;
        plane.height = (plane.height + 1) / 2;
    }
    return plane;
}
