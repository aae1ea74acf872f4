"""Which of the packages that an install asks for have no wheel for Alpine."""

from __future__ import annotations

from mlint.image.packages.installs import CONDA_LIKE
from mlint.image.packages.wheels import from_public_indexes
from mlint.knowledge.musllinux import WITH_SOURCE, WITHOUT_SOURCE
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import BuildStage
    from mlint.context.requirements import Requirement
    from mlint.image.packages.asked_for import Asked


class Musl(Record):
    """A package that is asked for, the one without a wheel that it is or needs, and whether pip has a source of it."""

    asked: Asked
    package: str
    has_source: bool


def without_musl_wheels(stage: BuildStage) -> Iterator[Musl]:
    """What the installs of ``stage`` surely ask PyPI for and what has no wheel for musl, itself or what it needs.

    Nothing where conda is installed, which brings glibc.
    """
    if any(command.name in CONDA_LIKE for one in stage.chain for command in one.commands):
        return
    for run in stage.runs:
        for install in run.installs:
            if install.manager == "apt" or install.command.site.guarded:
                continue
            for asked in run.asked_for(install).packages:
                package = _lacking(asked.requirement, alone=install.has("--no-deps"))
                if package and asked.surely and from_public_indexes(asked):
                    yield Musl(asked, package, package in WITH_SOURCE)


def _lacking(requirement: Requirement, *, alone: bool) -> str | None:
    """The package without a wheel that is asked for, or that it needs unless it comes ``alone``.

    What the newest version needs an older one may not, but for torch.
    """
    name = requirement.name or ""
    if name in WITHOUT_SOURCE or name in WITH_SOURCE:
        return name
    if alone:
        return None
    from mlint.knowledge.package_sizes import closure

    needed = closure(name)
    if "torch" in needed or requirement.clauses:
        return "torch" if "torch" in needed else None
    return min(needed & WITHOUT_SOURCE, default=None) or min(needed & WITH_SOURCE, default=None)
