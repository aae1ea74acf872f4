"""Ends of life, and what floating tags pointed at. As of 2026-11-21.

Sources: endoflife-date/endoflife.date products python, debian, ubuntu, alpine-linux at a70eca337 (2026-08-22); every
commit of library/python in docker-library/official-images up to 37079fb336 (2026-08-21), and its library/ubuntu,
library/debian and library/alpine there. From memory: CentOS, RHEL's other kin, Amazon Linux, and when releases left
their mirrors.
"""

from __future__ import annotations

from mlint.records import Record

AS_OF = "2026-11-21"

PYTHON: dict[str, str] = {
    "2.7": "2020-01-01",
    "3.4": "2019-03-18",
    "3.5": "2020-09-30",
    "3.6": "2021-12-23",
    "3.7": "2023-06-27",
    "3.8": "2024-10-07",
    "3.9": "2025-10-31",
    "3.10": "2026-10-31",
    "3.11": "2027-10-31",
    "3.12": "2028-10-31",
    "3.13": "2029-10-31",
    "3.14": "2030-10-31",
    "3.15": "2031-10-31",
}
"""The end of Python's security fixes; 3.15 by its policy, 3.4 from memory."""


class Release(Record):
    """A release of a distribution.

    ``end``: the end of the security support that everyone gets. ``extended_end``: that of long-term support, which is
    Debian's LTS team or Ubuntu Pro. ``left_mirrors``: packages can no longer be installed without an archive's address.
    """

    end: str
    extended_end: str | None = None
    codename: str | None = None
    left_mirrors: bool = False


DEBIAN: dict[str, Release] = {
    "7": Release("2016-04-25", "2018-05-31", "wheezy", left_mirrors=True),
    "8": Release("2018-06-17", "2020-06-30", "jessie", left_mirrors=True),
    "9": Release("2020-07-18", "2022-07-01", "stretch", left_mirrors=True),
    "10": Release("2022-09-10", "2024-06-30", "buster", left_mirrors=True),
    "11": Release("2024-08-14", "2026-08-31", "bullseye"),
    "12": Release("2026-07-11", "2028-06-30", "bookworm"),
    "13": Release("2028-08-09", "2030-06-30", "trixie"),
}

UBUNTU: dict[str, Release] = {
    "14.04": Release("2019-04-02", "2024-04-02", "trusty"),
    "16.04": Release("2021-04-02", "2026-04-02", "xenial"),
    "18.04": Release("2023-05-31", "2028-04-01", "bionic"),
    "20.04": Release("2025-05-31", "2030-04-02", "focal"),
    "22.04": Release("2027-04-01", "2032-04-09", "jammy"),
    "22.10": Release("2023-07-20", None, "kinetic", left_mirrors=True),
    "23.04": Release("2024-01-20", None, "lunar", left_mirrors=True),
    "23.10": Release("2024-07-12", None, "mantic", left_mirrors=True),
    "24.04": Release("2029-05-31", "2036-05-31", "noble"),
    "24.10": Release("2025-07-10", None, "oracular"),
    "25.04": Release("2026-01-17", None, "plucky"),
    "25.10": Release("2026-07-01", None, "questing"),
    "26.04": Release("2031-04-30", "2036-04-30", "resolute"),
}

ALPINE: dict[str, Release] = {
    "3.12": Release("2022-05-01"),
    "3.13": Release("2022-11-01"),
    "3.14": Release("2023-05-01"),
    "3.15": Release("2023-11-01"),
    "3.16": Release("2024-05-23"),
    "3.17": Release("2024-11-22"),
    "3.18": Release("2025-05-09"),
    "3.19": Release("2025-11-01"),
    "3.20": Release("2026-04-01"),
    "3.21": Release("2026-11-01"),
    "3.22": Release("2027-05-01"),
    "3.23": Release("2027-11-01"),
    "3.24": Release("2028-06-01"),
}

CENTOS: dict[str, Release] = {
    "6": Release("2020-11-30", left_mirrors=True),
    "7": Release("2024-06-30", left_mirrors=True),
    "8": Release("2021-12-31", left_mirrors=True),
}

ENTERPRISE_LINUX: dict[str, Release] = {
    "7": Release("2024-06-30"),
    "8": Release("2029-05-31"),
    "9": Release("2032-05-31"),
    "10": Release("2035-05-31"),
}
"""Red Hat's universal base images, AlmaLinux, Rocky Linux."""

AMAZON_LINUX: dict[str, Release] = {
    "1": Release("2023-12-31"),
    "2": Release("2026-06-30"),
    "2023": Release("2029-06-30"),
}

SYSTEMS: dict[str, dict[str, Release]] = {
    "debian": DEBIAN,
    "ubuntu": UBUNTU,
    "alpine": ALPINE,
    "centos": CENTOS,
    "ubi": ENTERPRISE_LINUX,
    "almalinux": ENTERPRISE_LINUX,
    "rockylinux": ENTERPRISE_LINUX,
    "amazonlinux": AMAZON_LINUX,
}
"""The releases of each distribution."""

FREE_LONG_TERM_SUPPORT = frozenset({"debian"})
"""Distributions whose long-term support everyone gets; Ubuntu Pro needs a token."""

SYSTEM_NAMES = {
    "debian": "Debian",
    "ubuntu": "Ubuntu",
    "alpine": "Alpine",
    "centos": "CentOS",
    "ubi": "Red Hat UBI",
    "almalinux": "AlmaLinux",
    "rockylinux": "Rocky Linux",
    "amazonlinux": "Amazon Linux",
}
"""As they call themselves."""

