"""Base images made of Debian's packages alone, under the names of the official ones that the projects start from.

debian:bookworm-slim is what debootstrap makes, with the settings for apt and dpkg of the official image and with
ca-certificates. python:3.11-slim has Debian's python3.11 as /usr/local/bin/python and pip 24.0 of PyPI, where the
official image has a Python of its own; python:3.11 adds the packages of buildpack-deps.
"""

import shutil
import subprocess
import tarfile
from pathlib import Path

from tests.benchmarks.builds.buildah import Buildah

DEBIAN = "docker.io/library/debian:bookworm-slim"
SLIM = "docker.io/library/python:3.11-slim"
FULL = "docker.io/library/python:3.11"
NAMES = (DEBIAN, SLIM, FULL)

SETTINGS = {
    "etc/apt/apt.conf.d/docker-clean": """\
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin"; };
APT::Update::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin"; };
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
""",
    "etc/apt/apt.conf.d/docker-gzip-indexes": 'Acquire::GzipIndexes "true";\n',
    "etc/apt/apt.conf.d/docker-no-languages": 'Acquire::Languages "none";\n',
    "etc/apt/apt.conf.d/docker-autoremove-suggests": 'Apt::AutoRemove::SuggestsImportant "false";\n',
    "etc/dpkg/dpkg.cfg.d/docker": """\
path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/man/*
path-exclude /usr/share/locale/*
path-exclude /usr/share/info/*
""",
}
EMPTIED = ("var/lib/apt/lists", "var/cache/apt", "usr/share/doc", "usr/share/man", "usr/share/locale", "usr/share/info")
BUILDPACK = """
    autoconf automake bzip2 curl default-libmysqlclient-dev dpkg-dev file g++ gcc git gnupg imagemagick libbz2-dev
    libc6-dev libcurl4-openssl-dev libdb-dev libevent-dev libffi-dev libgdbm-dev libglib2.0-dev libgmp-dev libjpeg-dev
    libkrb5-dev liblzma-dev libmagickcore-dev libmagickwand-dev libmaxminddb-dev libncurses5-dev libncursesw5-dev
    libpng-dev libpq-dev libreadline-dev libsqlite3-dev libssl-dev libtool libwebp-dev libxml2-dev libxslt-dev
    libyaml-dev make mercurial openssh-client patch procps python3-dev sq subversion tk-dev unzip uuid-dev wget xz-utils
    zlib1g-dev
"""
"""What the Dockerfiles of buildpack-deps (curl, scm and the full flavour) and of python install on bookworm."""

PYTHON = """\
RUN apt-get update \\
    && apt-get install -y --no-install-recommends netbase python3-pip python3.11 python3.11-venv tzdata \\
    && rm /usr/lib/python3.11/EXTERNALLY-MANAGED \\
    && pip install --no-cache-dir pip==24.0 setuptools==79.0.1 wheel==0.45.1 \\
    && apt-get purge -y --auto-remove python3-pip \\
    && rm -rf /var/lib/apt/lists/* \\
    && ln -s /usr/bin/python3.11 /usr/local/bin/python \\
    && ln -s python /usr/local/bin/python3
ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8
CMD ["python3"]
"""


def make(buildah: Buildah, mirror: str) -> dict[str, int]:
    """Make the base images that the store lacks; the size of each."""
    folder = buildah.work / "base"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if not buildah.has(DEBIAN):
        _debootstrap(folder, mirror)
        _build(buildah, folder, DEBIAN, 'FROM scratch\nADD root.tar /\nCMD ["bash"]\n')
    if not buildah.has(SLIM):
        _build(buildah, folder, SLIM, f"FROM {DEBIAN}\n{PYTHON}")
    if not buildah.has(FULL):
        packages = " ".join(BUILDPACK.split())
        install = f"apt-get install -y --no-install-recommends {packages}"
        _build(buildah, folder, FULL, f"FROM {SLIM}\nRUN apt-get update && {install} && rm -rf /var/lib/apt/lists/*\n")
    shutil.rmtree(folder)
    return {name: buildah.size(name) for name in NAMES}


def _build(buildah: Buildah, folder: Path, tag: str, dockerfile: str) -> None:
    (folder / "Dockerfile").write_text(dockerfile, "utf-8")
    buildah.build(folder, tag)


def _debootstrap(folder: Path, mirror: str) -> None:
    root = folder / "root"
    words = ["debootstrap", "--variant=minbase", "--include=ca-certificates", "bookworm", str(root), mirror]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    for name in EMPTIED:
        shutil.rmtree(root / name)
        (root / name).mkdir()
    (root / "var/lib/apt/lists/partial").mkdir()
    (root / "var/cache/apt/archives/partial").mkdir(parents=True)
    for name, text in SETTINGS.items():
        (root / name).write_text(text, "utf-8")
    security = mirror.rstrip("/").removesuffix("/debian") + "/debian-security"
    sources = f"deb {mirror} bookworm main\ndeb {mirror} bookworm-updates main\ndeb {security} bookworm-security main\n"
    (root / "etc/apt/sources.list").write_text(sources, "utf-8")
    with tarfile.open(folder / "root.tar", "w") as archive:
        archive.add(root, ".")
    shutil.rmtree(root)
