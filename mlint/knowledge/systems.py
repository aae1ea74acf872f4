"""Distributions: their words in tags, package managers and shells. As of 2026-11-21.

Sources: the distributions' documentation, from memory; the first releases whose Python is marked as externally managed
(PEP 668): Debian 12, Ubuntu 23.04 (both confirmed by public reports), Alpine 3.19 (memory).
"""

from __future__ import annotations

AS_OF = "2026-11-21"

PACKAGE_MANAGERS: dict[str, str] = {
    "almalinux": "dnf",
    "alpine": "apk",
    "amazonlinux": "dnf",
    "archlinux": "pacman",
    "azurelinux": "tdnf",
    "centos": "dnf",
    "debian": "apt",
    "fedora": "dnf",
    "openeuler": "dnf",
    "opensuse": "zypper",
    "oraclelinux": "dnf",
    "photon": "tdnf",
    "rockylinux": "dnf",
    "ubi": "dnf",
    "ubuntu": "apt",
    "wolfi": "apk",
}
"""By distribution."""

YUM_RELEASES = frozenset(
    {("amazonlinux", "1"), ("amazonlinux", "2"), ("centos", "6"), ("centos", "7"), ("oraclelinux", "7"), ("ubi", "7")}
)
"""Releases that have yum and no dnf yet; with dnf, yum is another name of it."""

DASH_SHELL = frozenset({"debian", "ubuntu"})
BUSYBOX_SHELL = frozenset({"alpine", "busybox", "wolfi"})
"""Where /bin/sh is not bash."""

MARKED_PYTHON: dict[str, tuple[int, ...]] = {"alpine": (3, 19), "debian": (12,), "ubuntu": (23, 4)}
"""The first release whose Python refuses pip."""

UNMARKED_PYTHON = frozenset({"almalinux", "amazonlinux", "centos", "rockylinux", "ubi"})
"""Distributions without that mark."""

SYSTEM_PYTHON: dict[tuple[str, str | None], str] = {
    ("debian", "9"): "3.5",
    ("debian", "10"): "3.7",
    ("debian", "11"): "3.9",
    ("debian", "12"): "3.11",
    ("debian", "13"): "3.13",
    ("ubuntu", "16.04"): "3.5",
    ("ubuntu", "18.04"): "3.6",
    ("ubuntu", "20.04"): "3.8",
    ("ubuntu", "22.04"): "3.10",
    ("ubuntu", "24.04"): "3.12",
}
"""The Python of each release."""

TAG_WORDS: dict[str, str] = {
    "al": "amazonlinux",
    "almalinux": "almalinux",
    "alpine": "alpine",
    "amzn": "amazonlinux",
    "azl": "azurelinux",
    "azurelinux": "azurelinux",
    "centos": "centos",
    "cm": "azurelinux",
    "debian": "debian",
    "fedora": "fedora",
    "openeuler": "openeuler",
    "oraclelinux": "oraclelinux",
    "rocky": "rockylinux",
    "rockylinux": "rockylinux",
    "ubi": "ubi",
    "ubuntu": "ubuntu",
}
"""What stands before a release's number in a tag: ``ubuntu22.04``, ``rockylinux9``, ``amzn2023``."""

RELEASE_NUMBERS: dict[str, int] = {"alpine": 2, "azurelinux": 2, "openeuler": 2, "ubuntu": 2}
"""How many numbers name a release, where it is not one: Debian 12.5 is 12, Ubuntu 22.04 is itself."""

FORMER_VERSIONS: dict[tuple[str, str], str] = {
    ("amazonlinux", "2016"): "1",
    ("amazonlinux", "2017"): "1",
    ("amazonlinux", "2018"): "1",
}
"""Releases that went by another number."""

UNRELEASED = frozenset({"experimental", "forky", "rc-buggy", "rawhide", "sid", "stonking", "testing", "unstable"})
"""Names of what is no release yet."""
