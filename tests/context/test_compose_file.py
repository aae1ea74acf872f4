"""Compose files: who builds what, from where, on which hardware."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mlint.context.compose_file import ComposeBuild, compose_builds, expand, is_compose_file
from mlint.context.files import Files
from tests.context.files import write


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = Path(os.path.realpath(tmp_path))
    write(root, {"api/": "", "web/": "", "shared/": ""})
    monkeypatch.chdir(root)
    return root


def builds(folder: Path, text: str, name: str = "compose.yaml") -> list[ComposeBuild]:
    write(folder, {name: text})
    return list(compose_builds(str(folder), "Dockerfile"))


def brief(folder: Path, text: str) -> list[tuple[str, str, str]]:
    found = builds(folder, text)
    return [
        (one.service, os.path.relpath(one.context, folder), os.path.relpath(one.dockerfile, folder)) for one in found
    ]


def test_forms_of_build(folder: Path) -> None:
    text = """
services:
  short: {build: ./api}
  long:
    build:
      context: web
      dockerfile: ../docker/web.Dockerfile
  here:
    build: {dockerfile: api/Dockerfile}
  image: {image: redis}
  gone: {build: ./nothing}
  remote: {build: "https://github.com/x/y.git"}
  variable: {build: "${FOLDER}"}
  default: {build: "${FOLDER:-./api}"}
  other: {build: {context: ., dockerfile: $FILE}}
  inline: {build: {context: ., dockerfile_inline: FROM x}}
  nothing:
  broken: {build: [a]}
"""
    api = os.path.join("api", "Dockerfile")
    assert brief(folder, text) == [
        ("short", "api", api),
        ("long", "web", os.path.join("docker", "web.Dockerfile")),
        ("here", ".", api),
        ("default", "api", api),
        ("broken", ".", "Dockerfile"),
    ]


def test_details(folder: Path) -> None:
    text = """
x-build: &build
  context: .
  target: base
  args: {A: 1, B: "${B:-two}", C: "${C}", D: }
services:
  one:
    build:
      <<: *build
      target: runtime
    deploy: {resources: {reservations: {devices: [{driver: nvidia, count: 1, capabilities: [gpu]}]}}}
  two:
    build: {context: ., args: [A=1, B, "C=${C}", "=x"]}
"""
    one, two = builds(folder, text)
    assert one.args == (("A", "1"), ("B", "two"), ("C", None), ("D", None))
    assert two.args == (("A", "1"), ("B", None), ("C", None))
    assert (one.target, two.target) == ("runtime", None)
    assert (one.gpu, two.gpu) == (True, False)
    assert one.path == "compose.yaml"
    assert text[slice(*one.span)] == "one"
    assert one.gpu_span is not None
    assert text[slice(*one.gpu_span)] == "nvidia"


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        ("gpus: all", "gpus"),
        ("runtime: nvidia", "runtime"),
        ("runtime: runc", None),
        ("deploy: {resources: {reservations: {devices: [{capabilities: [gpu]}]}}}", "[gpu]"),
        ("deploy: {resources: {reservations: {devices: [{capabilities: [tpu]}]}}}", None),
        ("deploy: {resources: {reservations: {devices: [x]}}}", None),
        ("deploy: {replicas: 2}", None),
    ],
)
def test_gpu(folder: Path, service: str, expected: str | None) -> None:
    text = f"services:\n  a:\n    build: .\n    {service}\n"
    (found,) = builds(folder, text)
    assert found.gpu is (expected is not None)
    assert (found.gpu_span and text[slice(*found.gpu_span)]) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "build",
        "services: [build]",
        "services: {a: {build",
        "build: *x",
        "services:\n  a: {build: .}\n---\nservices: {}",
        "- " * 100_000 + "build",
        "#" * 600_000 + "build",
        "services: {a: {build: &a [*a]}, b: {build: &b {<<: *b}, c: \ud800}}",
    ],
)
def test_nothing_to_learn(folder: Path, text: str) -> None:
    (folder / "compose.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
    assert compose_builds(str(folder), "Dockerfile") == ()


def test_merges_are_bounded(folder: Path) -> None:
    lines = ["x0: &x0 {context: .}"]
    lines += [f"x{n}: &x{n} {{<<: [*x{n - 1}, *x{n - 1}]}}" for n in range(1, 60)]
    found = builds(
        folder, "\n".join([*lines, "services: {a: {build: *x3}, b: {build: *x59}, c: &c {<<: *c, build: .}}"])
    )
    assert [one.service for one in found] == ["a", "b", "c"]


def test_several_files(folder: Path) -> None:
    write(folder, {"docker-compose.gpu.yml": "services: {g: {build: .}}", "other.yaml": "services: {o: {build: .}}"})
    found = builds(folder, "services: {c: {build: .}}")
    assert [one.service for one in found] == ["c", "g"]
    assert compose_builds(str(folder / "nothing"), "Dockerfile") == ()
    (absolute, _) = compose_builds(str(folder), str(folder / "Dockerfile"))
    assert absolute.path == str(folder / "compose.yaml")


def test_names() -> None:
    yes = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose-gpu.yaml", "Docker-Compose.prod.yml"]
    no = ["compose", "composer.yml", "docker-compose.yml.j2", "x-compose.yml"]
    assert all(is_compose_file(name) for name in yes)
    assert not any(is_compose_file(name) for name in no)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", "a"),
        (None, None),
        ("${A:-b}/c", "b/c"),
        ("${A-b}", "b"),
        ("${A:-}", ""),
        ("$$a", "$a"),
        ("$A", None),
        ("${A}", None),
        ("${A:?message-x}", None),
        ("${A:-${B}}", None),
        ("${A:-b", None),
        ("x$", None),
    ],
)
def test_variables(text: str | None, expected: str | None) -> None:
    assert expand(text) == expected


def test_what_changes_how_the_container_starts(folder: Path) -> None:
    text = """
services:
  plain: {build: api}
  host: {build: api, network_mode: host}
  command: {build: api, command: x}
  entrypoint: {build: api, entrypoint: [x]}
  list: {build: api, environment: [A=1, B]}
  mapping: {build: api, environment: {A: 1}, healthcheck: {test: x}}
  file: {build: api, env_file: .env}
"""
    found = builds(folder, text)
    assert [one.service for one in found if one.on_host_network] == ["host"]
    assert [one.service for one in found if one.starts_itself] == ["command", "entrypoint"]
    assert [one.service for one in found if one.checks_health] == ["mapping"]
    assert [sorted(one.environment) if one.environment is not None else None for one in found] == [
        *([], [], [], [], ["A", "B"], ["A"], None),
    ]


def test_develop(tmp_path: Path) -> None:
    services = "services:\n  a:\n    build: .\n    develop: {watch: []}\n  b:\n    build: .\n"
    (tmp_path / "compose.yaml").write_text(services)
    found = compose_builds(str(tmp_path), str(tmp_path / "Dockerfile"))
    assert [(one.service, one.develops) for one in found] == [("a", True), ("b", False)]


def test_a_compose_file_is_read_as_the_editor_holds_it(tmp_path: Path) -> None:
    file = tmp_path / "compose.yaml"
    file.write_text("services: {}\n", encoding="utf-8")
    edited = Files({os.path.realpath(file): b"services: {api: {build: .}}\n"})
    found = compose_builds(str(tmp_path), str(tmp_path / "Dockerfile"), edited)
    assert [one.service for one in found] == ["api"]