SUCCESSORS = {
    "debian": "Debian 13 (trixie)",
    "ubuntu": "Ubuntu 24.04",
    "alpine": "Alpine 3.23 or later",
    "centos": "Rocky Linux 9 or AlmaLinux 9",
    "ubi": "Red Hat UBI 9",
    "almalinux": "AlmaLinux 9",
    "rockylinux": "Rocky Linux 9",
    "amazonlinux": "Amazon Linux 2023",
}
"""A release of each distribution, or of its heirs, that is supported for some years and that images exist for."""

ARCHIVES = ("archive.debian.org", "old-releases.ubuntu.com", "vault.centos.org")
"""Where the packages of releases are that have left the mirrors."""

SOURCES_LISTS = ("/etc/apt/sources.list", "/etc/yum.repos.d")
"""Where the first package managers look up their mirrors."""

SYSTEMS_FROM_MEMORY = frozenset({"centos", "ubi", "almalinux", "rockylinux", "amazonlinux"})

FLOATING_SYSTEM_TAGS: dict[tuple[str, str], str] = {
    ("debian", "latest"): "13",
    ("debian", "stable"): "13",
    ("debian", "oldstable"): "12",
    ("debian", "oldoldstable"): "11",
    ("ubuntu", "latest"): "26.04",
    ("ubuntu", "rolling"): "26.04",
    ("alpine", "latest"): "3.24",
    ("alpine", "3"): "3.24",
    ("amazonlinux", "latest"): "2023",
    ("almalinux", "latest"): "10",
    ("almalinux", "minimal"): "10",
}
"""Tags of the official images that name no release, and the release they pointed at in August 2026."""

PYTHON_IMAGE_DEBIAN: dict[str, tuple[tuple[int, str], ...]] = {
    "2.7": ((13, "jessie"), (15, "stretch"), (16, "buster")),
    "3.3": ((6, "jessie"),),
    "3.4": ((6, "jessie"), (8, "stretch")),
    "3.5": ((3, "jessie"), (5, "stretch"), (7, "buster")),
    "3.6": ((2, "jessie"), (5, "stretch"), (9, "buster"), (14, "bullseye")),
    "3.7": ((0, "stretch"), (4, "buster"), (11, "bullseye"), (17, "bookworm")),
    "3.8": ((0, "buster"), (11, "bullseye"), (17, "bookworm")),
    "3.9": ((0, "buster"), (6, "bullseye"), (17, "bookworm"), (23, "trixie")),
    "3.10": ((0, "bullseye"), (12, "bookworm"), (18, "trixie")),
    "3.11": ((0, "bullseye"), (4, "bookworm"), (13, "trixie")),
    "3.12": ((0, "bookworm"), (11, "trixie")),
    "3.13": ((0, "bookworm"), (6, "trixie")),
    "3.14": ((0, "trixie"),),
    "3.15": ((0, "trixie"),),
}
"""On which Debian ``python:X.Y.Z`` and ``python:X.Y.Z-slim`` were last built: the first Z of each. ``python:X.Y`` is
the newest of them. Full and slim tags always moved together."""

PYTHON_IMAGE_ALPINE: dict[str, tuple[tuple[int, str], ...]] = {
    "2.7": ((13, "3.4"), (15, "3.9"), (16, "3.10"), (17, "3.11")),
    "3.6": ((2, "3.4"), (5, "3.7"), (6, "3.8"), (8, "3.10"), (10, "3.12"), (12, "3.13"), (13, "3.14"), (15, "3.15")),
    "3.7": (
        *((0, "3.8"), (2, "3.9"), (3, "3.10"), (6, "3.11"), (7, "3.12"), (9, "3.13"), (10, "3.14"), (12, "3.15")),
        *((13, "3.16"), (15, "3.17"), (16, "3.18")),
    ),
    "3.8": (
        *((0, "3.10"), (1, "3.11"), (3, "3.12"), (7, "3.13"), (10, "3.14"), (12, "3.15"), (13, "3.16"), (15, "3.17")),
        *((16, "3.18"), (18, "3.19"), (19, "3.20")),
    ),
    "3.9": (
        *((0, "3.12"), (1, "3.13"), (5, "3.14"), (9, "3.15"), (13, "3.16"), (15, "3.17"), (16, "3.18"), (18, "3.19")),
        *((19, "3.20"), (21, "3.21"), (22, "3.22")),
    ),
    "3.10": (
        *((0, "3.15"), (4, "3.16"), (8, "3.17"), (11, "3.18"), (13, "3.19"), (14, "3.20"), (16, "3.21"), (17, "3.22")),
        *((19, "3.23"), (20, "3.24")),
    ),
    "3.11": (
        *((0, "3.17"), (3, "3.18"), (7, "3.19"), (9, "3.20"), (11, "3.21"), (12, "3.22"), (14, "3.23"), (15, "3.24")),
    ),
    "3.12": ((0, "3.18"), (1, "3.19"), (3, "3.20"), (8, "3.21"), (10, "3.22"), (12, "3.23"), (13, "3.24")),
    "3.13": ((0, "3.20"), (1, "3.21"), (3, "3.22"), (10, "3.23"), (14, "3.24")),
    "3.14": ((0, "3.22"), (1, "3.23"), (6, "3.24")),
    "3.15": ((0, "3.24"),),
}
"""The same for ``python:X.Y.Z-alpine``."""

PYTHON_IMAGES_WITH_LANG = ("3.12", "C.UTF-8")
"""The last minor version whose images set LANG, and to what; since 3.13 Python needs it no more."""

LAST_PYTHON_IMAGE_WITH_SETUPTOOLS = "3.11"
