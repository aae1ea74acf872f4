"""The variables that the builder replaces in an instruction."""

from __future__ import annotations

import pytest

from mlint.dockerfile.expansion import command_substitutions, names_in
from mlint.dockerfile.instructions import Dockerfile
from mlint.dockerfile.source import Source
from mlint.dockerfile.variable_uses import uses_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("plain", []),
        ("$A/${B}", ["$A", "${B}"]),
        ("'$A' \\$B \"$C\"", ["$C"]),
        ("${A:-$B}", ["?${A", "$B"]),
        ("${A:?needed} ${B+x} ${C-} ${D:+x}", ["?${A", "?${B", "?${C", "?${D"]),
        ("${A#*.} ${B%%/$C} ${D/x/$E}", ["${A", "${B", "$C", "${D", "$E"]),
        ("$1 $$ $@ $", []),
        ("$A_b-$A", ["$A_b", "$A"]),
        ("${A", ["${A"]),
        ("$A ${} $B", ["$A"]),
    ],
)
def test_names_in(text: str, names: list[str]) -> None:
    found = names_in(text)
    assert [("?" if guarded else "") + text[start:end] for _, start, end, guarded in found] == names
    assert all(name in text[start:end] for name, start, end, _ in found)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("ENV $K=$A B=${C}", ["K", "A", "C"]),
        ("LABEL a=$A", ["A"]),
        ("ARG A B=$C", ["C"]),
        ("ENV A $B $C", ["B", "C"]),
        ("COPY --chown=$U:$G --from=$S $A b $C", ["U", "G", "A", "C"]),
        ('COPY ["$A", "b"]', ["A"]),
        ("COPY <<$A /b\nbody $B\n$A", []),
        ("ADD --checksum=$SUM $URL /x", ["SUM", "URL"]),
        ("EXPOSE $PORT 80", ["PORT"]),
        ("USER $U", ["U"]),
        ("VOLUME $V /a", ["V"]),
        ("WORKDIR $W", ["W"]),
        ("STOPSIGNAL $S", ["S"]),
        ("ENV A=1 \\\n    B=$C", ["C"]),
        ("CMD $A", []),
        ("RUN $A", []),
        ("HEALTHCHECK CMD $A", []),
    ],
)
def test_uses_in(line: str, names: list[str]) -> None:
    source = Source("Dockerfile", f"FROM a\n{line}\n".encode())
    found = uses_in(Dockerfile(source).instructions[1])
    assert [use.name for use in found] == names
    assert all(use.name in source.text[slice(*use.span)] for use in found)


def test_escape_of_windows() -> None:
    assert [name for name, *_ in names_in("C:\\$A `$B", "`")] == ["A"]


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("a/$(id -u)/b", ["$(id -u)"]),
        ('"$(a "$(b)")" $(c)', ['$(a "$(b)")', "$(c)"]),
        ("$((2*3))$A", ["$((2*3))"]),
        ("${A:-$(b)}", ["$(b)"]),
        ("'$(a)' \\$(b) $ (c) ${d}(e)", []),
        ("x$(y", ["$(y"]),
        ("x$(", ["$("]),
        ("'", []),
    ],
)
def test_command_substitutions(text: str, commands: list[str]) -> None:
    assert [text[start:end] for start, end in command_substitutions(text)] == commands
