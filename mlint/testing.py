"""Test a rule by its page and its cases file: for the rules that mlint ships and for everybody's own packs.

In a pack's tests::

    from mlint.testing import check_cases, check_page

    def test_page():
        check_page(my_rule.my_rule)

    def test_cases():
        check_cases(my_rule.my_rule, Path("cases/my-rule.md"))

Both raise AssertionError with a message that names the block and says what differs.
"""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from mlint.config import Settings, read_settings
from mlint.dockerfile.source import Source, decode, encode
from mlint.edits import apply
from mlint.linter import Diagnostic, lint
from mlint.packs import all_rules
from mlint.records import Record
from mlint.rule import Edit, Fix, NewFile
from mlint.selection import RuleSet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mlint.rule import Rule, Span

_FENCE = "```"
CONFIG = ".mlint.yaml"


class Block(Record):
    """A fenced block of Markdown: the words behind the fence, its text, and the 1-based line of the fence."""

    kind: str
    name: str
    text: str
    line: int


class Section(Record):
    """What stands below a ``##`` heading; the part before the first heading has an empty title."""

    title: str
    line: int
    blocks: list[Block]

    def dockerfiles(self) -> list[Block]:
        """The Dockerfiles of the section."""
        return [block for block in self.blocks if block.kind == "dockerfile"]

    def files(self) -> dict[str, str | int]:
        """The other files of the section, by the name behind the fence (```` ```text requirements.txt ````).

        Of a file behind ```` ```size model.pt ```` only the size is stated (``2.1 GB``, ``300 kB``): its bytes.
        """
        named = [block for block in self.blocks if block.name and block.kind not in ("dockerfile", "fixed")]
        return {block.name: _bytes(block.text) if block.kind == "size" else block.text for block in named}


def _bytes(text: str) -> int:
    """How many bytes ``2.1 GB`` are; raises ValueError for what is no size."""
    number, unit = text.split()
    factor: int = 1000 ** ("B", "kB", "MB", "GB").index(unit)
    return round(float(number) * factor)


def read_sections(markdown: str) -> list[Section]:
    """The sections of a page or a cases file, with their fenced blocks."""
    sections = [Section("", 1, [])]
    lines = markdown.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.startswith("## "):
            sections.append(Section(line[3:].strip(), at, []))
        elif line.startswith(_FENCE):
            first = at
            while at < len(lines) and not lines[at].startswith(_FENCE):
                at += 1
            kind, _, name = line[len(_FENCE) :].strip().partition(" ")
            text = "".join(content + "\n" for content in lines[first:at])
            sections[-1].blocks.append(Block(kind, name.strip(), text, first))
            at += 1
    return sections


