"""Distributions without anything above them: Debian, Ubuntu, Alpine, Red Hat's family, Amazon Linux …"""

from __future__ import annotations

from mlint.dockerfile.variables import DEFAULT_PATH
from mlint.image.base.families.facts import NO_ENTRYPOINT, SHELL, BaseFacts, Entrypoint, OperatingSystem
from mlint.image.base.families.tags import is_version, python_version, system_in, system_named, system_of, tag_of
from mlint.knowledge.lifecycles import FLOATING_SYSTEM_TAGS
from mlint.knowledge.system_images import DISTROLESS_PYTHON, RED_HAT_PYTHON_USER, SYSTEM_IMAGES, WINDOWS_IMAGES
from mlint.knowledge.systems import UNRELEASED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.image.base.families.facts import Variant
    from mlint.image.references import ImageReference

_RED_HAT = frozenset({"registry.access.redhat.com", "registry.redhat.io"})


def read(image: ImageReference) -> BaseFacts | None:
    """What is known of a distribution's image."""
    if image.name in SYSTEM_IMAGES:
        return _plain(image, SYSTEM_IMAGES[image.name])
    if image.registry in _RED_HAT or image.name.startswith("redhat/"):
        return _red_hat(image)
    if image.name.startswith("gcr.io/distroless/"):
        return _distroless(image)
    if image.registry == "mcr.microsoft.com" and image.repository.startswith(WINDOWS_IMAGES):
        return BaseFacts(image.name, "windows", verified=True, variant="windows")
    return None


def release_of(image: ImageReference, name: str) -> tuple[OperatingSystem, bool]:
    """The release that the tag of a distribution's own image names, and whether it only points at it for now."""
    tag = tag_of(image)
    word = tag.partition("-")[0] if tag else ""
    if is_version(word) and (name, word) not in FLOATING_SYSTEM_TAGS:
        return system_named(name, word), False
    named = system_of(word)
    if named:
        return named, False
    floating = FLOATING_SYSTEM_TAGS.get((name, word)) if image.digest is None else None
    return system_named(name, floating), floating is not None


def _plain(image: ImageReference, name: str) -> BaseFacts:
    system, floats = release_of(image, name)
    tag = tag_of(image) or ""
    variant: Variant | None = "slim" if "slim" in tag else "minimal" if "minimal" in tag else None
    with_python = name in ("amazonlinux", "centos") or image.name == "buildpack-deps"
    return BaseFacts(
        image.name,
        "os",
        verified=True,
        variant="full" if image.name == "buildpack-deps" and not tag.endswith(("curl", "scm")) else variant,
        os=OperatingSystem(name) if tag.partition("-")[0] in UNRELEASED else system,
        os_floats=floats,
        # What these have is for their own package manager, and not in all releases.
        python=None if with_python else False,
        own_python=False,
        conda=False,
        gpu=False,
        frameworks={},
        user="root",
        workdir="/",
        shell=SHELL,
        entrypoint=NO_ENTRYPOINT,
        env={"PATH": DEFAULT_PATH},
        all_env=True,
        from_memory=frozenset({"env", "all_env", "cmd"}),
    )


def _red_hat(image: ImageReference) -> BaseFacts | None:
    """Red Hat's universal base images: ``ubi9/ubi-minimal``, ``ubi8``, ``ubi9/python-311``, ``redhat/ubi9``."""
    folder, _, name = image.repository.removeprefix("redhat/").partition("/")
    major = folder.removeprefix("ubi").partition("-")[0]
    if not folder.startswith("ubi") or not major.isdigit():
        return None
    kind = name or folder
    system = system_named("ubi", major)
    if kind.startswith("python-"):
        return BaseFacts(
            image.name,
            "python",
            os=system,
            tools=frozenset({"pip"}),
            python=True,
            python_version=python_version(kind.replace("python-", "py")),
            own_python=True,
            conda=False,
            gpu=False,
            frameworks={},
            user=RED_HAT_PYTHON_USER,
            workdir="/opt/app-root/src",
            shell=SHELL,
            entrypoint=Entrypoint("execs", ("container-entrypoint",)),
        )
    plain = kind == folder or kind.startswith("ubi")
    small: Variant | None = "distroless" if kind.endswith("micro") else "minimal" if kind.endswith("minimal") else None
    if kind.startswith("openjdk"):
        small = "minimal"
    return BaseFacts(
        image.name,
        "os" if plain else "runtime",
        variant=small,
        os=system,
        python=False if small else None,
        own_python=False,
        conda=False,
        gpu=False,
        frameworks={},
        user="root" if plain else None,
        workdir="/" if plain else None,
        shell=SHELL,
        entrypoint=NO_ENTRYPOINT if plain else Entrypoint(),
    )


def _distroless(image: ImageReference) -> BaseFacts:
    """Google's images without a shell: ``static``, ``base``, ``cc``, ``python3`` …, with ``-debian12`` behind."""
    name = image.repository.removeprefix("distroless/")
    words = name.split("-")
    system = system_in(words) or OperatingSystem("debian")
    tag = tag_of(image) or ""
    with_python = words[0] == "python3"
    return BaseFacts(
        image.name,
        "python" if with_python else "os",
        variant="distroless",
        os=system,
        python=with_python,
        python_version=DISTROLESS_PYTHON.get(system.version or "") if with_python else None,
        own_python=False if with_python else None,
        conda=False,
        gpu=False,
        frameworks={},
        user="65532" if "nonroot" in tag else "root" if "root" in tag or tag in ("latest", "debug") else None,
        workdir=None,
        shell=SHELL,
        entrypoint=Entrypoint("interpreter", ("/usr/bin/python3",)) if with_python else NO_ENTRYPOINT,
    )
