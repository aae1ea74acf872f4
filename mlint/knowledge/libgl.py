"""What ``import cv2`` of an OpenCV that draws windows loads from the system: which images lack it, what apt brings.

As of 2026-11-21. Measured with readelf on wheels from PyPI for Linux x86_64 (opencv-python 3.4.18 and each minor
version from 4.0 to 5.0, opencv-contrib-python and the headless ones 4.5.5 to 5.0) and by importing some of them on a
bare Debian 12: those that draw windows load libGL.so.1 and libgthread-2.0.so.0 from 4.3.0.38 on (opencv-python issue
370), and libxcb.so.1 from 4.13 on, which libgl1 brings; the headless ones load nothing but libz.
Packages: their dependencies and recommendations in the package lists of Debian 11 to 13 and Ubuntu 20.04 to 26.04.
Images: the package lists of what docker-library/buildpack-deps and python install; those of nvidia/cuda from memory.
"""

from __future__ import annotations

AS_OF = "2026-11-21"

NEEDED_FROM = "4.3.0.38"
"""The first version that loads libGL.so.1; earlier ones load libSM and others."""

LIBRARIES = {"libgl1": "libGL.so.1", "libglib2.0-0": "libgthread-2.0.so.0"}
"""What is loaded, by the package of Debian and Ubuntu that has it, in the order in which it fails."""

_BOTH = ("libgl1", "libglib2.0-0")

LACKING: dict[tuple[str, str | None], tuple[str, ...]] = {
    ("astral/uv", "full"): ("libgl1",),
    ("astral/uv", "slim"): _BOTH,
    ("buildpack-deps", "full"): ("libgl1",),
    ("debian", None): _BOTH,
    ("debian", "slim"): _BOTH,
    ("ghcr.io/astral-sh/uv", "full"): ("libgl1",),
    ("ghcr.io/astral-sh/uv", "slim"): _BOTH,
    ("nvidia/cuda", "base"): _BOTH,
    ("nvidia/cuda", "runtime"): _BOTH,
    ("python", "full"): ("libgl1",),
    ("python", "slim"): _BOTH,
    ("ubuntu", None): _BOTH,
}
"""What images lack, by name and variant (of CUDA's images the flavour)."""

OLDEST = {"debian": (10,), "ubuntu": (20, 4)}
"""The oldest releases of which that is known; older ones have a Python that gets other versions of OpenCV."""

OLDEST_PYTHON = (3, 7)
"""The oldest Python that pip finds wheels of newer versions for."""

BRING_LIBGL = frozenset({"libgl1", "libgl1-mesa-glx"})
"""Packages that bring libGL.so.1 and surely no glib."""

OTHER_INSTALLERS = frozenset(
    {"ansible-playbook", "apk", "apt-fast", "aptitude", "brew", "conda", "dnf", "dpkg", "eval", "gdebi", "just", "make"}
    | {"mamba", "micromamba", "microdnf", "nala", "nix", "nix-env", "npx", "pixi", "playwright", "rosdep", "rpm"}
    | {"snap", "task", "yum", "zypper"}
)
"""Programs that may install packages of the system untold, or an environment with libraries of its own."""

INSTALLING_WORDS = frozenset({"--with-deps", "install-deps"})
"""Words with which browsers for tests are installed with their libraries."""

GRAPHICS = frozenset({"all", "display", "graphics"})
"""Values of NVIDIA_DRIVER_CAPABILITIES with which the driver on the host brings libraries for graphics."""

