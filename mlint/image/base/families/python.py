"""Images that bring a Python: the official ones, uv's, PyPy's, and those that other projects build on them."""

from __future__ import annotations

from mlint.image.base.families.facts import NO_ENTRYPOINT, SHELL, BaseFacts, Entrypoint, OperatingSystem
from mlint.image.base.families.tags import (
    first,
    is_version,
    minor,
    numbers,
    python_version,
    system_in,
    system_named,
    system_of,
    tag_of,
)
from mlint.knowledge.lifecycles import (
    FLOATING_SYSTEM_TAGS,
    PYTHON_IMAGE_ALPINE,
    PYTHON_IMAGE_DEBIAN,
    PYTHON_IMAGES_WITH_LANG,
)
from mlint.knowledge.python_images import PYTHON_ENV, PYTHON_IMAGES, UV_IMAGES
from mlint.knowledge.systems import SYSTEM_PYTHON, UNRELEASED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlint.image.base.families.facts import EntrypointKind, Variant
    from mlint.image.references import ImageReference


def read(image: ImageReference) -> BaseFacts | None:
    """What is known of an image with a Python and little else."""
    if image.official == "python":
        return _official(image)
    if image.name in UV_IMAGES:
        return _uv(image)
    if image.official == "pypy":
        return _pypy(image)
    return _other(image) if image.name in PYTHON_IMAGES else None


def _official(image: ImageReference) -> BaseFacts:
    """``python:3.12.4-slim-bookworm``: version, variant and release in this order, each of them optional."""
    words = (tag_of(image) or "").split("-")
    if _is_windows(words):
        return BaseFacts(image.name, "windows", verified=True, variant="windows", python=True, own_python=True)
    version = _number(words[0])
    system, floats = _system(image, version, words)
    python = _minor(version)
    env = dict(PYTHON_ENV)
    last, lang = PYTHON_IMAGES_WITH_LANG
    if python is None or numbers(python) <= numbers(last):
        env["LANG"] = lang if python else None
    variant = _variant(words, image)
    if variant == "full" and not all(map(_is_known, words)):
        variant = None
    return _python(image, python, system, variant)._replace(
        verified=True,
        os_floats=floats,
        cmd=("python3",) if python is None or numbers(python) >= (3,) else ("python2",),
        env=env,
        all_env=True,
    )


def _python(
    image: ImageReference, version: str | None, system: OperatingSystem | None, variant: Variant | None
) -> BaseFacts:
    """What all images with a Python above a distribution have in common."""
    return BaseFacts(
        image.name,
        "python",
        variant=variant,
        os=system,
        tools=frozenset({"pip"}),
        python=True,
        python_version=version,
        own_python=True,
        conda=False,
        gpu=False,
        frameworks={},
        user="root",
        workdir="/",
        shell=SHELL,
        entrypoint=NO_ENTRYPOINT,
    )


def _number(word: str) -> str | None:
    """The version at the head of a word, without ``rc1`` and the like; None when there is none."""
    for suffix in ("rc", "a", "b"):
        head, found, rest = word.partition(suffix)
        if found and rest.isdigit():
            word = head
    return word if is_version(word) else None


def _variant(words: Sequence[str], image: ImageReference) -> Variant | None:
    if "slim" in words:
        return "slim"
    if any(word.startswith("alpine") for word in words):
        return "alpine"
    return "full" if tag_of(image) else None


def _is_known(word: str) -> bool:
    """Whether a word of a tag is a version or a release; another one may stand for anything."""
    return word in ("latest", *UNRELEASED) or _number(word) is not None or system_of(word) is not None


def _is_windows(words: Sequence[str]) -> bool:
    return any(word.startswith(("windowsservercore", "nanoserver")) for word in words)


