package dev.syncline.engine.base.kernel;

/** Takes the lane that {@link KernelLane} chose. */
final class ImageLane {
    static final ImageKernels ACTIVE =
            Kernels.active() instanceof VectorKernels ? new VectorImageKernels() : new ScalarImageKernels();

    private ImageLane() {}
}