NEITHER = frozenset(
    {"alsa-utils", "antiword", "apparmor", "apt-transport-https", "apt-utils", "aptitude", "aria2", "autoconf"}
    | {"automake", "autotools-dev", "avahi-utils", "bash", "bash-completion", "bc", "bison", "bmon"}
    | {"build-essential", "bzip2", "ca-certificates", "cabextract", "ccache", "check", "clang", "clang-format"}
    | {"clinfo", "cmake", "curl", "default-libmysqlclient-dev", "dh-python", "dirmngr", "dkms", "dmidecode"}
    | {"dnsutils", "dos2unix", "doxygen", "dumb-init", "environment-modules", "espeak", "espeak-data"}
    | {"espeak-ng", "ethtool", "exiftool", "expat", "fakeroot", "file", "flac", "flex", "fontconfig"}
    | {"fonts-dejavu", "fonts-dejavu-core", "fonts-liberation", "fonts-noto-cjk", "fonts-noto-cjk-extra", "fuse"}
    | {"g++", "g++-11", "g++-9", "gawk", "gcc", "gcc-11", "gcc-9", "gfortran", "ghostscript", "git", "git-lfs"}
    | {"gnupg", "gnupg2", "gosu", "gpg", "gpg-agent", "hdf5-tools", "htop", "hwloc", "ibverbs-providers"}
    | {"ibverbs-utils", "iftop", "infiniband-diags", "inotify-tools", "intel-ocloc", "intel-opencl-icd", "iotop"}
    | {"ipcalc", "iproute2", "iputils-ping", "jq", "kmod", "less", "libaio-dev", "libarchive-dev", "libasound2"}
    | {"libasound2-dev", "libasound2t64", "libatlas-base-dev", "libatlas3-base", "libatomic1", "libb64-0d"}
    | {"libb64-dev", "libboost-dev", "libboost-filesystem-dev", "libboost-graph-dev"}
    | {"libboost-program-options-dev", "libboost-system-dev", "libboost-test-dev", "libbz2-1.0", "libbz2-dev"}
    | {"libc6-dev", "libcairo2", "libcgal-dev", "libcurl3-dev", "libcurl4", "libcurl4-openssl-dev", "libcurl4t64"}
    | {"libdbus-1-3", "libdc1394-22-dev", "libdc1394-dev", "libdrm2", "libegl1", "libegl1-mesa", "libespeak-dev"}
    | {"libespeak1", "libevent-dev", "libexpat1", "libffi-dev", "libffi7", "libffi8", "libflann-dev"}
    | {"libfontconfig1", "libfreeimage-dev", "libfreetype6", "libfreetype6-dev", "libfuse2", "libgdbm-dev"}
    | {"libgeos-c1v5", "libgeos-dev", "libgflags-dev", "libgfortran5", "libgif-dev", "libgl1-mesa-dri"}
    | {"libgles2", "libgles2-mesa", "libglm-dev", "libglvnd0", "libglx-mesa0", "libglx0", "libgmp-dev"}
    | {"libgnutls28-dev", "libgnutls30", "libgomp1", "libgoogle-glog-dev", "libgoogle-perftools-dev"}
    | {"libgoogle-perftools4", "libgtest-dev", "libhdf5-103", "libhdf5-dev", "libhdf5-serial-dev", "libheif-dev"}
    | {"libheif1", "libhwloc-dev", "libibverbs-dev", "libice6", "libimage-exiftool-perl", "libjemalloc-dev"}
    | {"libjemalloc2", "libjpeg-dev", "libjpeg-turbo8", "libjpeg62-turbo", "libjpeg62-turbo-dev", "liblapack-dev"}
    | {"libldap2-dev", "libleveldb-dev", "liblmdb-dev", "liblz4-dev", "liblzma-dev", "liblzma5", "libmagic-dev"}
    | {"libmagic1", "libmariadb-dev", "libmetis-dev", "libmp3lame-dev", "libmpfr-dev", "libmpich-dev"}
    | {"libncurses5-dev", "libncursesw5-dev", "libnl-3-dev", "libnl-route-3-dev", "libnss-mdns", "libnss3"}
    | {"libnuma-dev", "libomp-dev", "libomp5", "libopenblas-dev", "libopenblas0", "libopencc-dev"}
    | {"libopencv-core-dev", "libopenexr-dev", "libopenjp2-7", "libopenmpi-dev", "libopus-dev", "libopus0"}
    | {"libosmesa6", "libpcre3", "libpng-dev", "libpng16-16", "libpng16-16t64", "libpoppler-cpp-dev"}
    | {"libportaudio2", "libpq-dev", "libpq5", "libproj-dev", "libproj25", "libprotobuf-dev", "libpython3-dev"}
    | {"libpython3.11", "librdmacm-dev", "librdmacm1", "libreadline-dev", "libsasl2-dev", "libsm6"}
    | {"libsnappy-dev", "libsndfile1", "libsox-dev", "libsox-fmt-all", "libsqlite3-0", "libsqlite3-dev"}
    | {"libsrtp2-1", "libssl-dev", "libssl3", "libssl3t64", "libsubunit-dev", "libsuitesparse-dev", "libtbb-dev"}
    | {"libtcmalloc-minimal4", "libtesseract-dev", "libtiff-dev", "libtiff5", "libtiff6", "libtinfo-dev"}
    | {"libtool", "libturbojpeg", "libturbojpeg0", "libucx0", "libusb-1.0-0", "libusb-1.0-0-dev", "libv4l-0"}
    | {"libv4l-dev", "libvorbis-dev", "libvpx-dev", "libvpx7", "libvulkan-dev", "libvulkan1"}
    | {"libwayland-client0", "libwayland-dev", "libwayland-egl1", "libwebp-dev", "libwebp7", "libwebpdemux2"}
    | {"libwebpmux3", "libx11-6", "libx11-dev", "libx11-xcb-dev", "libx264-dev", "libxcb-dri3-dev"}
    | {"libxcb-ewmh-dev", "libxcb-icccm4-dev", "libxcb-image0-dev", "libxcb-keysyms1-dev", "libxcb-randr0-dev"}
    | {"libxcb-render-util0-dev", "libxcb-shape0", "libxcb-xinerama0", "libxcb-xinerama0-dev", "libxcb-xkb-dev"}
    | {"libxcb1", "libxcursor-dev", "libxdamage-dev", "libxerces-c-dev", "libxext6", "libxfixes3", "libxi-dev"}
    | {"libxinerama-dev", "libxkbcommon-x11-0", "libxkbcommon-x11-dev", "libxml2", "libxml2-dev", "libxmuu-dev"}
    | {"libxrandr-dev", "libxrender-dev", "libxrender1", "libxslt-dev", "libxvidcore-dev", "libze-dev", "libze1"}
    | {"libzmq3-dev", "libzstd-dev", "linux-libc-dev", "llvm-dev", "locales", "lsb-release", "lsof", "make"}
    | {"mariadb-client", "mediainfo", "mpich", "nano", "nasm", "net-tools", "netcat", "netcat-openbsd"}
    | {"netcat-traditional", "nfs-common", "nginx", "ninja-build", "nodejs", "numactl", "nvtop"}
    | {"openjdk-8-jdk-headless", "openjdk-8-jre-headless", "openmpi-bin", "openssh-client", "openssl"}
    | {"p7zip-full", "pandoc", "patch", "patchelf", "pbzip2", "pciutils", "pigz", "pkgconf", "poppler-utils"}
    | {"postgresql-client", "procps", "protobuf-compiler", "psmisc", "pulseaudio-utils", "pv", "python"}
    | {"python-dev", "python-is-python3", "python-pip", "python-setuptools", "python3", "python3-dev"}
    | {"python3-distutils", "python3-numpy", "python3-openssl", "python3-pip", "python3-pyaudio"}
    | {"python3-setuptools", "python3-tk", "python3-venv", "python3-wheel", "python3.10", "python3.10-dev"}
    | {"python3.10-distutils", "python3.10-venv", "python3.11", "python3.11-dev", "python3.11-venv", "python3.12"}
    | {"python3.12-dev", "python3.12-venv", "python3.13", "python3.8", "python3.8-dev", "python3.9"}
    | {"python3.9-dev", "python3.9-venv", "qt5-qmake", "rapidjson-dev", "rdmacm-utils", "redis", "redis-server"}
    | {"rsync", "screen", "sox", "sqlite3", "ssh-client", "sshpass", "strace", "subversion", "sudo", "supervisor"}
    | {"swig", "tcl", "tcl-dev", "telnet", "time", "tini", "tmux", "tree", "tzdata", "unixodbc", "unixodbc-dev"}
    | {"unzip", "vim", "vim-tiny", "virtualenv", "vorbis-tools", "vulkan-tools", "wget", "xfonts-utils"}
    | {"xz-utils", "yarn", "zip", "zlib1g", "zlib1g-dev", "zstd"}
)
"""Packages that ML images install by apt and that bring neither of them, in any release."""

