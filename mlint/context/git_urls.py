"""Requirements from Git: ``git+https://host/owner/name.git@ref#egg=name``."""

from __future__ import annotations

from mlint.records import Record

_MOVING = frozenset(
    {"head", "main", "master", "trunk", "dev", "devel", "develop", "development", "nightly", "latest", "next", "edge"}
    | {"stable", "staging", "release", "prod", "production"}
)
"""Names that branches have and tags do not."""
_MOVING_FOLDERS = ("refs/heads/", "refs/pull/", "pull/", "feature/", "feat/", "fix/")


class GitUrl(Record):
    """A Git repository and what is taken of it; ``ref`` is None when the URL names nothing."""

    repository: str
    """``owner/name``, or what comes nearest to it."""
    ref: str | None

    @property
    def moves(self) -> bool:
        """Whether another commit may be meant tomorrow: no ref, or the name of a branch; tags are thought to stay."""
        if self.ref is None:
            return True
        return self.ref.lower() in _MOVING or self.ref.startswith(_MOVING_FOLDERS)


def read_git_url(url: str) -> GitUrl | None:
    """The repository of a ``git+…`` URL; None for other URLs."""
    scheme, found, rest = url.partition("://")
    if not scheme.lower().startswith("git+") or not found:
        return None
    address = rest.partition("#")[0].partition("?")[0]
    host, _, path = address.partition("/")
    # git@host:owner/name names the owner behind a colon.
    owner = host.rpartition(":")[2] if ":" in host and not host.rpartition(":")[2].isdigit() else ""
    path, at, ref = path.partition("@")
    path = f"{owner}/{path}" if owner else path
    parts = path.removesuffix("/").removesuffix(".git").split("/")
    return GitUrl("/".join(parts[-2:]) or host, ref if at else None)
