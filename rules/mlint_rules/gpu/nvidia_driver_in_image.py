r"""The driver belongs to the host, not into the image.

A container uses the kernel of its host, so it needs the user-space half of exactly the host's driver. The NVIDIA
Container Toolkit mounts that when the container starts. A driver inside the image is never right by itself: at best it
is the same version twice, and when the host's is older, the loader takes the newer libraries of the image and the
container ends in `Failed to initialize NVML: Driver/library version mismatch`. On the machine where the image was
built, all is well; it shows on the next one.

Most get in unasked. NVIDIA's metapackages `cuda`, `cuda-12-4` and `cuda-runtime-12-4` install the driver along with
CUDA; `cuda-toolkit-12-4` and `cuda-libraries-12-4` are the same without it. `nvidia-smi` comes from the host as well,
and so do the tools of the toolkit itself, `nvidia-container-toolkit` and `nvidia-docker2`, which are of use where
`dockerd` runs.

mlint looks at apt, dnf, yum and zypper in what is shipped. `cuda-compat-*`, toolkits and `-dev` packages are no
driver. Images for Jetson boards and images whose names speak of drivers, toolkits or operators are left alone. Tools of
the toolkit beside a Docker daemon are an `info`.

## Bad
```dockerfile
FROM ubuntu:24.04
ADD https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2404/x86_64/cuda-keyring_1.1-1_all.deb /tmp/
RUN dpkg -i /tmp/cuda-keyring_1.1-1_all.deb \
    && apt-get update \
    && apt-get install -y --no-install-recommends cuda-12-8 \
    && rm -rf /var/lib/apt/lists/*
```

## Fixed
```dockerfile
FROM ubuntu:24.04
ADD https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2404/x86_64/cuda-keyring_1.1-1_all.deb /tmp/
RUN dpkg -i /tmp/cuda-keyring_1.1-1_all.deb \
    && apt-get update \
    && apt-get install -y --no-install-recommends cuda-toolkit-12-8 \
    && rm -rf /var/lib/apt/lists/*
```

## Fix safety
The fix puts the package without the driver in place of the metapackage. It is unsafe: something in the image may use
the driver's files while it is built. For packages of the driver itself there is no fix.

## Good
```dockerfile
FROM nvidia/cuda:12.8.1-base-ubuntu24.04
RUN apt-get update \
    && apt-get install -y --no-install-recommends libcublas-12-8 \
    && rm -rf /var/lib/apt/lists/*
COPY bin/infer /usr/local/bin/
CMD ["infer"]
```

## References
- [CUDA installation guide: meta packages](https://docs.nvidia.com/cuda/cuda-installation-guide-linux/#meta-packages)
- [libnvidia-container: when the image's libraries are newer than the host's](https://github.com/NVIDIA/libnvidia-container/issues/266)
- [NVIDIA Container Toolkit](https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/index.html)
- tally gpu/no-container-runtime-in-image: mlint looks for the driver too.
"""

from __future__ import annotations

from mlint.image.gpu.nvidia_drivers import driver_packages, installs_docker, is_about_drivers
from mlint.rule import Edit, Finding, Fix, Related, Span, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.gpu.nvidia_drivers import DriverPackage


@rule("ML407", severity="warning", mentions=("nvidia", "cuda"))
def nvidia_driver_in_image(build: Build) -> Iterator[Finding]:
    if not build.final_chain or is_about_drivers(build):
        return
    for stage in build.final_chain:
        for run in stage.runs:
            for packages in driver_packages(run):
                yield _finding(build, packages)


def _finding(build: Build, packages: list[DriverPackage]) -> Finding:
    packages.sort(key=lambda one: one.kind == "tool")
    first, *others = packages
    if first.kind == "tool":
        maybe = installs_docker(build)
        condition = "if no containers run in this container, " if maybe else ""
        message = f"{condition}{first.name} does nothing here: it is the host that gives its driver to containers"
    else:
        maybe = False
        brings = "pulls in the driver" if first.kind == "metapackage" else "is part of the driver"
        advice = f"install {first.instead}" if first.instead else "leave it out"
        message = f"{first.name} {brings}, which is the host's and is mounted when the container starts; {advice}"
    return Finding(
        build.place(first.word.span),
        message,
        fix=_fix(build, first),
        severity="info" if maybe else None,
        related=tuple(Related(build.place(one.word.span), f"{one.name} as well") for one in others),
    )


def _fix(build: Build, package: DriverPackage) -> Fix | None:
    word = package.word
    if package.instead is None or not word.literal:
        return None
    span = Span(word.span.start, word.span.start + len(package.name))
    return Fix(f"Install {package.instead}", (Edit(build.place(span), package.instead),), "unsafe")
