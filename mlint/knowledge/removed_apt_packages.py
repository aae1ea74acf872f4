"""Packages that Debian and Ubuntu no longer have, by the first release without them. As of 2026-11-21.

Every name was asked of apt 2.6.1 with the package lists of that day (``apt-get update`` on deb.debian.org,
archive.ubuntu.com and their security hosts; Debian 11, 12, 13: main; Ubuntu 18.04, 20.04, 22.04, 24.04, 26.04: main,
universe, restricted, multiverse; with updates, amd64). A release counts as without a package when apt knows no
candidate, a provided name and a matching pattern included, and all later releases agree (``kept`` aside). That what
Debian 11 has not was in an older Debian, and Ubuntu 18.04 likewise, is from memory. The Pythons of each release: the
package indexes of the same hosts, read on that day.
"""

from __future__ import annotations

from mlint.records import Record

AS_OF = "2026-11-21"


class RemovedPackage(Record):
    """A package that is gone: the first releases of Debian and Ubuntu without it, empty where it is still there.

    ``now`` is what to install instead; ``same``: that is the same thing under another name. ``advice`` is what to do
    where no single name takes its place. ``kept``: a later release of Ubuntu that has it once more.
    """

    debian: str = ""
    ubuntu: str = ""
    now: str = ""
    same: bool = False
    advice: str = ""
    kept: str = ""


_OWN_VERSION = "install {}, which brings this release's own version"
_COMPILER = "install {}, or a version that this release has"
_PYTHON_2 = "Python 2 is no longer packaged; move to python3"
_OPENSSL = "use programs that are built against OpenSSL 3"


def _renamed(debian: str, ubuntu: str, now: str) -> RemovedPackage:
    return RemovedPackage(debian, ubuntu, now, same=True)


def _replaced(debian: str, ubuntu: str, now: str) -> RemovedPackage:
    return RemovedPackage(debian, ubuntu, now)


def _dropped(debian: str, ubuntu: str, advice: str) -> RemovedPackage:
    return RemovedPackage(debian, ubuntu, advice=advice)