def _system(image: ImageReference, version: str | None, words: Sequence[str]) -> tuple[OperatingSystem | None, bool]:
    """The release that the tag names, else the one that this Python's images were last built on."""
    named = system_in(words)
    if named:
        return named, False
    if tag_of(image) is None:
        return None, False
    on_alpine = "alpine" in words
    name, table = ("alpine", PYTHON_IMAGE_ALPINE) if on_alpine else ("debian", PYTHON_IMAGE_DEBIAN)
    parts = numbers(version) if version else ()
    python = _minor(version)
    steps = table.get(python or "")
    if len(parts) == 3 and steps:
        reached = [step for step in steps if step[0] <= parts[2]]
        # With a digest, the patch version that changed its release in its time may be meant before the change.
        if not reached or (image.digest and reached[-1][0] == parts[2] > 0):
            return OperatingSystem(name), False
        return _release(name, reached[-1][1]), False
    if image.digest:
        return OperatingSystem(name), False
    if python is None:
        return system_named(name, FLOATING_SYSTEM_TAGS[name, "latest"]), True
    return (_release(name, steps[-1][1]), True) if steps else (OperatingSystem(name), False)


def _minor(version: str | None) -> str | None:
    """The minor version, of ``2`` the last one; None for ``3`` and without a version, which move on."""
    return "2.7" if version == "2" else minor(version) if version else None


def _release(name: str, word: str) -> OperatingSystem:
    """The release that a table's word names: a codename or a number."""
    return system_of(word) or system_named(name, word)


def _uv(image: ImageReference) -> BaseFacts:
    """``ghcr.io/astral-sh/uv:0.8-python3.12-bookworm-slim``; without a distribution only the two programs."""
    words = (tag_of(image) or "").split("-")
    version = first(python_version(word) for word in words)
    system = system_in(words)
    if system is None:
        system = next((OperatingSystem(name) for name in ("alpine", "debian") if name in words), None)
    uv = BaseFacts(
        image.name,
        "uv",
        verified=True,
        os=system,
        tools=frozenset({"uv"}),
        python=False,
        own_python=True if version else None,
        conda=False,
        gpu=False,
        frameworks={},
        user="root",
        shell=SHELL,
    )
    if tag_of(image) is None:
        return uv._replace(python=None)
    if system is None and version is None:
        return uv._replace(variant="distroless", workdir="/io", entrypoint=Entrypoint("interpreter", ("/uv",)))
    return uv._replace(
        variant=_variant(words, image),
        tools=frozenset({"uv", "pip"}) if version else uv.tools,
        python=version is not None,
        python_version=version,
        own_python=version is not None,
        workdir="/",
        entrypoint=NO_ENTRYPOINT,
        cmd=("/usr/local/bin/uv",),
        env={"UV_TOOL_BIN_DIR": None},
    )


def _pypy(image: ImageReference) -> BaseFacts:
    """``pypy:3.10-7.3.17-slim-bookworm``: the language's version comes first."""
    words = (tag_of(image) or "").split("-")
    if _is_windows(words):
        return BaseFacts(image.name, "windows", variant="windows", python=True, own_python=True)
    version = minor(words[0]) if is_version(words[0]) else None
    system = system_in(words) or OperatingSystem("debian")
    return _python(image, version, system, _variant(words, image))


def _other(image: ImageReference) -> BaseFacts:
    """Images of other projects, whose tags name the Python in a word of its own or at the head."""
    known = PYTHON_IMAGES[image.name]
    words = (tag_of(image) or "").split("-")
    version = known.version or first(python_version(word) for word in words)
    if version is None and image.name in _PYTHON_AT_THE_HEAD:
        # The devcontainers write their own major version before it: 1-3.11-bookworm.
        version = first(minor(word) for word in words if is_version(word) and word.startswith("3."))
    system = system_in(words) or (OperatingSystem(known.system) if known.system else None)
    if "openeuler" in words:
        system = OperatingSystem("openeuler")
    if version is None and not known.own_python and system:
        version = SYSTEM_PYTHON.get((system.name, system.version))
    kind: EntrypointKind = "none" if known.entrypoint == () else "execs" if known.entrypoint else "unknown"
    return _python(image, version, system, "slim" if "slim" in words else None)._replace(
        verified=known.verified,
        own_python=known.own_python,
        user=known.user,
        workdir=known.workdir,
        entrypoint=Entrypoint(kind, known.entrypoint, known.server),
        cmd=known.cmd,
    )


_PYTHON_AT_THE_HEAD = frozenset(
    {
        "bitnami/python",
        "cgr.dev/chainguard/python",
        "cimg/python",
        "circleci/python",
        "openeuler/python",
        "mcr.microsoft.com/devcontainers/python",
    }
    | {"mcr.microsoft.com/vscode/devcontainers/python"}
)
