"""Images for development, tests and CI, by their names, wherever the checkout lies."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from mlint.build import Build
from mlint.config import Settings
from mlint.dockerfile.source import Source, encode
from mlint.image.names import path_names, words_of
from mlint.image.purpose import is_for_development

if TYPE_CHECKING:
    from pathlib import Path


def for_development(path: str, text: str = "FROM python:3.12", target: str | None = None) -> bool:
    settings = Settings()
    settings.target_stage = target
    return is_for_development(Build(Source(path, encode(text)), settings))


@pytest.mark.parametrize(
    ("path", "result"),
    [
        ("Dockerfile", False),
        ("Dockerfile.dev", True),
        ("test.Dockerfile", True),
        ("Dockerfile.onnx.cpu.dev", True),
        ("ci/Dockerfile", True),
        (".devcontainer/Dockerfile", True),
        ("tests/docker/Dockerfile", True),
        ("docs/Dockerfile", True),
        ("micro-benchmark/Dockerfile", True),
        ("test/api/Dockerfile", False),
        ("devices/Dockerfile", False),
        ("latest/Dockerfile", False),
        ("../dev/Dockerfile", True),
        ("dev/../Dockerfile", False),
        ("./Dockerfile", False),
        ("../Dockerfile", False),
    ],
)
def test_names_in_the_path(path: str, result: bool) -> None:
    assert for_development(path) is result


@pytest.mark.parametrize(
    ("text", "target", "result"),
    [
        ("FROM x AS dev", None, True),
        ("FROM x AS test\nFROM x AS app", None, False),
        ("FROM x AS test\nFROM x AS app", "test", True),
        ("FROM x AS test\nFROM test", None, False),
        ("", None, False),
    ],
)
def test_stages(text: str, target: str | None, result: bool) -> None:
    assert for_development("Dockerfile", text, target) is result


def test_where_the_checkout_lies_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout = tmp_path / "dev"
    (checkout / "ci").mkdir(parents=True)
    absolute = str(checkout / "Dockerfile")
    assert not for_development(absolute)
    monkeypatch.chdir(checkout)
    assert not for_development(absolute)
    assert not for_development("Dockerfile")
    assert for_development(str(checkout / "ci" / "Dockerfile"))
    assert for_development(os.path.join("ci", "Dockerfile"))


def test_names() -> None:
    assert [name.text for name in path_names("a/b/docker/images/x.Dockerfile")] == ["x.Dockerfile", "b"]
    assert [name.text for name in path_names("docker/Dockerfile")] == ["Dockerfile"]
    assert words_of("Dockerfile.cpu_x86-Dev") == ["dockerfile", "cpu", "x86", "dev"]
