"""Frameworks that an install replaces although the base image has them in another version."""

from __future__ import annotations

from mlint.knowledge.frameworks import TORCH
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.context.requirements import Requirement
    from mlint.image.base.base_facts import BaseFacts
    from mlint.image.packages.asked_for import Asked


class Reinstalled(Record):
    """A framework of the base that an install replaces."""

    framework: str
    """Its name on PyPI: ``torch``."""
    in_base: str
    """The version that the base has."""
    asked: Asked
    """What asks for another one: the framework itself, or a package that fits only another version of it."""
    wanted: str | None
    """The one version that is asked for; None: a range."""


def reinstalled(build: Build) -> Iterator[Reinstalled]:
    """The frameworks that installs of the final chain replace, each once.

    Environments of their own do not see what the base has, and count for nothing here.
    """
    facts = build.final_chain[0].base_facts if build.final_chain else None
    if facts is None or not facts.frameworks or facts.accelerator not in (None, "cuda"):
        return
    seen: set[str] = set()
    for asked in _into_base(build):
        for framework, version in facts.frameworks.items():
            if version is None or framework in seen or not _is_sure(facts, version, asked.requirement):
                continue
            wanted = _wanted(framework, asked.requirement)
            if wanted is None:
                continue
            if not _satisfies(version, wanted, facts.cuda):
                seen.add(framework)
                exact = wanted.removeprefix("==") if wanted.startswith("==") and "," not in wanted else None
                yield Reinstalled(framework, version, asked, exact)


def _into_base(build: Build) -> Iterator[Asked]:
    """What is surely installed from indexes into the interpreter that the base's packages belong to."""
    for stage in build.final_chain:
        for run in stage.runs:
            for install in run.installs:
                if install.manager in ("pip", "uv") and install.landing.kind == "interpreter":
                    yield from (one for one in run.asked_for(install).packages if one.surely)


def _is_sure(facts: BaseFacts, version: str, requirement: Requirement) -> bool:
    """Whether the version of the base is known well enough: NVIDIA's pre-releases fit no pin, whichever they are."""
    return facts.sure_of("frameworks") or ("a0" in version and requirement.exact_version is not None)


def _wanted(framework: str, requirement: Requirement) -> str | None:
    """The specifier that a requirement sets for a framework; None when it sets none."""
    if requirement.path is not None or (requirement.url is not None and not requirement.clauses):
        return None
    if requirement.name == framework:
        if any("$" in version or not version for _, version in requirement.clauses):
            return None
        return requirement.specifier or None
    version = (requirement.exact_version or "").partition("+")[0]
    if framework == "torch" and version and requirement.name in ("torchvision", "torchaudio"):
        fitting = [
            one
            for one, release in TORCH.items()
            if version == (release.torchvision if requirement.name == "torchvision" else release.torchaudio)
        ]
        return f"=={fitting[0]}" if len(fitting) == 1 else None
    return None


def _satisfies(version: str, specifier: str, cuda: str | None) -> bool:
    """Whether a version fits a specifier; it does when that cannot be told.

    Images do not tell the local part of theirs; one for another CUDA (``+cu117`` on CUDA 11.6) fits in no case.
    """
    from packaging.specifiers import InvalidSpecifier, SpecifierSet
    from packaging.version import InvalidVersion

    local = specifier.rpartition("+")[2]
    if cuda and "+cu" in specifier and local != "cu" + "".join(cuda.split(".")[:2]):
        return False
    public = ",".join(clause.partition("+")[0] for clause in specifier.split(","))
    try:
        return SpecifierSet(public).contains(version, prereleases=True)
    except (InvalidSpecifier, InvalidVersion):
        return True
