"""Unified diffs of what the fixes would change; a part that touches a credential is left out with a note."""

from __future__ import annotations

import os
from difflib import SequenceMatcher

from mlint.dockerfile.source import decode
from mlint.output.text import Style, escape
from mlint.secrets import redact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.file_changes import Change

OMITTED = "# mlint: a part of the diff is left out, it shows a credential"
CONTEXT = 3


def render_diff(change: Change, style: Style) -> str:
    """The diff of one file; empty when nothing changes."""
    before = decode(change.before or b"")
    after = decode(change.after)
    old, new = _lines(before), _lines(after)
    hidden_old = _hidden(before)
    hidden_new = _hidden(after)
    path = escape(change.path.replace(os.sep, "/"))
    out = []
    for group in SequenceMatcher(None, old, new).get_grouped_opcodes(CONTEXT):
        first, last = group[0], group[-1]
        if not hidden_old.isdisjoint(range(first[1], last[2])) or not hidden_new.isdisjoint(range(first[3], last[4])):
            out.append(OMITTED + "\n")
            continue
        header = f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@\n"
        out.append(style.paint("frame", header))
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                out += [_line(" ", line) for line in old[i1:i2]]
            else:
                out += [style.paint("removed", _line("-", line)) for line in old[i1:i2]]
                out += [style.paint("added", _line("+", line)) for line in new[j1:j2]]
    if not out:
        return ""
    origin = "/dev/null" if change.before is None else path
    return f"--- {origin}\n+++ {path}\n" + "".join(out)


def _lines(text: str) -> list[str]:
    """The lines with their ends; only LF ends a line."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _hidden(text: str) -> set[int]:
    """The indexes of the lines that hold a part of a credential."""
    masked = redact(text, keep_width=True)
    if masked == text:
        return set()
    pairs = zip(text.split("\n"), masked.split("\n"), strict=True)
    return {index for index, (line, shown) in enumerate(pairs) if line != shown}


def _range(start: int, stop: int) -> str:
    """Lines ``start`` to ``stop`` as a unified diff writes them."""
    length = stop - start
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"


def _line(mark: str, line: str) -> str:
    r"""A line of the diff; a last line without an end gets the usual note, a CR before the end stays as it is."""
    body = line.removesuffix("\n")
    end = body[len(body.rstrip("\r")) :]
    text = mark + "\t".join(escape(part) for part in body.rstrip("\r").split("\t")) + end + "\n"
    return text if line.endswith("\n") else text + "\\ No newline at end of file\n"
