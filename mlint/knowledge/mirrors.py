"""Copies of images under other names, as their publishers document them. As of 2026-11-21.

Sources: NVIDIA's supported-tags.md for nvidia/cuda; Docker's official-images readme for the architectures; AWS's and
Google's documentation of public.ecr.aws/docker and mirror.gcr.io from memory.
"""

from __future__ import annotations

AS_OF = "2026-11-21"

DOCKER_HUB_MIRRORS: dict[tuple[str, str], str] = {
    ("public.ecr.aws", "docker/library/"): "library/",
    ("mirror.gcr.io", ""): "",
}
"""Registry and the start of the repository, and what stands there at Docker Hub."""

ARCHITECTURES = frozenset({"amd64", "arm32v5", "arm32v6", "arm32v7", "arm64v8", "i386", "ppc64le", "riscv64", "s390x"})
"""Namespaces of Docker Hub with the official images of one architecture."""

MIRRORS: dict[str, str] = {
    "nvcr.io/nvidia/cuda": "docker.io/nvidia/cuda",
    "public.ecr.aws/amazonlinux/amazonlinux": "docker.io/library/amazonlinux",
    "public.ecr.aws/ubuntu/ubuntu": "docker.io/library/ubuntu",
    "public.ecr.aws/debian/debian": "docker.io/library/debian",
    "amazon/aws-lambda-python": "public.ecr.aws/lambda/python",
    "amazon/aws-lambda-nodejs": "public.ecr.aws/lambda/nodejs",
    "amazon/aws-lambda-provided": "public.ecr.aws/lambda/provided",
}
"""By the name of the copy."""
