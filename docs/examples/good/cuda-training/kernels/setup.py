"""The kernel of the training, as a Python module."""

from setuptools import setup
from torch.utils.cpp_extension import BuildExtension, CUDAExtension

setup(
    name="cutout",
    version="1.0",
    ext_modules=[CUDAExtension("cutout", ["cutout.cu"])],
    cmdclass={"build_ext": BuildExtension},
)
