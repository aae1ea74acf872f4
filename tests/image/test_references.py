from __future__ import annotations

import pytest

from mlint.image.references import (
    arguments_of_base,
    external_images,
    in_registries,
    parse_reference,
    platform_parts,
)
from tests.builds import build

DIGEST = "sha256:" + "0" * 64


@pytest.mark.parametrize(
    ("text", "registry", "repository", "tag", "digest", "name", "official"),
    [
        ("python", "docker.io", "library/python", None, None, "python", "python"),
        ("python:3.12-slim", "docker.io", "library/python", "3.12-slim", None, "python", "python"),
        ("library/python:3", "docker.io", "library/python", "3", None, "python", "python"),
        ("docker.io/python", "docker.io", "library/python", None, None, "python", "python"),
        ("index.docker.io/library/python", "docker.io", "library/python", None, None, "python", "python"),
        ("registry-1.docker.io/a/b", "docker.io", "a/b", None, None, "a/b", None),
        (f"python@{DIGEST}", "docker.io", "library/python", None, DIGEST, "python", "python"),
        (f"python:3@{DIGEST}", "docker.io", "library/python", "3", DIGEST, "python", "python"),
        ("pytorch/pytorch:2.5", "docker.io", "pytorch/pytorch", "2.5", None, "pytorch/pytorch", None),
        ("nvcr.io/nvidia/cuda:12", "nvcr.io", "nvidia/cuda", "12", None, "nvcr.io/nvidia/cuda", None),
        ("localhost/x", "localhost", "x", None, None, "localhost/x", None),
        ("localhost:5000/x:1", "localhost:5000", "x", "1", None, "localhost:5000/x", None),
        ("host:5000/x", "host:5000", "x", None, None, "host:5000/x", None),
        ("ghcr.io/a/b/c", "ghcr.io", "a/b/c", None, None, "ghcr.io/a/b/c", None),
        ("quay.io/python:3", "quay.io", "python", "3", None, "quay.io/python", None),
        ("a/library/python", "docker.io", "a/library/python", None, None, "a/library/python", None),
    ],
)
def test_parts(
    text: str, registry: str, repository: str, tag: str | None, digest: str | None, name: str, official: str | None
) -> None:
    found = parse_reference(text)
    assert found is not None
    assert found == (text, registry, repository, tag, digest)
    assert found.name == name
    assert found.official == official


@pytest.mark.parametrize("text", ["", "python:", "python@", ":3", "@sha256:0", "a b", "quay.io/", "a/", "python:3 @x"])
def test_no_reference(text: str) -> None:
    assert parse_reference(text) is None


def test_tag_parts() -> None:
    found = [parse_reference(text) for text in ("python:3.12-slim-bookworm", "python")]
    assert [one.tag_parts for one in found if one] == [("3.12", "slim", "bookworm"), ()]


@pytest.mark.parametrize(
    ("text", "image"),
    [
        ("FROM a/b:1", "a/b"),
        ("ARG R=nvcr.io/\nFROM ${R}nvidia/cuda:12", "nvcr.io/nvidia/cuda"),
        ("ARG R\nFROM ${R}nvidia/cuda:12", None),
        ("FROM scratch", None),
        ("FROM x AS scratchy\nFROM scratchy", None),
        ("FROM $X", None),
        ("ARG X=\nFROM $X", None),
    ],
)
def test_base_of_a_stage(text: str, image: str | None) -> None:
    found = build(text).stages[-1].base_image
    assert (found.name if found else None) == image


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ARG A=1\nARG B=2\nARG C\nFROM x:$A-${C}", ["A"]),
        ("ARG A=1 B=2\nFROM x:${B:-$A}", ["A", "B"]),
        ("ARG A=1\nFROM x", []),
        ("ARG A=1\nFROM x:${A", []),
        ("ARG A=1\nFROM", []),
    ],
)
def test_arguments_of_base(text: str, names: list[str]) -> None:
    assert [pair.key for pair in arguments_of_base(build(text).stages[0])] == names


@pytest.mark.parametrize(
    ("text", "registry", "expected"),
    [
        ("python:3.12", "docker.io", True),
        ("python:3.12", "hub.docker.com", True),
        ("python:3.12", "docker.io/library", True),
        ("acme/app", "docker.io/library", False),
        ("ghcr.io/acme/app", "ghcr.io", True),
        ("ghcr.io/acme/app", "ghcr.io/acme/", True),
        ("ghcr.io/acmeltd/app", "ghcr.io/acme", False),
        ("eu.example.com/app", "*.example.com", True),
        ("example.com/app", "*.example.com", False),
        ("registry.example.com/app", "registry.*", True),
        ("acme/app", "*", True),
        ("example.com:5000/app", "example.com", False),
    ],
)
def test_registries(text: str, registry: str, expected: bool) -> None:
    reference = parse_reference(text)
    assert reference
    assert in_registries(reference, ["quay.io", registry]) is expected
    assert not in_registries(reference, [])


def test_external_images() -> None:
    found = build(
        "ARG A\nFROM a AS one\nFROM $A\nFROM one\nFROM scratch\nCOPY --from=one /x /x\nCOPY --from=0 /x /x\n"
        "COPY --from=b:1 /x /x\nCOPY --from=9 /x /x\nRUN --mount=from=c,target=/c --mount=from=one,target=/d ls\n"
    )
    used = [(one.written, one.reference and one.reference.name) for one in external_images(found)]
    assert used == [("a", "a"), ("$A", None), ("b:1", "b"), ("c", "c")]


def test_platforms() -> None:
    assert platform_parts("linux/x86_64") == ("linux", "amd64")
    assert platform_parts("Linux/arm64/v8") == ("linux", "arm64")
    assert platform_parts("aarch64") == ("arm64",)
