r"""This PyPI name is a stub that raises an error.

`pip install sklearn` and `pip install tensorflow-gpu` worked for years and stand in many files. Today both names hold
2.6 kB of `setup.py` that raises an error: `sklearn` since December 2023, in favour of `scikit-learn`; `tensorflow-gpu`
since its version 2.12 of December 2022, in favour of `tensorflow`, which has had the GPU inside since 2.1. `pytorch`
has never been more than a pointer to `torch`. The build stops, and the traceback of `setup.py` hides the reason.

mlint reads commands and the dependency files that they name. The last real versions still install and are left alone:
`tensorflow-gpu==2.10`, `tensorflow-gpu<2.12` and `sklearn==0.0`. So are conda's packages (there `pytorch` is a real
one), other indexes than PyPI, and `SKLEARN_ALLOW_DEPRECATED_SKLEARN_PACKAGE_INSTALL`.

## Bad
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir numpy==2.3.5 sklearn
```

## Fixed
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir numpy==2.3.5 scikit-learn
```

## Fix safety
The fix for a name alone is safe: the line did not work before. It is unsafe for `tensorflow-gpu`, which becomes
`tensorflow[and-cuda]` (without the extra where the base image brings CUDA), and where a version is dropped that the
other package never had.

## Good
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir numpy==2.3.5 scikit-learn==1.7.2
```

## References
- [sklearn on PyPI](https://pypi.org/project/sklearn/)
- [tensorflow-gpu on PyPI](https://pypi.org/project/tensorflow-gpu/)
- [A report for tensorflow-gpu](https://github.com/opendatahub-io/notebooks/issues/42)
"""

from __future__ import annotations

from os.path import basename

from mlint.context.markers import compare_versions
from mlint.context.requirements import normalize
from mlint.knowledge.stubs import STUBS
from mlint.rule import Edit, Finding, Fix, Related, Span, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.context.requirements import Requirement
    from mlint.image.packages.asked_for import Asked, AskedFor
    from mlint.image.packages.installs import Indexes
    from mlint.knowledge.stubs import Stub
    from mlint.rule import Safety


@rule("ML306", severity="error", packages=tuple(sorted(STUBS)))
def stub_package(build: Build) -> Iterator[Finding]:
    found: dict[str, list[Asked]] = {}
    for stage in build.stages:
        for run in stage.runs if stage.is_reached else ():
            for install in run.installs:
                everything = run.asked_for(install)
                for asked in everything.packages:
                    if asked.name in STUBS and _fails(asked, everything):
                        found.setdefault(asked.name, []).append(asked)
    for name, packages in found.items():
        first, *others = packages
        where = f" in {basename(first.file)}" if first.file else ""
        instead = _instead(first)
        yield Finding(
            build.place(first.install.span) if first.file else first.place,
            f"{name}{where} is a stub on PyPI that stops the install with an error; write {instead}",
            fix=_fix(packages),
            related=tuple(
                Related(one.place, f"{name} is asked for here") for one in ([first] if first.file else []) + others
            ),
        )


def _fails(asked: Asked, everything: AskedFor) -> bool:
    """Whether the stub is surely what gets installed."""
    stub, site, requirement = STUBS[asked.name], asked.install.command.site, asked.requirement
    if asked.ecosystem != "pypi" or not asked.surely or site.conditional or not _from_pypi(asked.indexes):
        return False
    if requirement.url or requirement.path or any(one.name == asked.name for one in everything.constraints):
        return False
    if stub.unless and asked.install.command.environment.get(stub.unless, "") != "":
        return False
    # A lock may hold an old version that is real.
    return _is_stub(stub, requirement) and not (stub.since and not requirement.clauses and asked.install.implied_files)


def _is_stub(stub: Stub, requirement: Requirement) -> bool:
    """Whether what the clauses allow is the stub, or a version that never was."""
    clauses = requirement.clauses
    if any(not version for _, version in clauses) or requirement.exact_version in stub.real:
        return False
    if stub.since is None:
        return True
    if requirement.exact_version:
        return compare_versions(requirement.exact_version, ">=", stub.since) is True
    return all(compare_versions(stub.since, operator, version) for operator, version in clauses)


def _from_pypi(indexes: Indexes) -> bool:
    from mlint.image.gpu.torch_builds import is_pypi

    elsewhere = indexes.unknown or indexes.no_index or indexes.find_links
    return not elsewhere and all(is_pypi(url) or "download.pytorch.org" in url for url in indexes.urls)


def _instead(asked: Asked) -> str:
    name = STUBS[asked.name].instead
    facts = asked.run.stage.base_facts
    brings_cuda = facts is not None and bool(facts.toolkit)
    return f"{name}[and-cuda]" if name == "tensorflow" and not brings_cuda and not asked.requirement.clauses else name


def _fix(packages: list[Asked]) -> Fix | None:
    """All places get the right name; None where one is written another way, or the right package is there too."""
    edits = []
    name = packages[0].name
    for asked in packages:
        requirement = asked.requirement
        start, end = _bare(asked)
        same = normalize(requirement.text[: len(name)]) == name and end - start == len(requirement.text)
        others = {one.name for one in asked.run.asked_for(asked.install).packages}
        toml = asked.file is not None and not asked.file.endswith((".txt", ".in"))
        if not same or toml or requirement.hashes or STUBS[name].instead in others:
            return None
        if requirement.clauses and not STUBS[name].since:
            if requirement.extras or requirement.marker:
                return None
        else:
            end = start + len(name)
        edits.append(Edit(asked.place._replace(span=Span(start, end)), _instead(asked)))
    pinned = any(asked.requirement.clauses for asked in packages)
    safety: Safety = "unsafe" if pinned or STUBS[name].since else "safe"
    return Fix(f"Install {_instead(packages[0])}", tuple(dict.fromkeys(edits)), safety)


def _bare(asked: Asked) -> Span:
    """Where the requirement stands, without the quotes around the word."""
    start, end = asked.requirement.span
    quotes = int(asked.requirement.quoted and not asked.file)
    return Span(start + quotes, end - quotes)
