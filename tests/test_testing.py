"""The helpers with which rules are tested: what they accept, and what they complain of."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from mlint.dockerfile.source import Span
from mlint.packs import all_rules
from mlint.rule import Edit, Estimate, Finding, Fix, NewFile, Place, Rule, rule
from mlint.testing import apply_fixes, check_cases, check_page, read_sections, run
from mlint_rules.packages.pip_cache_kept import pip_cache_kept

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mlint.build import Build

PAGE = """Nobody says sudo.

## Bad
```dockerfile
FROM a
RUN sudo b
```
## Fixed
```dockerfile
FROM a
RUN b
```

## Good
```dockerfile
FROM a
RUN b
```
"""


def no_sudo(build: Build) -> Iterator[Finding]:
    text = build.source.text
    at = text.find("sudo")
    if at >= 0:
        edit = Edit(build.place(Span(at, at + 5)), "")
        yield Finding(build.place(Span(at, at + 4)), "no sudo", Fix("Drop it", (edit, NewFile("x", "y"))))


def rule_with(page: str, name: str = "no_sudo") -> Rule:
    """The rule above on a page of its own."""
    module = ModuleType(f"pack.family.{name}")
    module.__doc__ = page
    sys.modules[module.__name__] = module

    def check(build: Build) -> Iterator[Finding]:
        yield from no_sudo(build)

    check.__name__ = name
    check.__module__ = module.__name__
    return rule("XX1", severity="warning")(check)


def test_rule() -> None:
    made = rule_with(PAGE)
    assert (made.code, made.name, made.family, made.summary) == ("XX1", "no-sudo", "family", "Nobody says sudo")
    assert made.fixable
    assert made.page == PAGE
    assert repr(made) == "Rule(XX1 no-sudo)"
    assert not rule_with("No page.").fixable
    assert rule_with("").summary == ""
    assert (made.default, made.once, made.aliases, made.options) == (True, False, (), {})


def test_own_rules_are_of_the_family_dockerfile() -> None:
    families = {one.name: one.family for one in all_rules().rules}
    assert families["syntax-error"] == "dockerfile"
    assert families["pip-cache-kept"] == "packages"


def test_records() -> None:
    assert Estimate(1) == (1, "image", False, ())
    assert Fix("x", ()).safety == "safe"
    assert Finding(Place("x", Span(0, 1)), "y").related == ()


def test_sections() -> None:
    first, second = read_sections("intro\n```dockerfile  name x \nFROM a\n```\n## Title \ntext\n```text\n## no title\n")
    assert (first.title, first.line) == ("", 1)
    assert [(one.kind, one.name, one.text, one.line) for one in first.blocks] == [
        ("dockerfile", "name x", "FROM a\n", 2)
    ]
    assert (second.title, second.line) == ("Title", 5)
    assert second.blocks[0].text == "## no title\n\n"  # open to the end
    assert second.dockerfiles() == []


def test_run() -> None:
    made = rule_with(PAGE)
    (one,) = run("FROM a\nRUN sudo b\n", [made], path="x/Dockerfile")
    assert one.source.path == "x/Dockerfile"
    assert run("FROM a\n# mlint: ignore[pip-cache-kept, no-sudo]\nRUN sudo b\n", [made], [pip_cache_kept]) == []


def test_run_shows_internal_errors() -> None:
    @rule("XX2", severity="info")
    def broken(build: Build) -> Iterator[Finding]:
        raise LookupError("gone")

    with pytest.raises(AssertionError, match="XX2 broken failed: LookupError: gone"):
        run("FROM a\n", [broken])


def edit(start: int, end: int, text: str) -> Edit:
    return Edit(Place("Dockerfile", Span(start, end)), text)


def test_apply_fixes() -> None:
    fixes = [Fix("a", (edit(0, 1, "X"), edit(3, 3, "+"))), Fix("b", (edit(1, 2, ""), edit(0, 1, "X")))]
    assert apply_fixes("abcd", fixes) == "Xc+d"
    with pytest.raises(AssertionError, match="overlap"):
        apply_fixes("abcd", [Fix("a", (edit(0, 2, ""), edit(1, 3, "")))])


def test_good_page() -> None:
    check_page(rule_with(PAGE))
    check_page(rule_with(PAGE), defaults=[])


@pytest.mark.parametrize(
    ("page", "complaint"),
    [
        ("", "no summary line"),
        ("Summary.\n", "no section Bad"),
        (PAGE.partition("## Good")[0], "no section Good"),
        (PAGE.replace("```dockerfile", "```text"), "Bad shows no Dockerfile"),
        (PAGE.replace("sudo b", "b"), "no finding in the Bad block at line 4"),
        (PAGE.replace("RUN b", "RUN c"), "fixing the Bad block at line 4 of the page gives\nFROM a\nRUN b\n"),
        (
            PAGE.replace("## Good\n```dockerfile\nFROM a\nRUN b", "## Good\n```dockerfile\nFROM a\nRUN sudo b"),
            "2:5|XX1",
        ),
        (PAGE.replace("## Fixed\n", "## Fixed\n```dockerfile\nFROM a\n```\n"), "more Fixed blocks than Bad"),
        (PAGE.replace("sudo b", "sudo sudo b").replace("RUN b\n```\n\n", "RUN sudo b\n```\n\n"), "still has"),
    ],
)
def test_bad_page(page: str, complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint):
        check_page(rule_with(page), defaults=[])


CASES = """# no-sudo

