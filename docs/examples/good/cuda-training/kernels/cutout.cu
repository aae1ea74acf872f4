// Blanks a square in every image of a batch (DeVries and Taylor, 2017), in place and in one launch.

#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAStream.h>
#include <torch/extension.h>

__global__ void blank(float* images, const int64_t* corners, int64_t size, int64_t height, int64_t width) {
    const int64_t image = blockIdx.x;
    for (int64_t pixel = threadIdx.x; pixel < size * size; pixel += blockDim.x) {
        const int64_t row = corners[2 * image] + pixel / size;
        const int64_t column = corners[2 * image + 1] + pixel % size;
        if (row < height && column < width) images[(image * height + row) * width + column] = 0.0f;
    }
}

void cutout(torch::Tensor images, torch::Tensor corners, int64_t size) {
    TORCH_CHECK(images.is_cuda() && images.is_contiguous() && images.dim() == 3, "images: (n, height, width) on a GPU");
    TORCH_CHECK(corners.is_cuda() && corners.is_contiguous() && corners.dim() == 2, "corners: (n, 2) on a GPU");
    if (images.size(0) == 0) return;
    blank<<<images.size(0), 128, 0, c10::cuda::getCurrentCUDAStream()>>>(
        images.data_ptr<float>(), corners.data_ptr<int64_t>(), size, images.size(1), images.size(2));
    C10_CUDA_KERNEL_LAUNCH_CHECK();
}

PYBIND11_MODULE(TORCH_EXTENSION_NAME, module) {
    module.def("cutout", &cutout, "Blank a square in every image");
}