REMOVED_APT_PACKAGES: dict[str, RemovedPackage] = {
    # Graphics, sound and fonts.
    "libgl1-mesa-glx": _renamed("13", "24.04", "libgl1"),
    "libegl1-mesa": _renamed("13", "24.04", "libegl1"),
    "libgles2-mesa": _renamed("13", "24.04", "libgles2"),
    "libasound2": _renamed("", "24.04", "libasound2t64"),
    "libgdk-pixbuf2.0-0": _renamed("13", "26.04", "libgdk-pixbuf-2.0-0"),
    "ttf-dejavu": _renamed("11", "22.04", "fonts-dejavu"),
    "ttf-freefont": _renamed("11", "18.04", "fonts-freefont-ttf"),
    "qt5-default": _renamed("11", "22.04", "qtbase5-dev"),
    "libqt4-dev": _dropped("11", "20.04", "Qt 5 took its place: qtbase5-dev"),
    "libgconf-2-4": _dropped("13", "24.04", "leave it out; Chrome and Electron no longer need GConf"),
    "gconf-service": _dropped("13", "24.04", "leave it out; Chrome and Electron no longer need GConf"),
    # Images and video.
    "libtiff5": _replaced("12", "24.04", "libtiff6"),
    "libwebp6": _replaced("12", "22.04", "libwebp7"),
    "libpng12-0": _dropped("11", "18.04", _OWN_VERSION.format("libpng-dev")),
    "libpng12-dev": _replaced("11", "18.04", "libpng-dev"),
    "libjasper-dev": _dropped("11", "18.04", "leave it out; libopenjp2-7-dev reads JPEG 2000"),
    "libjasper1": _dropped("11", "18.04", "leave it out; libopenjp2-7 reads JPEG 2000"),
    "libdc1394-22": _replaced("11", "22.04", "libdc1394-25"),
    "libdc1394-22-dev": _renamed("12", "22.04", "libdc1394-dev"),
    "libopenexr24": _dropped("", "22.04", _OWN_VERSION.format("libopenexr-dev")),
    "libopenexr25": _dropped("12", "24.04", _OWN_VERSION.format("libopenexr-dev")),
    "libtesseract4": _dropped("12", "24.04", _OWN_VERSION.format("tesseract-ocr")),
    "libav-tools": _replaced("11", "18.04", "ffmpeg"),
    "libavcodec58": _dropped("12", "24.04", _OWN_VERSION.format("ffmpeg")),
    "libavcodec59": _dropped("13", "", _OWN_VERSION.format("ffmpeg")),
    "libavcodec60": _dropped("", "26.04", _OWN_VERSION.format("ffmpeg")),
    "libavformat58": _dropped("12", "24.04", _OWN_VERSION.format("ffmpeg")),
    "libavformat59": _dropped("13", "", _OWN_VERSION.format("ffmpeg")),
    "libavformat60": _dropped("", "26.04", _OWN_VERSION.format("ffmpeg")),
    "libswscale5": _dropped("12", "24.04", _OWN_VERSION.format("ffmpeg")),
    "libswscale6": _dropped("13", "", _OWN_VERSION.format("ffmpeg")),
    "libswscale7": _dropped("", "26.04", _OWN_VERSION.format("ffmpeg")),
    # Mathematics.
    "libatlas-base-dev": _replaced("13", "26.04", "libopenblas-dev"),
    "libopenblas-base": _renamed("12", "24.04", "libopenblas0"),
    "libgfortran3": _replaced("11", "20.04", "libgfortran5"),
    "libgfortran4": _replaced("11", "22.04", "libgfortran5"),
    "libhdf5-100": _dropped("11", "20.04", _OWN_VERSION.format("libhdf5-dev")),
    "libhdf5-103": _dropped("13", "24.04", _OWN_VERSION.format("libhdf5-dev")),
    "libtbb2": _replaced("12", "24.04", "libtbb12"),
    "intel-opencl-icd": _dropped("13", "", "take it from Intel's own package source"),
    # Other libraries.
    "libssl1.0.0": _dropped("11", "20.04", _OPENSSL),
    "libssl1.0-dev": _replaced("11", "20.04", "libssl-dev"),
    "libssl1.1": _dropped("12", "22.04", _OPENSSL),
    "libncurses5": _replaced("13", "24.04", "libncurses6"),
    "libncursesw5": _replaced("13", "24.04", "libncursesw6"),
    "libtinfo5": _replaced("13", "24.04", "libtinfo6"),
    "libcurl3": _replaced("11", "20.04", "libcurl4"),
    "libffi6": _dropped("11", "20.04", _OWN_VERSION.format("libffi-dev")),
    "libffi7": _dropped("12", "24.04", _OWN_VERSION.format("libffi-dev")),
    "libicu66": _dropped("", "22.04", _OWN_VERSION.format("libicu-dev")),
    "libicu67": _dropped("12", "", _OWN_VERSION.format("libicu-dev")),
    "libicu70": _dropped("", "24.04", _OWN_VERSION.format("libicu-dev")),
    "libicu72": _dropped("13", "", _OWN_VERSION.format("libicu-dev")),
    "libpcre3": _dropped("13", "26.04", "PCRE 2 took its place: libpcre2-8-0"),
    "libpcre3-dev": _dropped("13", "26.04", "PCRE 2 took its place: libpcre2-dev"),
    "libxml2": _replaced("", "26.04", "libxml2-16"),
    "libaio1": _replaced("13", "24.04", "libaio1t64"),
    "libodbc1": _replaced("13", "24.04", "libodbc2"),
    "libmariadbclient-dev": _renamed("11", "22.04", "libmariadb-dev"),
    # Python.
    "python3-distutils": _replaced("13", "24.04", "python3-setuptools"),
    "python3-nose": _dropped("13", "", "use pytest"),
    "python": _dropped("12", "22.04", "install python3, and python-is-python3 for its short name"),
    "python-dev": _replaced("12", "22.04", "python3-dev"),
    "python-pip": RemovedPackage("11", "20.04", "python3-pip", kept="22.04"),
    "python-setuptools": _replaced("12", "24.04", "python3-setuptools"),
    "python-wheel": _replaced("11", "20.04", "python3-wheel"),
    "python-numpy": _replaced("11", "22.04", "python3-numpy"),
    "python-scipy": _replaced("11", "20.04", "python3-scipy"),
    "python-matplotlib": _replaced("11", "20.04", "python3-matplotlib"),
    "python-opencv": _replaced("11", "20.04", "python3-opencv"),
    "python-tk": _replaced("12", "24.04", "python3-tk"),
    "python-lxml": _replaced("11", "22.04", "python3-lxml"),
    "python-pil": _replaced("11", "22.04", "python3-pil"),
    "python-yaml": _replaced("11", "22.04", "python3-yaml"),
    "python-virtualenv": _replaced("11", "20.04", "python3-virtualenv"),
    "python-minimal": _replaced("11", "20.04", "python3-minimal"),
    "libpython-dev": _replaced("11", "20.04", "libpython3-dev"),
    "ipython": _replaced("11", "20.04", "ipython3"),
    "cython": _replaced("11", "22.04", "cython3"),
    "python2": _dropped("12", "24.04", _PYTHON_2),
    "python2.7": _dropped("12", "24.04", _PYTHON_2),
    "python2.7-dev": _dropped("12", "24.04", _PYTHON_2),
    "libpython2.7": _dropped("12", "24.04", _PYTHON_2),
    # Compilers and Java.
    "gcc-5": _dropped("11", "20.04", _COMPILER.format("gcc")),
    "g++-5": _dropped("", "20.04", _COMPILER.format("g++")),
    "gcc-6": _dropped("11", "20.04", _COMPILER.format("gcc")),
    "g++-6": _dropped("", "20.04", _COMPILER.format("g++")),
    "gcc-7": _dropped("11", "22.04", _COMPILER.format("gcc")),
    "g++-7": _dropped("", "22.04", _COMPILER.format("g++")),
    "gcc-8": _dropped("11", "22.04", _COMPILER.format("gcc")),
    "g++-8": _dropped("", "22.04", _COMPILER.format("g++")),
    "gcc-9": _dropped("12", "26.04", _COMPILER.format("gcc")),
    "g++-9": _dropped("", "26.04", _COMPILER.format("g++")),
    "gcc-10": _dropped("12", "26.04", _COMPILER.format("gcc")),
    "g++-10": _dropped("", "26.04", _COMPILER.format("g++")),
    "gcc-11": _dropped("13", "", _COMPILER.format("gcc")),
    "clang-10": _dropped("", "22.04", _COMPILER.format("clang")),
    "clang-11": _dropped("12", "24.04", _COMPILER.format("clang")),
    "clang-14": _dropped("13", "26.04", _COMPILER.format("clang")),
    "llvm-10": _dropped("", "22.04", _COMPILER.format("llvm")),
    "llvm-11": _dropped("12", "24.04", _COMPILER.format("llvm")),
    "llvm-14": _dropped("13", "26.04", _COMPILER.format("llvm")),
    "openjdk-8-jdk": _replaced("11", "", "default-jdk"),
    "openjdk-8-jdk-headless": _replaced("11", "", "default-jdk-headless"),
    "openjdk-8-jre": _replaced("11", "", "default-jre"),
    "openjdk-8-jre-headless": _replaced("11", "", "default-jre-headless"),
    "openjdk-11-jdk": _replaced("12", "", "default-jdk"),
    "openjdk-11-jdk-headless": _replaced("12", "", "default-jdk-headless"),
    "openjdk-11-jre": _replaced("12", "", "default-jre"),
    "openjdk-11-jre-headless": _replaced("12", "", "default-jre-headless"),
    "openjdk-17-jdk": _replaced("13", "", "default-jdk"),
    "openjdk-17-jdk-headless": _replaced("13", "", "default-jdk-headless"),
    "openjdk-17-jre": _replaced("13", "", "default-jre"),
    "openjdk-17-jre-headless": _replaced("13", "", "default-jre-headless"),
    # Tools.
    "software-properties-common": _dropped(
        "13", "", "leave it out, and write other package sources to /etc/apt/sources.list.d"
    ),
    "python-software-properties": _dropped("11", "18.04", "leave it out"),
    "netcat": _renamed("12", "24.04", "netcat-openbsd"),
    "policykit-1": _dropped("13", "26.04", "install polkitd and pkexec"),
    "lsb-core": _dropped("11", "24.04", "name what you need of it, such as lsb-release"),
    "p7zip-rar": _replaced("", "26.04", "7zip-rar"),
    "phantomjs": _dropped("11", "22.04", "it is no longer developed; use a headless chromium"),
    "wkhtmltopdf": _dropped("13", "26.04", "it is no longer developed; use another converter such as WeasyPrint"),
    "neofetch": _replaced("13", "26.04", "fastfetch"),
}

PYTHONS: dict[tuple[str, str], tuple[str, ...]] = {
    ("debian", "11"): ("3.9",),
    ("debian", "12"): ("3.11",),
    ("debian", "13"): ("3.13",),
    ("ubuntu", "18.04"): ("3.6", "3.7", "3.8"),
    ("ubuntu", "20.04"): ("3.8", "3.9"),
    ("ubuntu", "22.04"): ("3.10", "3.11"),
    ("ubuntu", "24.04"): ("3.12",),
    ("ubuntu", "26.04"): ("3.14",),
}
"""The minor versions of which a release has a package: ``python3.11``."""

PYTHON_PARTS = frozenset({"", "dbg", "dev", "distutils", "full", "minimal", "tk", "venv"})
"""What stands behind the dash in the names of further packages of a Python."""

MAY_HAVE_OTHER_SOURCES = frozenset({"framework", "notebook", "serving"})
"""Families of images that may have added package sources with further Pythons, as vLLM's do. From memory."""