## found
```dockerfile
FROM a
RUN sudo b
```
```findings
2:5 XX1 no
```
```fixed
FROM a
RUN b
```

## with severity
```dockerfile gpu.Dockerfile
FROM a
RUN sudo b
```
```findings
2:5 XX1 warning: no sudo
```

## clean
```dockerfile
FROM a
```
"""


def cases(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "no-sudo.md"
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("text", [CASES, CASES.replace("\n", "\r\n")])
def test_good_cases(tmp_path: Path, text: str) -> None:
    check_cases(rule_with(PAGE), cases(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("# nothing\n", "holds no case"),
        (
            CASES.replace("2:5 XX1 no\n", "2:6 XX1 no\n"),
            "'found': expected\n  2:6 XX1 no\nfound\n  2:5 XX1 warning: no sudo",
        ),
        (CASES.replace("2:5 XX1 no\n", ""), "expected\n  nothing\nfound\n  2:5"),
        (CASES.replace("warning: no", "error: no"), "'with severity'"),
        (CASES.replace("FROM a\n```\n", "FROM a\n```\n```findings\n1:1 XX1 x\n```\n"), "found\n  nothing"),
        (CASES.replace("```fixed\nFROM a\nRUN b", "```fixed\nFROM a\nRUN c"), "the fixes give\nFROM a\nRUN b"),
        (CASES.replace("```fixed", "```dockerfile"), "a case has one dockerfile block"),
    ],
)
def test_bad_cases(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(AssertionError) as caught:
        check_cases(rule_with(PAGE), cases(tmp_path, text))
    assert complaint in str(caught.value)


def test_a_file_of_which_only_the_size_is_stated() -> None:
    text = "## a\n```size model.pt\n2.1 GB\n```\n```text requirements.txt\nnumpy\n```\n"
    assert read_sections(text)[1].files() == {"model.pt": 2_100_000_000, "requirements.txt": "numpy\n"}
    sizes = []

    def weigh(build: Build) -> Iterator[Finding]:
        assert build.context is not None
        sizes.append(build.context.everything.bytes)
        return iter(())

    run("FROM a\nCOPY model.pt /\n", [rule("X1", severity="info")(weigh)], files={"model.pt": 2_100_000_000})
    assert sizes[0] > 2_100_000_000


IGNORED = """# name
## files beside the Dockerfile
```dockerfile sub/Dockerfile
FROM a
COPY notes.txt /
```
```text notes.txt
one
```
```findings
1:1 X2 x
```
```fixed
FROM b
COPY notes.txt /
```
```fixed notes.txt
one
two
```
```fixed .dockerignore
.git
```
"""


@pytest.mark.parametrize(("old", "new"), [("", ""), ("two", "three"), (".git\n", "git\n"), ("FROM b", "FROM c")])
def test_fixes_in_other_files(tmp_path: Path, old: str, new: str) -> None:
    def check(build: Build) -> Iterator[Finding]:
        assert build.context is not None
        edits = (
            Edit(build.place(Span(5, 6)), "b"),
            Edit(Place(build.context.shown("notes.txt"), Span(4, 4)), "two\n"),
            NewFile(build.context.shown(".dockerignore"), ".git\n"),
        )
        yield Finding(build.place(Span(0, 4)), "x", fix=Fix("x", edits))

    path = cases(tmp_path, IGNORED.replace(old, new) if old else IGNORED)
    if not old:
        check_cases(rule("X2", severity="info")(check), path)
    else:
        with pytest.raises(AssertionError, match="the fixes give"):
            check_cases(rule("X2", severity="info")(check), path)
