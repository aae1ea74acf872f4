"""What happens when a command fails, and which pipes hide it."""

from __future__ import annotations

import pytest

from mlint.image.layers.build_tools import compilers_kept
from mlint.image.secrets.users import logged_user_id
from mlint.image.traps.failures import Failures
from mlint.image.traps.pipes import hidden_failures
from tests.builds import build, command


@pytest.mark.parametrize(
    ("text", "ignored"),
    [
        ("a", False),
        ("a || true", True),
        ("a || :", True),
        ("a || echo $X", True),
        ("a || { echo x; true; }", True),
        ("a || true && b", True),
        ("a || false", False),
        ("a || b", False),
        ("a || { echo x; exit 1; }", False),
        ("a && b", False),
        ("a; b", True),
        ("a;", False),
        ("a; exit 0", True),
        ("a; exit $?", False),
        ("set -e; a; b", False),
        ("set +e; a; b", True),
        ("if a; then b; fi", False),
        ("a | b; c", False),
    ],
)
def test_what_ignores(text: str, ignored: bool) -> None:
    (run,) = build(f"RUN {text}").stages[0].runs
    call = next(one for one in run.commands if one.name == "a")
    assert (Failures(run).what_ignores(call) is not None) is ignored


@pytest.mark.parametrize(
    ("text", "optional"),
    [
        ("RUN a || true", False),
        ("# optional\nRUN a || true", True),
        ("# Best effort, may fail:\n# no GPU\nRUN a || true", True),
        ("# optional\nENV A=b\nRUN a || true", False),
        ("RUN a \\\n # skip it\n || true", True),
        ("RUN a || echo 'skipping a'", True),
        ("RUN a || echo 'a failed'", False),
    ],
)
def test_means_optional(text: str, optional: bool) -> None:
    (run,) = build(text).stages[0].runs
    assert Failures(run).means_optional(run.commands[0]) is optional


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("curl x | sh", [("curl", "sh")]),
        ("curl x | tee y | sh", [("curl", "sh")]),
        ("curl x | { cat; } | python3 -", [("curl", "python3")]),
        ("curl x | sh; wget y | sh", [("curl", "sh"), ("wget", "sh")]),
        ("bash -c 'curl x | sh'", [("curl", "sh")]),
        ("curl x | awk 1 > y", [("curl", "awk")]),
        ("curl x | awk 1", []),
        ("curl x | xargs -r rm", [("curl", "rm")]),
        ("curl x | xargs rm", []),
        ("curl x | python a.py", []),
        ("curl x | python -m json.tool", []),
        ("curl x | (a; b)", []),
        ("echo x | sh", []),
        ("A=$(curl x | sh)", []),
        ("curl x | sh || true", []),
        ("curl x | sh &", []),
        ("$GET x | sh", []),
    ],
)
def test_hidden_failures(text: str, found: list[tuple[str, str]]) -> None:
    (run,) = build(f"RUN {text}").stages[0].runs
    assert [(one.source.name, one.sink.name) for one in hidden_failures(run.commands)] == found


@pytest.mark.parametrize(
    ("text", "packages"),
    [
        ("apt-get install -y gcc git", [("gcc",)]),
        ("apt-get install -y git", []),
        ("apt-get install -y gcc && apt-get autoremove -y", []),
        ("apk add cmake clang-18", [("cmake", "clang-18")]),
        ("apk add gcc && apk del gcc", []),
        ("apt-get remove gcc", []),
    ],
)
def test_compilers_kept(text: str, packages: list[tuple[str, ...]]) -> None:
    (run,) = build(f"RUN {text}").stages[0].runs
    assert [one.packages for one in compilers_kept(run)] == packages


@pytest.mark.parametrize(
    ("text", "uid"),
    [
        ("useradd -u 5 a", 5),
        ("useradd -u 5 -l a", None),
        ("useradd -u $U a", None),
        ("useradd a", None),
        ("adduser -u 5 a", None),
    ],
)
def test_logged_user_id(text: str, uid: int | None) -> None:
    assert logged_user_id(command(f"RUN {text}")) == uid