def run(
    text: str,
    rules: Sequence[Rule],
    known: Iterable[Rule] = (),
    path: str = "Dockerfile",
    files: Mapping[str, str | int] | None = None,
) -> list[Diagnostic]:
    """The diagnostics of ``rules`` in the Dockerfile ``text``; ``known`` are all rules that a comment may name.

    With ``files``, path to text, the Dockerfile lies at ``path`` of a repository that holds them; a number in place of
    the text makes a file of so many bytes, which takes no room on the disk where the file system knows sparse files.
    One called ``.mlint.yaml`` is the configuration. Raises AssertionError when a rule fails with an internal error.
    """
    if files:
        with TemporaryDirectory() as folder:
            for name, content in {**files, path: text, ".git/HEAD": ""}.items():
                file = Path(folder, name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(b"" if isinstance(content, int) else encode(content))
                if isinstance(content, int):
                    os.truncate(file, content)
            config = str(Path(folder, CONFIG))
            settings = read_settings(config, allow_packs=False) if CONFIG in files else Settings()
            return _diagnostics(text, rules, known, str(Path(folder, path)), settings)
    return _diagnostics(text, rules, known, path, Settings())


def _diagnostics(
    text: str, rules: Sequence[Rule], known: Iterable[Rule], path: str, settings: Settings
) -> list[Diagnostic]:
    settings.bind(RuleSet(dict.fromkeys([*rules, *known])))
    report = lint(Source(path, encode(text)), rules, settings)
    assert not report.errors, "\n".join(report.errors)
    return report.diagnostics


def apply_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """``text`` with all edits of ``fixes`` in the Dockerfile made; they must not overlap."""
    edits = sorted({edit for fix in fixes for edit in fix.edits if isinstance(edit, Edit)}, key=_start)
    for one, following in pairwise(edits):
        end, start = one.place.span.end, following.place.span.start
        assert end <= start, f"the edits at {one.place.span.start} and {start} overlap"
    return apply(text, edits)


def fixed_files(
    path: str, text: str, files: Mapping[str, str | int], found: Sequence[Diagnostic]
) -> dict[str, str | int]:
    """The Dockerfile at ``path`` and the ``files`` around it after all fixes of what :func:`run` ``found`` in it."""
    result = {**files, path: text}
    fixes = [one.fix for one in found if one.fix]
    root = found[0].source.path.removesuffix(path) if found else ""
    for edit in (edit for fix in fixes for edit in fix.edits):
        name = (edit.path if isinstance(edit, NewFile) else edit.place.path).removeprefix(root).replace(os.sep, "/")
        if isinstance(edit, NewFile):
            assert name not in result, f"{name} exists already"
            result[name] = edit.text
    for name, before in list(result.items()):
        here = [
            Fix(fix.title, tuple(edit for edit in fix.edits if isinstance(edit, Edit) and _lies_at(edit, root, name)))
            for fix in fixes
        ]
        if isinstance(before, str) and any(fix.edits for fix in here):
            result[name] = apply_fixes(before, here)
    return result


def _lies_at(edit: Edit, root: str, name: str) -> bool:
    return edit.place.path.removeprefix(root).replace(os.sep, "/") == name


def _start(edit: Edit) -> Span:
    return edit.place.span


def check_page(rule: Rule, defaults: Sequence[Rule] | None = None) -> None:
    """Check the examples on the rule's page.

    Every Bad block has a finding of the rule; fixing the n-th Bad gives the n-th Fixed, which the rule finds clean, and
    the other files of the section Fixed;
    every Good block is clean under the ``defaults`` (without them: all built-in rules that are on by default).
    """
    sections = {section.title: section for section in read_sections(rule.page)}
    assert rule.summary, f"{rule.code}: the page has no summary line"
    assert "Bad" in sections, f"{rule.code}: the page has no section Bad"
    assert "Good" in sections, f"{rule.code}: the page has no section Good"
    bad = sections["Bad"].dockerfiles()
    fixed = sections["Fixed"].dockerfiles() if "Fixed" in sections else []
    assert bad, f"{rule.code}: Bad shows no Dockerfile"
    assert len(fixed) <= len(bad), f"{rule.code}: more Fixed blocks than Bad ones"
    for block in bad:
        found = run(block.text, [rule], files=sections["Bad"].files())
        assert found, f"{rule.code}: no finding in the Bad block at line {block.line} of the page"
    for before, after in zip(bad, fixed, strict=False):
        _check_fixed(rule, before, after, sections["Bad"].files(), sections["Fixed"].files())
    if defaults is None:
        defaults = [one for one in all_rules().rules if one.default]
    for block in sections["Good"].dockerfiles():
        found = run(block.text, [*defaults, *([] if rule in defaults else [rule])], files=sections["Good"].files())
        assert not found, f"{rule.code}: the Good block at line {block.line} of the page has {_listed(found)}"


def _check_fixed(
    rule: Rule, before: Block, after: Block, files: Mapping[str, str | int], wanted: Mapping[str, str | int]
) -> None:
    where = f"{rule.code}: fixing the Bad block at line {before.line} of the page"
    result = fixed_files("Dockerfile", before.text, files, run(before.text, [rule], files=files))
    text = result.pop("Dockerfile")
    assert text == after.text, f"{where} gives\n{text}\ninstead of\n{after.text}"
    for name, content in wanted.items():
        assert result.get(name) == content, f"{where} gives {name}\n{result.get(name)}\ninstead of\n{content}"
    found = run(after.text, [rule], files=result)
    assert not found, f"{rule.code}: the Fixed block at line {after.line} of the page still has {_listed(found)}"


def check_cases(rule: Rule, path: Path) -> None:
    """Check every case of a cases file: a heading, a Dockerfile, and the findings expected in it.

    A ``findings`` block holds lines ``line:column CODE message``; the message may be cut short, and the severity may
    stand before it (``3:1 ML301 info: …``). Without one, the Dockerfile is clean. Only ``rule`` runs. A block
    ``fixed`` holds the Dockerfile after all fixes, with a file name (```` ```fixed .dockerignore ````) that file. Other
    blocks with a file name are files of the context; of a ``size`` block only the size counts (:meth:`Section.files`).
    """
    cases = [section for section in read_sections(decode(path.read_bytes()).replace("\r\n", "\n")) if section.blocks]
    assert cases, f"{path} holds no case"
    for case in cases:
        check_case(rule, case, path)


def check_case(rule: Rule, case: Section, path: Path) -> None:
    """Check one case of a cases file."""
    where = f"{path}:{case.line} {case.title!r}"
    dockerfiles = case.dockerfiles()
    assert len(dockerfiles) == 1, f"{where}: a case has one dockerfile block"
    block = dockerfiles[0]
    name = block.name or "Dockerfile"
    found = run(block.text, [rule], path=name, files=case.files())
    expected = [line for one in case.blocks if one.kind == "findings" for line in one.text.splitlines()]
    lines = _lines(found)
    matches = len(lines) == len(expected) and all(
        line.startswith(wanted) or line.replace(f" {one.severity}: ", " ", 1).startswith(wanted)
        for line, one, wanted in zip(lines, found, expected, strict=True)
    )
    assert matches, (
        f"{where}: expected\n  "
        + "\n  ".join(expected or ["nothing"])
        + "\nfound\n  "
        + "\n  ".join(lines or ["nothing"])
    )
    result = fixed_files(name, block.text, case.files(), found)
    for one in case.blocks:
        if one.kind == "fixed":
            after = result.get(one.name or name)
            assert after == one.text, f"{where}: the fixes give\n{after}"


def _lines(diagnostics: Iterable[Diagnostic]) -> list[str]:
    lines = []
    for one in diagnostics:
        position = one.source.position(one.place.span.start)
        lines.append(f"{position.line}:{position.column} {one.rule.code} {one.severity}: {one.message}")
    return lines


def _listed(diagnostics: Iterable[Diagnostic]) -> str:
    return "; ".join(_lines(diagnostics))