MAY_BRING_GLIB = frozenset(
    {"cargo", "cron", "debhelper", "emacs", "gdb", "gettext", "gobject-introspection", "graphviz"}
    | {"gstreamer1.0-nice", "gstreamer1.0-plugins-base", "gstreamer1.0-plugins-good", "gstreamer1.0-tools"}
    | {"imagemagick", "libcairo2-dev", "libceres-dev", "libeigen3-dev", "libenchant-2-2", "libgdal-dev"}
    | {"libgdk-pixbuf2.0-0", "libgirepository1.0-dev", "libglib2.0-0", "libglib2.0-0t64", "libglib2.0-dev"}
    | {"libgstreamer-plugins-good1.0-dev", "libgstreamer1.0-0", "libgstreamer1.0-dev", "libgthread-2.0-0"}
    | {"libgtk-3-0", "libgtk2.0-dev", "libjson-glib-dev", "libmagickwand-dev", "libpango-1.0-0"}
    | {"libpangocairo-1.0-0", "libpulse-mainloop-glib0", "libsndfile1-dev", "libsoup2.4-dev"}
    | {"libspatialindex-dev", "libsrtp2-dev", "libzbar0", "maven", "mc", "openssh-server", "parallel"}
    | {"pkg-config", "portaudio19-dev", "python3-gi", "python3-matplotlib", "python3-scipy", "qtbase5-dev-tools"}
    | {"rustc", "shared-mime-info", "software-properties-common", "systemd", "tesseract-ocr", "tesseract-ocr-eng"}
    | {"udev"}
)
"""Those that bring no libGL.so.1, and glib in some release at least."""
