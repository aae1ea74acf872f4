"""Packages pinned to a version with a local part (``2.1.0+cu118``), which PyPI never has."""

from __future__ import annotations

from mlint.image.base.families.facts import PLAIN_FAMILIES
from mlint.image.gpu.torch_builds import is_pypi, is_pytorch
from mlint.image.gpu.torch_choice import installs_before
from mlint.knowledge.package_indexes import PYTORCH_BUILDS, PYTORCH_INDEXES, PYTORCH_PACKAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.image.packages.asked_for import Asked
    from mlint.image.packages.installs import Indexes, Install
    from mlint.image.runs import Run

_CONFIGURATION = ("pip.conf", "pip config", "pip3 config", "pip_config_file", "/.pip", "/pip/")
"""What a Dockerfile mentions that gives pip further indexes in a file."""


def nowhere_to_be_had(run: Run, install: Install) -> list[Asked]:
    """What ``install`` asks for in a version with a local part that none of its indexes can have.

    Nothing where a configuration file may name more indexes, where the package may be there already, and where the
    build goes on without it.
    """
    facts, build = run.stage.base_facts, run.stage.build
    if install.manager != "pip" or install.has("--dry-run") or facts is None or facts.family not in PLAIN_FAMILIES:
        return []
    wanted = [one for one in run.asked_for(install).packages if local_part(one) and one.surely]
    missing = [one for one in wanted if not _may_have(one.indexes, local_part(one))]
    if not missing or install.command.site.guarded or any(map(build.mentions, _CONFIGURATION)):
        return []
    if any(copy.brings_environment for copy in run.copies_before):
        return []
    earlier = [one for other, call in installs_before(run, install.command) for one in other.asked_for(call).packages]
    if any(one.requirement.path and not one.name for one in earlier):
        return []
    before = {one.name for one in earlier}
    return [one for one in missing if one.name not in before]


def local_part(asked: Asked) -> str:
    """What stands behind ``+`` in the one version that is asked for, in lower case; empty when nothing does."""
    return (asked.requirement.exact_version or "").partition("+")[2].lower()


def index_of(asked: Asked) -> str | None:
    """PyTorch's index for the build that the local part names; None when it names none, or the package is of others."""
    local = local_part(asked)
    return f"{PYTORCH_INDEXES}/{local}" if asked.name in PYTORCH_PACKAGES and _is_build(local) else None


def _may_have(indexes: Indexes, local: str) -> bool:
    """Whether an index may have versions with this local part: one that is not known, or PyTorch's for that build."""
    if indexes.unknown or indexes.no_index or None in (*indexes.extra_index_urls, *indexes.find_links):
        return True
    return not all((is_pypi(url) and "/simple" in url) or _is_for_another_build(url, local) for url in indexes.urls)


def _is_for_another_build(url: str, local: str) -> bool:
    page = url.rstrip("/").rpartition("/")[2]
    return is_pytorch(url) and _is_build(page) and not local.startswith(page)


def _is_build(word: str) -> bool:
    return word.rstrip("0123456789.") in PYTORCH_BUILDS
