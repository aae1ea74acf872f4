"""What a Dockerfile is made of, for the editor's outline, and what in it leads elsewhere."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from lsprotocol import types

from mlint.dockerfile.source import Span
from mlint.output.text import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.dockerfile.instructions import Instruction
    from mlint.rule import Rule
    from mlint.selection import RuleSet
    from mlint.server.documents import Positions

_KINDS = {
    "ARG": types.SymbolKind.Variable,
    "ENV": types.SymbolKind.Variable,
    "COPY": types.SymbolKind.File,
    "ADD": types.SymbolKind.File,
    "RUN": types.SymbolKind.Function,
    "CMD": types.SymbolKind.Event,
    "ENTRYPOINT": types.SymbolKind.Event,
}
_LONGEST = 60


def symbols(build: Build, positions: Positions) -> list[types.DocumentSymbol]:
    """The stages with their instructions; before them the arguments of FROM."""
    found = [_instruction(build, one, positions) for one in build.global_arguments]
    return found + [_stage(build, stage, positions) for stage in build.stages]


def _stage(build: Build, stage: BuildStage, positions: Positions) -> types.DocumentSymbol:
    last = stage.instructions[-1] if stage.instructions else stage.start
    inside = [_instruction(build, one, positions) for one in stage.instructions if one is not stage.start]
    name = stage.name or f"stage {stage.number}"
    return types.DocumentSymbol(
        safe(name),
        types.SymbolKind.Module,
        positions.range(build.source, Span(stage.start.span.start, max(stage.start.span.end, last.span.end))),
        positions.range(build.source, stage.start.text_span),
        _short(stage.start),
        children=inside,
    )


def _instruction(build: Build, one: Instruction, positions: Positions) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        one.name or "?",
        _KINDS.get(one.name, types.SymbolKind.Property),
        positions.range(build.source, one.span),
        positions.range(build.source, one.name_span),
        _short(one),
    )


def _short(one: Instruction) -> str:
    """The arguments on one line, no longer than an outline is wide."""
    # The whole instruction is read for credentials before it is cut: half of one has no shape any more.
    text = " ".join(safe(one.text.text).split()).partition(" ")[2]
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def copied_files(build: Build) -> Iterator[tuple[Span, str]]:
    """The sources of COPY and ADD that are files of the build context: where they are named, and their paths."""
    context = build.context
    if context is None:
        return
    for stage in build.stages:
        for copy in stage.copies if context else ():
            for source in copy.sources if copy.from_context else ():
                found = context.tree.resolve(source.path.removeprefix("./")) if source.path else None
                if found is not None and found.kind == "file":
                    yield source.span, os.path.join(context.root, *found.path.split("/"))


def named_rules(build: Build, ruleset: RuleSet) -> Iterator[tuple[Span, Rule]]:
    """The rules that ignore comments name, and where."""
    for comment in build.dockerfile.comments:
        if "lint" not in comment.text.lower():
            continue
        for match in re.finditer(r"[A-Za-z][\w-]*\w", comment.text):
            rules = ruleset.find(match[0])
            if len(rules) == 1:
                start = comment.span.start
                yield Span(start + match.start(), start + match.end()), rules[0]
