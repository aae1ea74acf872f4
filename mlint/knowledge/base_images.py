"""What is known of base images by their names and tags.

As of 2026-11-21. Sources: the tag lists of Docker's official images (docker-library/official-images, 2026-08-21); the
names that Docker Hub lists as official images, from memory; image sizes: "Which base image" comparison of python:3.8 at
markneumann.xyz (884 MB full, 113 MB slim).
"""

from __future__ import annotations

AS_OF = "2026-11-21"

OFFICIAL_IMAGES = frozenset(
    {"almalinux", "alpine", "amazonlinux", "archlinux", "bash", "buildpack-deps", "busybox", "caddy", "centos"}
    | {"clearlinux", "debian", "docker", "eclipse-temurin", "elixir", "fedora", "gcc", "golang", "gradle", "haproxy"}
    | {"haskell", "httpd", "influxdb", "julia", "mariadb", "maven", "memcached", "mongo", "mysql", "neo4j"}
    | {"neurodebian", "nginx", "node", "openjdk", "oraclelinux", "perl", "photon", "php", "postgres", "pypy", "python"}
    | {"r-base", "rabbitmq", "redis", "rockylinux", "ros", "ruby", "rust", "solr", "spark", "swift", "telegraf"}
    | {"tomcat", "traefik", "ubuntu", "zookeeper"}
)
"""Repositories below ``library/`` on Docker Hub; a bare name that is not here may be an image of one's own."""

MOVING_TAGS = frozenset({"latest", "nightly", "main", "master", "dev", "edge", "devel", "stable", "rolling"})
"""Tags that are moved to every new build, for all images."""

MOVING_TAG_PARTS = frozenset({"latest", "nightly"})
"""The same as the first or last part of a tag (``latest-gpu``, ``cuda-nightly``)."""

BRANCH_TAGS = frozenset({"dev", "main", "master"})
"""Moving tags called like a branch: as the default of an ARG, the mark of an image family that is built together."""

DISTRIBUTIONS = frozenset({"alpine", "debian", "el", "fedora", "rhel", "ubi", "ubuntu"})
"""Names that stand with a release number in repository paths (``ubi9/ubi-minimal``, ``distroless/static-debian12``)."""

CUDA_IMAGE = "nvidia/cuda"
PYTORCH_IMAGE = "pytorch/pytorch"

MOVES_CUDA = frozenset(
    {CUDA_IMAGE, PYTORCH_IMAGE, "lmsysorg/sglang", "pytorch/pytorch-nightly", "runpod/pytorch", "vllm/vllm-openai"}
)
"""Images that hold CUDA in all their tags."""

APT = frozenset({"apt", "apt-get", "aptitude"})
"""Programs that install Debian packages."""

IN_FULL_PYTHON_ONLY = {
    "autoconf": "autoconf",
    "bzip2": "bzip2",
    "c++": "g++",
    "cc": "gcc",
    "convert": "imagemagick",
    "curl": "curl",
    "file": "file",
    "g++": "g++",
    "gcc": "gcc",
    "git": "git",
    "gpg": "gnupg",
    "hg": "mercurial",
    "make": "make",
    "patch": "patch",
    "ps": "procps",
    "scp": "openssh-client",
    "ssh": "openssh-client",
    "svn": "subversion",
    "unzip": "unzip",
    "wget": "wget",
    "xz": "xz-utils",
}
"""Commands of the full python image that its slim variant lacks, with the Debian package that brings each.

Source: the Dockerfiles of docker-library/buildpack-deps, on which the full image is built.
"""

LIBRARIES_IN_FULL_PYTHON_ONLY = {
    "lightgbm": "libgomp1",
    "opencv-contrib-python": "libglib2.0-0",
    "opencv-python": "libglib2.0-0",
    "python-magic": "libmagic1",
}
"""The Debian packages that Python packages load, full python images have, and slim ones lack. Measured on Debian 12:
without them lightgbm 4.6.0, both of OpenCV 4.12.0.88 and python-magic 0.4.27 cannot be imported."""

BUILD_TOOLS = frozenset(
    {"c++", "cargo", "cc", "clang", "cmake", "configure", "g++", "gcc", "gfortran", "git", "go", "make", "meson"}
    | {"ninja", "rustc"}
)
"""Commands that compile or fetch sources: an image that runs them needs more than wheels."""

BUILD_PACKAGES = frozenset(
    {"build-essential", "clang", "cmake", "g++", "gcc", "gfortran", "git", "make", "ninja-build"}
)
"""Debian packages that bring them; ``build-essential`` brings gcc, g++ and make."""

PYTHON_PACKAGES = frozenset(
    {"python", "python-dev", "python-is-python3", "python-pip", "python-setuptools", "python3", "python3-dev"}
    | {"python3-distutils", "python3-pip", "python3-setuptools", "python3-venv", "python3-virtualenv", "python3-wheel"}
)
"""Debian packages that are Python and what installs packages for it."""

SMALL_TOOLS = frozenset(
    {"apt-transport-https", "apt-utils", "ca-certificates", "curl", "gnupg", "gnupg2", "locales", "pkg-config"}
    | {"software-properties-common", "tzdata", "unzip", "vim", "wget"}
)
"""Debian packages that images install beside Python without being about them."""

COMPILED_ON_INSTALL = frozenset(
    {"annoy", "apex", "auto-gptq", "autoawq", "causal-conv1d", "deepspeed", "dlib", "fasttext", "flash-attn"}
    | {"llama-cpp-python", "mamba-ssm", "mpi4py", "mysqlclient", "psycopg2", "pyaudio", "pycuda", "pygraphviz"}
    | {"python-ldap", "uwsgi"}
)
"""Python packages that come as source alone and hold compiled code: auto-gptq, autoawq and deepspeed by PyPI's list of
files on 2026-11-21, the others from memory."""

FULL_PYTHON_EXTRA_BYTES = 771_000_000
"""What the full python image has over its slim variant: 884 MB against 113 MB for python:3.8."""

JUPYTER_NAMESPACES = frozenset({"jupyter", "quay.io/jupyter"})
"""Where the Jupyter Docker Stacks live; the first has been frozen since October 2023. Dated tags are the norm there,
and users take the moving ones."""

COLAB_NAMESPACE = "us-docker.pkg.dev/colab-images/public"
"""Where Google publishes the runtime of Colab; who builds on it wants what Colab runs today."""
