"""git on the command line: options, and names of branches that move. As of 2026-11-21.

Sources: git(1), git-clone(1) and git-checkout(1) of git 2.51; the names of branches from memory.
"""

from __future__ import annotations

from mlint.knowledge.options import Arity

AS_OF = "2026-11-21"

_NONE = Arity(*(frozenset() for _ in Arity._fields))

GIT = _NONE.plus(
    value="-C -c --git-dir --work-tree --namespace --config-env --super-prefix",
    flag="-p --paginate -P --no-pager --bare --no-replace-objects --literal-pathspecs --version --help",
)
"""Options before the verb."""

CLONE = _NONE.plus(
    value=(
        "-b --branch --bundle-uri -c --config --depth --filter -j --jobs -o --origin --reference "
        "--reference-if-able --ref-format --revision --separate-git-dir --server-option --shallow-exclude "
        "--shallow-since --template -u --upload-pack"
    ),
    flag=(
        "-4 -6 --also-filter-submodules --bare --dissociate --ipv4 --ipv6 -l --local --mirror -n --no-checkout "
        "--no-hardlinks --no-local --no-recurse-submodules --no-reject-shallow --no-remote-submodules "
        "--no-shallow-submodules --no-single-branch --no-tags --progress -q --quiet --recurse-submodules --recursive "
        "--reject-shallow --remote-submodules -s --shallow-submodules --shared --single-branch --sparse --tags -v "
        "--verbose"
    ),
)
"""Options of ``git clone``."""

NAMES = {"-b": "--branch"}
"""Other names of options -> the one that this project uses for them."""

SHALLOW = frozenset({"--depth", "--filter", "--shallow-exclude", "--shallow-since", "--revision"})
"""Options with which a clone fetches a part of the history only."""

MOVING_BRANCHES = frozenset({"HEAD", "dev", "develop", "devel", "development", "latest", "main", "master", "nightly"})
"""Branches that get every new commit."""

SWITCHING = frozenset({"checkout", "reset", "switch"})
"""Verbs that put another commit into the working tree."""
