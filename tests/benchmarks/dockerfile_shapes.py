"""Shapes of Dockerfiles that make a careless reader slow or deep, and a table of the times that ours takes.

Run it as ``python -m tests.benchmarks.dockerfile_shapes [name]``. Four times the input should take at most five times
the time, and 40,000 repeats no more than three seconds; a shape that takes longer is marked. The garbage collector is
off while a file is read: with hundreds of thousands of live objects its runs cost half as much as the reading does.
"""

from __future__ import annotations

import gc
import sys
from time import process_time
from typing import TYPE_CHECKING

from mlint.dockerfile.instructions import Dockerfile
from mlint.dockerfile.source import Source, encode
from mlint.dockerfile.stages import global_instructions, read_stages, stage_called
from mlint.dockerfile.validation import validate
from mlint.dockerfile.variables import Environment, Scope, apply, global_scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlint.dockerfile.instructions import Instruction

    Shape = Callable[[int], str]

SIZES = (1_000, 10_000, 40_000)
FROM = "FROM a\n"


def _lines(before: str, line: str, after: str = "\n") -> Shape:
    return lambda n: FROM + before + line * n + after


def _numbered(line: str, before: str = FROM, after: str = "") -> Shape:
    return lambda n: before + "".join(line.replace("#", str(number)) for number in range(n)) + after


