"""The words of tags: versions, Python and CUDA in their short forms, operating systems."""

from __future__ import annotations

from mlint.image.base.families.facts import OperatingSystem
from mlint.knowledge.lifecycles import SYSTEMS
from mlint.knowledge.systems import FORMER_VERSIONS, RELEASE_NUMBERS, TAG_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlint.image.references import ImageReference


def tag_of(image: ImageReference) -> str | None:
    """The tag that counts: ``latest`` when none is written, None when there is only a digest."""
    return image.tag or (None if image.digest else "latest")


def is_version(text: str) -> bool:
    """Whether ``text`` is numbers with dots between: ``3``, ``3.12``, ``12.4.1``."""
    return all(part.isascii() and part.isdigit() for part in text.split("."))


def numbers(version: str) -> tuple[int, ...]:
    """The numbers of a version: ``3.12`` -> ``(3, 12)``."""
    return tuple(int(part) for part in version.split("."))


def minor(version: str) -> str | None:
    """``3.12.1`` -> ``3.12``; None when only one number is there."""
    parts = version.split(".")
    return ".".join(parts[:2]) if len(parts) > 1 else None


def python_version(word: str) -> str | None:
    """The Python of ``py310``, ``py3.10``, ``py3.10.12``, ``python3.10`` or ``cp310``; None for others and ``py3``."""
    digits = _behind(word, ("python", "py_", "py", "cp"))
    if digits is None or not is_version(digits):
        return None
    if "." in digits:
        return minor(digits)
    return f"{digits[0]}.{digits[1:]}" if len(digits) in (2, 3) and digits[0] in "23" else None


def cuda_version(word: str) -> str | None:
    """The CUDA of ``cu121``, ``cuda12.1``, ``cuda12.1.1`` or ``cu1281``; None for others."""
    digits = _behind(word, ("cuda", "cu"))
    if digits is None or not is_version(digits):
        return None
    if "." in digits:
        return digits
    # CUDA 9 has one digit for its major version, all that came after have two.
    major = 1 if digits.startswith("9") else 2
    rest = digits[major:]
    return ".".join([digits[:major], *rest]) if 1 <= len(rest) <= 2 else None


def framework_version(digits: str) -> str | None:
    """The version that tags write without dots: ``280`` -> ``2.8.0``, ``112`` -> ``1.12``, ``1131`` -> ``1.13.1``."""
    if "." in digits:
        return digits if is_version(digits) else None
    if not digits.isdigit() or not 2 <= len(digits) <= 4:
        return None
    if len(digits) == 4 or (len(digits) == 3 and digits[0] == "1"):
        return ".".join([digits[0], digits[1:3], *digits[3:]])
    return ".".join(digits)


def first(words: Iterable[str | None]) -> str | None:
    """The first that is something."""
    return next((word for word in words if word is not None), None)


def system_named(name: str, version: str | None) -> OperatingSystem:
    """A distribution's release with its codename; only as much of the version as names a release."""
    if version:
        kept = RELEASE_NUMBERS.get(name, 1)
        version = ".".join(version.split(".")[:kept])
        version = FORMER_VERSIONS.get((name, version), version)
    release = SYSTEMS.get(name, {}).get(version or "")
    return OperatingSystem(name, version, release.codename if release else None)


def system_of(word: str) -> OperatingSystem | None:
    """The release that a word of a tag names: ``bookworm``, ``ubuntu22.04``, ``ubi9``, ``oe2403lts``."""
    if word in _CODENAMES:
        return system_named(*_CODENAMES[word])
    if word.startswith("oe") and word[2:6].isdigit():
        return system_named("openeuler", f"{word[2:4]}.{word[4:6]}")
    letters = word.rstrip("0123456789.")
    name, version = TAG_WORDS.get(letters), word[len(letters) :]
    if name is None or not version or not is_version(version):
        return None
    if name == "ubuntu" and len(version) == 4 and version.isdigit():
        version = f"{version[:2]}.{version[2:]}"
    return system_named(name, version)


def system_in(words: Iterable[str]) -> OperatingSystem | None:
    """The first release that one of the words names."""
    return next((system for system in map(system_of, words) if system), None)


def _behind(word: str, starts: tuple[str, ...]) -> str | None:
    return next((word.removeprefix(start) for start in starts if word.startswith(start)), None)


_CODENAMES = {
    release.codename: (name, version)
    for name, releases in SYSTEMS.items()
    for version, release in releases.items()
    if release.codename
}
