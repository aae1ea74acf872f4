"""What is known of a base image by its reference."""

from __future__ import annotations

from mlint.knowledge.base_images import (
    APT,
    BUILD_PACKAGES,
    BUILD_TOOLS,
    COLAB_NAMESPACE,
    COMPILED_ON_INSTALL,
    DISTRIBUTIONS,
    IN_FULL_PYTHON_ONLY,
    JUPYTER_NAMESPACES,
    LIBRARIES_IN_FULL_PYTHON_ONLY,
    MOVES_CUDA,
    MOVING_TAG_PARTS,
    MOVING_TAGS,
    OFFICIAL_IMAGES,
    PYTHON_PACKAGES,
    SMALL_TOOLS,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal

    from mlint.image.references import ImageReference
    from mlint.shell.commands import Command

    Bloat = Literal["python", "buildpack-deps", "anaconda", "notebook"]

_HEXADECIMAL = frozenset("0123456789abcdef")


_FULL: dict[str, Bloat] = {"python": "python", "buildpack-deps": "buildpack-deps"}


def bloat(image: ImageReference) -> Bloat | None:
    """Which kind of image with far more than most need this is; None for others."""
    from mlint.image.base.base_facts import base_facts

    facts = base_facts(image)
    if facts and facts.variant == "full":
        return "anaconda" if facts.family == "conda" else _FULL.get(facts.image)
    if is_jupyter_stack(image) or image.name.endswith("-notebook") or image.tag_parts[-1:] == ("jupyter",):
        return "notebook"
    return None


def slim_tag(tag: str | None) -> str | None:
    """The slim variant of a full python tag: ``3.12-bookworm`` -> ``3.12-slim-bookworm``; None without a version."""
    if tag is None:
        return None
    version, *variants = tag.split("-")
    if not version[:1].isdigit():
        return None
    return "-".join([version, "slim", *variants])


def builds_software(commands: Iterable[Command], packages: frozenset[str]) -> bool:
    """Whether the commands compile, fetch sources, or install what does: more than wheels are needed then.

    ``packages`` are the normalised names of the Python packages that they install.
    """
    if not COMPILED_ON_INSTALL.isdisjoint(packages):
        return True
    for command in commands:
        values = command.values
        if command.name in BUILD_TOOLS or "--no-binary" in values or any("git+" in (one or "") for one in values):
            return True
        if command.name in APT and not BUILD_PACKAGES.isdisjoint(values):
            return True
    return False


def missing_in_slim(commands: Iterable[Command], packages: Iterable[str] = ()) -> list[str]:
    """The Debian packages that the commands need, slim python images lack, and no apt call before them installs.

    ``packages`` are what is installed from PyPI; what these and all that they bring load may be installed by any of the
    commands.
    """
    from mlint.knowledge.package_sizes import closure

    installed: set[str] = set()
    missing: set[str] = set()
    for command in commands:
        values = [value for value in command.values if value]
        if command.name in APT:
            installed.update(values, ("g++", "gcc", "make") if "build-essential" in values else ())
        needed = "git" if any("git+" in value for value in values) else IN_FULL_PYTHON_ONLY.get(command.name or "")
        if needed and needed not in installed:
            missing.add(needed)
    named = frozenset(packages)
    brought = named.union(*map(closure, named))
    loaded = {library for name, library in LIBRARIES_IN_FULL_PYTHON_ONLY.items() if name in brought}
    return sorted(missing | loaded - installed)


def only_python_by_apt(names: frozenset[str]) -> bool:
    """Whether the Debian packages ``names`` are Python with pip, and beside them nothing but build tools."""
    others = {name for name in names if name not in PYTHON_PACKAGES and not _is_versioned_python(name)}
    has_python = len(others) < len(names)
    return has_python and others <= (BUILD_PACKAGES | SMALL_TOOLS)


def python_by_apt(names: frozenset[str]) -> str | None:
    """The Python that one of the Debian packages ``names`` is called after: ``python3.11-venv`` -> ``3.11``."""
    versions = {name.removeprefix("python").partition("-")[0] for name in names if _is_versioned_python(name)}
    return versions.pop() if len(versions) == 1 else None


def _is_versioned_python(name: str) -> bool:
    number = name.removeprefix("python").partition("-")[0]
    return name.startswith("python3.") and number.removeprefix("3.").isdigit()


def moving(image: ImageReference) -> str | None:
    """Why the image is another one tomorrow, as words for a message; None when its tag stands still or is not known.

    A digest never moves. A bare name that is no official image may be built by the same project and is left alone,
    and so is an image that has its version in its path.
    """
    if image.digest or _has_version_in_path(image) or _may_be_local(image):
        return None
    if image.tag is None:
        return "no tag, so it is 'latest'"
    parts = image.tag.replace("_", "-").split("-")
    if _is_dated(parts) or (_has_version(image.tag) and "nightly" not in parts):
        return None
    if image.tag in MOVING_TAGS or (
        MOVING_TAG_PARTS.intersection((parts[0], parts[-1])) and not _names_major_version(parts)
    ):
        return f"the moving tag {image.tag!r}"
    if image.official == "python" and _is_loose_python_tag(parts):
        return f"the loose tag {image.tag!r}"
    return None


def moving_stack(image: ImageReference) -> str | None:
    """The GPU software that changes its version with the image: CUDA, ROCm; None when the name tells of none."""
    if image.name.startswith("rocm/"):
        return "ROCm"
    words = set(image.tag_parts).union(image.repository.rpartition("/")[2].split("-"))
    return "CUDA" if image.name in MOVES_CUDA or not words.isdisjoint(("cuda", "gpu")) else None


def is_jupyter_stack(image: ImageReference) -> bool:
    """Whether the image is one of the Jupyter Docker Stacks."""
    return image.name.rpartition("/")[0] in JUPYTER_NAMESPACES


def is_windows(image: ImageReference) -> bool:
    """Whether the image is a Windows one, whose shell text is none of ours."""
    if image.registry == "mcr.microsoft.com" and "windows" in image.repository:
        return True
    return any(part.startswith(("nanoserver", "windowsservercore")) for part in image.tag_parts)


def moves_by_habit(image: ImageReference) -> bool:
    """Whether the image is one that people take by its moving tag on purpose."""
    return is_jupyter_stack(image) or image.name.startswith(COLAB_NAMESPACE)


def _is_loose_python_tag(parts: list[str]) -> bool:
    """Whether a python tag leaves the minor version open: ``3``, ``slim``, ``3-slim``; 2 will stay 2.7 for ever."""
    return parts[0] != "2" and (parts[0].isdigit() or not parts[0][:1].isdigit())


def _is_dated(parts: list[str]) -> bool:
    """Whether a tag names one build: by a date (``20250801``, ``2025-08-01``) or a commit."""
    years = (index for index, part in enumerate(parts) if len(part) == 4 and part.startswith("20"))
    return any(len(part) >= 7 and _HEXADECIMAL.issuperset(part) and not part.isalpha() for part in parts) or any(
        len(parts) > index + 2 and "".join(parts[index : index + 3]).isdigit() for index in years
    )


def _names_major_version(parts: list[str]) -> bool:
    """Whether only a number stands beside the moving part of a tag (``17-latest``), which then is as good as ``17``."""
    rest = [part for part in parts if part not in MOVING_TAG_PARTS]
    return bool(rest) and all(part.isdigit() for part in rest)


def _has_version_in_path(image: ImageReference) -> bool:
    """Whether the repository names its version, or the release of the distribution that it is."""
    words = image.repository.replace("/", "-").split("-")
    releases = (word for word in words if word.rstrip("0123456789.") in DISTRIBUTIONS and word[-1:].isdigit())
    return _has_version(image.repository.rpartition("/")[2]) or any(releases)


def _has_version(text: str) -> bool:
    """Whether two numbers stand in ``text`` with one dot, dash or underscore between: ``2.6``, ``gpu.1-10``."""
    triples = zip(text, text[1:], text[2:], strict=False)
    return any(before.isdigit() and sign in ".-_" and behind.isdigit() for before, sign, behind in triples)


def _may_be_local(image: ImageReference) -> bool:
    """Whether the image may be one that the same project builds: a bare unknown name, or one that ends in ``base``."""
    words = image.repository.rpartition("/")[2].replace("_", "-").split("-")
    if len(words) > 1 and "base" in words[1:] and image.official is None:
        return True
    return (image.official is not None and image.official not in OFFICIAL_IMAGES) or image.registry.startswith(
        ("localhost", "127.0.0.1")
    )
