r"""If this is built again, other package versions may come.

A name without a version means "the newest of today". The Dockerfile that gave a working model server in March builds
another one in June: a new transformers drops an argument, numpy 2 breaks a wheel that was compiled for numpy 1, torch
brings another CUDA. The file has not changed, so nothing points to the cause, and the old image cannot be built again.

Write the versions once and install them as they are: `uv lock` with `uv sync --locked`, `uv pip compile` or
`pip-compile` for a requirements file with all versions, or a constraints file (`pip install -c constraints.txt`).

mlint counts `==`, `~=`, `===`, a hash, a URL and a local path as pins, as well as conda's `numpy=2.3`; ranges such as
`>=2.0` are none. A requirements or environment file is reported when more than half of its packages have no pin. Left
alone: pip, setuptools, uv and other installers; what a constraints file or a lock decides, or what the base image or an
earlier install has brought; torchvision and torchaudio beside a pinned torch; local projects and their extras,
dependency groups, names with variables, and installs from local folders. One finding per stage. It is an `info`: in a
notebook image the newest versions may be what is wanted.

## Bad
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir torch transformers fastapi==0.121.2
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt constraints.txt ./
RUN pip install --no-cache-dir -r requirements.txt -c constraints.txt
```

## Options
`installers` (false): report unpinned installers too, such as `pip install --upgrade pip`.

## References
- [pip: repeatable installs](https://pip.pypa.io/en/stable/topics/repeatable-installs/)
- [uv: locking environments](https://docs.astral.sh/uv/pip/compile/)
- hadolint DL3013: stricter with `-r`, whose files are read (hadolint trusts any), with ranges, uv and conda; laxer on
  installers, `.[all]`, `$PACKAGE`, constraints and pipx. Git repositories have a rule of their own,
  `unpinned-git-dependency`.
"""

from __future__ import annotations

from os.path import basename

from mlint.image.packages.installs import CONDA_LIKE, INSTALLERS
from mlint.rule import Finding, Related, rule
from mlint.wording import listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from mlint.build import Build
    from mlint.image.packages.asked_for import Asked, AskedFor
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run

FIRST = ("torch", "tensorflow", "jax", "transformers", "vllm", "numpy")
SHOWN = 3
FOLLOW_TORCH = frozenset({"torchaudio", "torchvision"})
VERBS = frozenset({"install", "pip install", "pip sync", "create", "update", "env create", "env update"})
MANAGERS = CONDA_LIKE | {"pip", "uv"}


@rule(
    "ML319",
    severity="info",
    aliases=("DL3013",),
    once=True,
    options={"installers": False},
    mentions=("conda", "mamba", "pip", "poetry", "uv"),
)
def unpinned_python_packages(build: Build) -> Iterator[Finding]:
    with_installers = bool(build.settings.option(unpinned_python_packages, "installers"))
    pinned: dict[int, set[str]] = {}
    for stage in build.stages:
        facts = stage.base_facts
        if not stage.is_reached or (facts and "PIP_CONSTRAINT" in facts.env):
            continue
        ignored = frozenset() if with_installers else INSTALLERS
        # What is there already is not replaced by an install that asks for any version.
        below = pinned.get(stage.parent.number) if stage.parent else None
        there = pinned[stage.number] = {*ignored, *((facts and facts.frameworks) or ()), *(below or ())}
        for run in stage.runs:
            for install in run.installs:
                if install.manager in MANAGERS and install.verb in VERBS and not _decided(install):
                    settled = ignored if install.has("--upgrade") else there
                    yield from _findings(build, run, install, settled)
                there.update(one.name for one in run.asked_for(install).packages if one.requirement.pinned)


def _decided(install: Install) -> bool:
    """Whether something else decides about the versions: constraints, hashes, a folder with the packages."""
    indexes = install.indexes
    local = any("://" not in (link or "://") for link in indexes.find_links)
    return bool(install.constraint_files or local or indexes.no_index or install.has("--require-hashes"))


def _findings(build: Build, run: Run, install: Install, ignored: AbstractSet[str]) -> Iterator[Finding]:
    everything = run.asked_for(install)
    pins_torch = any(one.name == "torch" and one.requirement.pinned for one in everything.packages)
    follows = FOLLOW_TORCH if pins_torch or "torch" in ignored else frozenset()
    by_file: dict[str | None, list[Asked]] = {}
    for asked in everything.packages:
        if not (asked.requirement.path or asked.name in ignored or asked.name in follows or asked.group):
            by_file.setdefault(asked.file, []).append(asked)
    for file, packages in by_file.items():
        free = [one for one in packages if _is_free(one, everything)]
        if not free or (file is not None and (file.endswith(".toml") or 2 * len(free) <= len(packages))):
            continue
        names = _named(free)
        if file is None:
            many = len(free) > 1
            message = f"{names} {'have' if many else 'has'} no fixed version, so a later build may bring "
            message += "others; pin them or use a lock file" if many else f"another; write {free[0].name}==<version>"
            yield Finding(free[0].place, message)
        else:
            count = f"{len(free)} of {len(packages)} packages in {basename(file)} have"
            message = f"{count} no fixed version ({names}), so a later build may bring others; use a lock file"
            related = (Related(free[0].place, f"{free[0].name} has no fixed version"),)
            yield Finding(build.place(install.span), message, related=related)


def _is_free(asked: Asked, everything: AskedFor) -> bool:
    """Whether nothing says which version of the package is installed."""
    requirement = asked.requirement
    if not asked.name or requirement.pinned or any(not version for _, version in requirement.clauses):
        return False
    return not any(one.name == asked.name for one in everything.constraints)


def _named(free: list[Asked]) -> str:
    """The names, frameworks first; only some of many."""
    names = list(dict.fromkeys(one.name for one in free))
    names.sort(key=lambda name: FIRST.index(name) if name in FIRST else len(FIRST))
    if len(names) > SHOWN:
        return f"{', '.join(names[:SHOWN])} and {len(names) - SHOWN} more"
    return listed(names)
