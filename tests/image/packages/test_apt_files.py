"""What apt leaves in a layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.image.packages.apt_files import fetches_lists
from tests.builds import build

if TYPE_CHECKING:
    from mlint.image.packages.installs import Install


def installs(text: str) -> list[Install]:
    return list(build(text).stages[0].installs())


def reasons(text: str) -> list[str]:
    return [install.cache.reason for install in installs(text)]


@pytest.mark.parametrize(
    ("run", "kept"),
    [
        ("apt-get update", True),
        ("apt-get update && rm -rf /var/lib/apt/lists/*", False),
        ("apt-get update && rm -rf /var/lib/apt/lists", False),
        ("apt-get update && rm -fr /var/lib/apt/", False),
        ("apt-get update && rm -rf /var/lib/apt/*", False),
        ("apt-get update; rm -r /tmp/* /var/lib/apt/lists/* /var/cache/*", False),
        ("apt-get update && rm -f /var/lib/apt/lists/*", True),
        ("apt-get update && rm -rf /var/lib/apt/lists/partial", True),
        ("apt-get update && rm -rf /var/cache/apt", True),
        ("apt-get update && rm -rf /var/lib/{apt,dpkg}", None),
        ("apt-get update && rm -rf $DIRS", None),
        ("apt-get update && find /var/lib/apt/lists -type f -delete", False),
        ("apt-get update && apt-get clean", True),
        ("apt-get update && apt-get dist-clean", False),
        ("apt-get update && apt-get distclean -y", False),
        ("rm -rf /var/lib/apt/lists/* && apt-get update", True),
        ("trap 'rm -rf /var/lib/apt/lists/*' EXIT && apt-get update", False),
        ("trap 'echo' EXIT && apt-get update", True),
        ("--mount=type=cache,target=/var/lib/apt apt-get update", False),
        ("--mount=type=tmpfs,target=/var/lib/apt/lists apt-get update", False),
        ("--mount=type=cache,target=/var/cache/apt apt-get update", True),
        ("--mount=type=cache,target=$X apt-get update", None),
    ],
)
def test_lists(run: str, kept: bool | None) -> None:
    (update,) = (one for one in installs(f"RUN {run}") if one.verb == "update")
    assert update.cache.kept is kept
    assert update.cache_folder == "/var/lib/apt/lists"


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("RUN apt-get install -y git", "configured"),
        ("RUN --mount=type=cache,target=/var/cache/apt apt-get install -y git", "configured"),
        ("RUN rm -f /etc/apt/apt.conf.d/docker-clean\nRUN apt-get install -y git", "kept"),
        ("RUN rm /etc/apt/apt.conf.d/docker-clean && apt-get install -y git", "kept"),
        ("RUN rm /etc/apt/apt.conf.d/docker-clean && apt-get install -y git && apt-get clean", "removed"),
        (
            "RUN rm /etc/apt/apt.conf.d/docker-clean && apt-get install -y git && rm -rf /var/cache/apt/archives",
            "removed",
        ),
        (
            "RUN rm -f /etc/apt/apt.conf.d/docker-clean\n"
            "RUN --mount=type=cache,target=/var/cache/apt,sharing=locked apt-get install -y git",
            "mount",
        ),
        (
            "RUN echo 'Binary::apt::APT::Keep-Downloaded-Packages \"true\";' > /etc/apt/apt.conf.d/keep\n"
            "RUN apt-get install -y git",
            "kept",
        ),
        ("RUN apt-get remove -y git", "verb"),
    ],
)
def test_archives(lines: str, reason: str) -> None:
    (install,) = (one for one in installs(lines) if one.verb in ("install", "remove"))
    assert install.cache.reason == reason
    assert install.cache_folder == "/var/cache/apt/archives"


def test_an_install_that_updates() -> None:
    first, second = installs("RUN apt install --update -y git\nRUN apt install -y git")
    assert fetches_lists(first)
    assert not fetches_lists(second)
    assert first.cache.kept


def test_every_update_counts_for_itself() -> None:
    run = "RUN apt-get update && rm -rf /var/lib/apt/lists/* && apt-get update"
    assert reasons(run) == ["removed", "kept"]