SHAPES: dict[str, Shape] = {
    "continuation lines": _lines("RUN a \\\n", " bcd efgh ijklm nopqr stuvw xyz \\\n"),
    "comments in a RUN": _lines("RUN a \\\n", "# b\\\n", " c\n"),
    "blank lines in a RUN": _lines("RUN a \\\n", "\n", " c\n"),
    "continuation marks alone": _lines("", "\\\n"),
    "a word of n lines": _lines("RUN ", "x\\\n"),
    "RUNs": _lines("", "RUN a b c\n"),
    "RUNs of 999 lines": lambda n: FROM + ("RUN a \\\n" + " bcd efgh ijklm \\\n" * 998 + " c\n") * (n // 1000),
    "names over two lines": _lines("", "RU\\\nN x\n"),
    "ONBUILD RUNs": _lines("", "ONBUILD RUN x\n"),
    "ONBUILD ONBUILD": _lines("", "ONBUILD "),
    "pairs in an ENV": _numbered("A#=b$A# \\\n", FROM + "ENV ", "Z=1\n"),
    "ENV lines": _numbered("ENV B#=b$B1\n"),
    "an ENV that grows": _lines("ENV A=\n", "ENV A=$A:x\n"),
    "an ENV that doubles": _lines("ENV A=x\n", "ENV A=$A$A\n"),
    "long values again and again": _lines("ENV A=" + "x" * 8_000 + "\n", "ENV B=x$A\n"),
    "variables in a value": _lines("ENV A=" + "x" * 30_000 + "\nENV B=", "$A\\\n"),
    "many stars in a pattern": _lines("ENV A=" + "a" * 200 + "\n", "ENV B=${A//*b*b*b*b*b*c/}\n"),
    "long values and patterns": _lines("ENV A=" + "a" * 8_000 + "\n", "ENV B=${A//*a*b/}${A%%b*a*}\n"),
    "one long value and pattern": lambda n: FROM + f"ENV A={'a' * n}\nENV B=${{A%*a*b}}\n",
    "replacements that grow": lambda n: FROM + f"ENV A={'a' * min(n, 8_000)}\nENV B=${{A//a/{'b' * n}}}\n",
    "global ARGs": _numbered("ARG A#=b$A1\n", "", FROM),
    "words in an ARG": _lines("ARG ", "a \\\n"),
    "pairs in a LABEL": _lines("LABEL ", "a=b \\\n"),
    "stages on the one before": _numbered("FROM s# AS s#x\nFROM s#x AS s#\n"),
    "a chain of stages": lambda n: "FROM a AS s0\n" + "".join(f"FROM s{k} AS s{k + 1}\n" for k in range(n // 2)),
    "a chain of stages with ENV": lambda n: (
        "FROM a AS s0\nENV X=1\n"
        + "".join(f"FROM s{k} AS s{k + 1}\nENV A{k}=$X$B{k}\n" for k in range(n // 2))
        + f"ENV Z=$A1$A{n // 3}\n"
    ),
    "stages on images": _numbered("FROM image# AS s#\n"),
    "heredocs on a line": lambda n: FROM + "RUN cat" + " <<E" * n + "\n" + "E\n" * n,
    "open heredocs on a line": lambda n: FROM + "RUN cat" + " <<E" * n + "\n" + "F\n" * n,
    "lines in a heredoc": _lines("RUN <<E\n", "a b c\n", "E\n"),
    "lines in a <<- heredoc": _lines("RUN <<-E\n", "\t\t\ta b c\n", "\tE\n"),
    "open heredocs": _numbered("RUN <<E#\n"),
    "a heredoc that is missed": _numbered("word# d\n", FROM + "RUN cat <<E # don't\n"),
    "unknown instructions": _numbered("LABE# d\nRUN x\n"),
    "${a:-": _lines("ENV A=", "${a:-"),
    "${a:-...}": lambda n: FROM + "RUN <<E " + "${a:-\\\n" * n + "}" * n + "\n",
    '"${a:-': _lines("ENV A=", '"${a:-'),
    "[": _lines("RUN ", "["),
    "[...]": lambda n: FROM + "RUN " + "[" * n + "]" * n + "\n",
    "[ ": _lines("RUN ", "[ ", "]\n"),
    "[a,": _lines("CMD [", "a,", "a]\n"),
    "['a',": _lines("CMD [", "'a',", "'a']\n"),
    '["a"': _lines("CMD [", '"a" ', "'a']\n"),
    '["\\"': _lines('CMD ["', '\\"', "\n"),
    "JSON strings with escapes": _lines("CMD [", '"a\\n\\u00e9\\ud83d\\ude00",\\\n', '"a"]\n'),
    "escapes in a JSON string": _lines('CMD ["', "a\\n\\u00e9\\ud83d\\ude00\\\n", '"]\n'),
    "an open JSON list": _lines("CMD [", '"a",\\\n'),
    "--mount flags": _lines("RUN ", "--mount=type=cache,target=/x \\\n"),
    "quoted flags": _lines("RUN ", '--mount="type=cache,target=/x" \\\n'),
    "--exclude flags": _lines("COPY ", "--exclude=x \\\n", " a b\n"),
    "fields in a mount": _lines("RUN --mount=", "a=b,\\\n", " a\n"),
    "escapes in a flag": _lines("RUN --mount=", "\\a\\\n", " a\n"),
    "a long duration": _lines("HEALTHCHECK --interval=", "1s", " CMD x\n"),
    "words in a COPY": _lines("COPY ", "a \\\n"),
    "words in a HEALTHCHECK": _lines("HEALTHCHECK CMD ", "a \\\n"),
    '"': _lines("ENV ", '"\\\n'),
    "''": _lines("RUN <<A ", "''"),
    "''\"\"": _lines("ENV A=", "''\"\""),
    "$": _lines("ENV A=", "$"),
    "\\ ": _lines("RUN ", "\\ "),
    "directives": lambda n: "# escape=`\n" * n + FROM,
    "comments": lambda n: "# escape\n" * n + FROM,
    "CR": lambda n: FROM + "RUN " + "\r" * n + "\n" + "\r\n" * n,
    "bytes that are not UTF-8": _lines("RUN ", "\udcff\\\n"),
}


def read_all(text: str) -> Dockerfile:
    """Read a file and everything that is computed when asked for."""
    dockerfile = Dockerfile(Source("Dockerfile", encode(text)))
    assert dockerfile.parser_agrees
    list(validate(dockerfile))
    for instruction in dockerfile.instructions:
        _look_at(instruction)
        if instruction.trigger:
            _look_at(instruction.trigger)
    _environment(dockerfile)
    return dockerfile


def _look_at(one: Instruction) -> None:
    spans = [one.span, *(flag.span for flag in one.flags), *(mount.span for mount in one.mounts)]
    spans += [segment for argument in one.arguments for segment in argument.segments()]
    spans += [span for pair in one.assignments for span in (pair.key_span, pair.value_span)]
    assert spans
    assert not (one.json_form and one.broken_list)


def _environment(dockerfile: Dockerfile) -> None:
    outside = global_scope(global_instructions(dockerfile), {}).now()
    stages = read_stages(dockerfile)
    found: list[Environment] = []
    for stage in stages:
        base = outside.expand(stage.base.text) if stage.base else None
        parent = stage_called(stages, base or "", stage.number, any_case=False)
        scope = Scope(found[parent.number] if parent else None)
        for instruction in stage.instructions:
            apply(instruction, scope, outside, {})
        found.append(scope.now())
    if found:
        dict(found[-1])


def main() -> None:
    """Print the time that each shape takes at three sizes."""
    wanted = sys.argv[1:]
    for name, shape in SHAPES.items():
        if wanted and name not in wanted:
            continue
        times = [_time(shape(n)) for n in SIZES]
        slow = times[2] > 3 or (times[2] > 0.05 and times[2] > 5 * times[1])
        columns = " ".join(f"{1000 * time:9.2f}" for time in times)
        print(f"{name!r:34} {columns} ms{'  slow' if slow else ''}", flush=True)


def _time(text: str) -> float:
    best = 1e9
    for _ in range(2):
        gc.collect()
        gc.disable()
        start = process_time()
        read_all(text)
        best = min(best, process_time() - start)
        gc.enable()
    return best


if __name__ == "__main__":
    main()
