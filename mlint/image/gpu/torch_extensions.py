"""Packages that an install compiles against torch, and whether their build sees the torch of the image."""

from __future__ import annotations

from posixpath import join

from mlint.context.git_urls import read_git_url
from mlint.image.base.families.tags import numbers
from mlint.image.gpu.torch_builds import is_pypi, is_pytorch
from mlint.image.gpu.torch_choice import installs_before
from mlint.image.packages.pythons import python_of
from mlint.knowledge.torch_extensions import (
    FIRST_WITHOUT_WHEEL,
    IN_NGC_PYTORCH,
    ISOLATED_PYTHON,
    ISOLATED_TORCH,
    OLD_PIP_OF_SYSTEMS,
    TORCH_EXTENSIONS,
)
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.image.packages.asked_for import Asked
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run
    from mlint.knowledge.torch_extensions import TorchExtension

_VERBS = frozenset({"add", "install", "pip install", "pip sync", "sync"})
_NGC_PYTORCH = "nvcr.io/nvidia/pytorch"


class Compiled(Record):
    """A package that is compiled against torch."""

    asked: Asked
    name: str
    extension: TorchExtension


def compiled(run: Run, install: Install) -> Iterator[Compiled]:
    """The packages that ``install`` of ``run`` surely compiles against torch; wheels from elsewhere are none."""
    if install.manager not in ("pip", "uv") or install.verb not in _VERBS or install.has("--only-binary"):
        return
    for one in run.asked_for(install).packages:
        name = _source(one) if one.surely else None
        if name and not _is_in_base(run, name, one) and not _is_there(run, install, name):
            yield Compiled(one, name, TORCH_EXTENSIONS[name])


def _source(one: Asked) -> str | None:
    """The extension whose sources a package is taken from; None when it is none, or may come as a wheel."""
    requirement = one.requirement
    if one.ecosystem != "pypi" or requirement.path is not None:
        return None
    if requirement.url is not None:
        repository = _repository(requirement.url)
        found = (name for name, extension in TORCH_EXTENSIONS.items() if extension.repository == repository)
        return next(found, None)
    extension = TORCH_EXTENSIONS.get(one.name)
    indexes = one.indexes
    elsewhere = indexes.unknown or indexes.no_index or indexes.find_links
    if extension is None or not extension.on_pypi or elsewhere:
        return None
    return one.name if all(is_pypi(url) or is_pytorch(url) for url in indexes.urls) else None


def _repository(url: str) -> str | None:
    """``owner/name``, in lower case, of the sources that a URL names: a Git repository, an archive of GitHub."""
    git = read_git_url(url)
    if git is not None:
        return git.repository.lower()
    host, _, path = url.partition("://")[2].partition("/")
    parts = path.lower().split("/")
    return "/".join(parts[:2]) if host == "github.com" and parts[2:3] == ["archive"] else None


def _is_in_base(run: Run, name: str, one: Asked) -> bool:
    """Whether the base may hold the package already, in a version that will do."""
    facts = run.stage.base_facts
    ngc = facts is not None and facts.image == _NGC_PYTORCH and name in IN_NGC_PYTORCH
    return ngc and not one.requirement.clauses and one.requirement.url is None


def _is_there(run: Run, install: Install, name: str) -> bool:
    """Whether an earlier install brings the package, from wherever."""
    return any(name in names_of(other, earlier) for other, earlier in installs_before(run, install.command))


def sees_torch(run: Run, install: Install, one: Compiled) -> bool:
    """Whether the build of a package is told to use what is installed, torch among it."""
    if install.has("--no-build-isolation") or install.has("--no-build-isolation-package"):
        return True
    environment = install.command.environment
    if any(f"{manager}_NO_BUILD_ISOLATION" in environment for manager in ("PIP", "UV")):
        return True
    return install.manager == "uv" and _is_configured(run, install, one.name)


def _is_configured(run: Run, install: Install, name: str) -> bool:
    """Whether the settings of uv beside the project say how the package is built, or cannot be read."""
    from mlint.context.pyproject import read_pyproject

    folder = install.command.folder
    if folder is None or run.in_context(join(folder, "uv.toml")):
        return True
    path = run.in_context(join(folder, "pyproject.toml"))
    context = run.stage.build.context
    source = context.source(path) if path and context else None
    project = read_pyproject(source.text) if source else None
    return project is not None and name in project.no_build_isolation


def is_isolated(run: Run, install: Install, one: Compiled) -> bool | None:
    """Whether the build gets an environment of its own; None when that depends on what pip is there.

    pip runs an old setup.py beside the installed packages when it is older than 25.3 and finds setuptools and wheel.
    """
    if install.manager == "uv" or install.has("--use-pep517"):
        return True
    url = one.asked.requirement.url
    git = read_git_url(url) if url else None
    if one.extension.isolated and (url is None or (git is not None and git.moves)):
        return True
    earlier = list(installs_before(run, install.command))
    upgraded = any(_is_newest_pip(other) for _, other in earlier)
    facts = run.stage.base_facts
    if facts is None:
        return None
    torch = (facts.frameworks or {}).get("torch")
    if torch and not upgraded and numbers(torch.partition("a")[0]) < ISOLATED_TORCH:
        return False
    python = facts.python_version or python_of(run, install)
    if python is None:
        return None
    if numbers(python) < ISOLATED_PYTHON:
        return False
    if upgraded:
        return True
    own = python_of(run, install) is not None
    if own and facts.family in ("cuda", "os") and numbers(python) <= OLD_PIP_OF_SYSTEMS:
        return False
    if own and facts.image == "python":
        if numbers(python) < FIRST_WITHOUT_WHEEL:
            return False
        return None if any("wheel" in names_of(other, before) for other, before in earlier) else True
    return None


def names_of(run: Run, install: Install) -> frozenset[str]:
    """The names of all packages that an install asks for."""
    return frozenset(one.name for one in run.asked_for(install).packages)


def _is_newest_pip(install: Install) -> bool:
    """Whether it upgrades pip to the newest version."""
    pips = [one for one in install.requirements if one.name == "pip"]
    return bool(pips) and install.has("--upgrade") and not any(one.clauses for one in pips)
