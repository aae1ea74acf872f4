"""Packages of NVIDIA's driver, and of what gives it to containers. As of 2026-11-21.

Sources: CUDA installation guide for Linux, table of meta packages (``cuda`` and ``cuda-X-Y`` install the toolkit and
the driver, ``cuda-runtime-X-Y`` what runs applications and the driver, ``cuda-drivers`` the driver alone;
``cuda-toolkit-X-Y`` does not include the driver, ``cuda-libraries-X-Y`` are the runtime libraries); driver installation
guide (``nvidia-open``, ``nvidia-driver``, ``kmod-nvidia-*``); installation guide of the NVIDIA Container Toolkit. The
names of Ubuntu's packages (``nvidia-utils-NNN``, ``libnvidia-compute-NNN`` …) are from memory.
"""

from __future__ import annotations

AS_OF = "2026-11-21"

DRIVER_STARTS = (
    *("akmod-nvidia", "cuda-drivers", "kmod-nvidia", "libnvidia-compute-", "libnvidia-decode-", "libnvidia-encode-"),
    *("libnvidia-gl-", "nvidia-compute-utils-", "nvidia-dkms-", "nvidia-driver", "nvidia-headless-", "nvidia-kernel-"),
    *("nvidia-open", "nvidia-utils-", "xserver-xorg-video-nvidia"),
)
"""How the names of packages of the driver begin."""
NUMBERED_DRIVER = "nvidia-"
"""With a number behind it, the old name of Ubuntu's driver: ``nvidia-384``."""

METAPACKAGES = {"cuda": "cuda-toolkit", "cuda-runtime": "cuda-libraries"}
"""Meta packages that pull in the driver, alone or with a version behind (``cuda-12-4``), and those that do not."""

CONTAINER_TOOLS = frozenset(
    {"libnvidia-container-tools", "libnvidia-container1", "nvidia-container-runtime", "nvidia-container-toolkit"}
    | {"nvidia-container-toolkit-base", "nvidia-docker", "nvidia-docker2"}
)
"""What the host needs to give its driver to containers."""

DOCKER_DAEMONS = frozenset({"docker-ce", "docker-engine", "docker.io", "moby-engine", "podman"})
"""Packages with which containers may run in the container."""

DNF_OPTIONS = frozenset(
    {"--config", "--disablerepo", "--enablerepo", "--exclude", "--forcearch", "--installroot", "--releasever", "--repo"}
    | {"--repoid", "--setopt", "-c", "-x"}
)
"""Options of dnf and yum whose value may stand apart. From dnf's manual."""
