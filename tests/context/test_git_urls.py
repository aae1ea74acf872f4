"""Requirements from Git: what they name, and whether it moves."""

from __future__ import annotations

import pytest

from mlint.context.git_urls import GitUrl, read_git_url


@pytest.mark.parametrize(
    ("url", "repository", "ref", "moves"),
    [
        ("git+https://github.com/acme/metrics.git", "acme/metrics", None, True),
        ("git+https://github.com/acme/metrics/", "acme/metrics", None, True),
        ("git+https://user@github.com/acme/metrics#egg=metrics", "acme/metrics", None, True),
        ("git+ssh://git@github.com/acme/metrics.git@main", "acme/metrics", "main", True),
        ("git+ssh://git@github.com:acme/metrics.git@v1", "acme/metrics", "v1", False),
        ("git+https://github.com/acme/metrics@refs/heads/x#subdirectory=a", "acme/metrics", "refs/heads/x", True),
        ("git+https://github.com/acme/metrics@9f2c1e7", "acme/metrics", "9f2c1e7", False),
        ("git+file:///srv/metrics", "srv/metrics", None, True),
    ],
)
def test_git_urls(url: str, repository: str, ref: str | None, moves: bool) -> None:
    found = read_git_url(url)
    assert found == GitUrl(repository, ref)
    assert found.moves is moves


@pytest.mark.parametrize("url", ["https://github.com/acme/metrics.git", "git+metrics", ""])
def test_others(url: str) -> None:
    assert read_git_url(url) is None
