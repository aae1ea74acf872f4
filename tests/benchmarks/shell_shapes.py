"""Shapes of text that make a careless shell reader slow or deep, and a table of the times that ours takes.

Run it as ``python -m tests.benchmarks.shell_shapes [name]``. Four times the input should take at most five times the
time; a shape that takes longer is marked. The garbage collector is off while a text is read: with hundreds of thousands
of live nodes its runs cost more than the reading does.
"""

from __future__ import annotations

import gc
import sys
from time import process_time
from typing import TYPE_CHECKING

from mlint.shell.reader import read_script

if TYPE_CHECKING:
    from collections.abc import Callable

    Shape = Callable[[int], str]

REPEATED = [
    "$((", "((", "$(", "( ", "`", '"$(', "${", "${'", '${a"', "if ", "{ ", "case x in a) ", "f() ", "<(", "a=(", "@(",
    "<<E ", "cat <<E\n", "a && ", "a;", "a & ", ";;", ")", "fi ", "'", '"', "\\", "$", "$'", "$((1 ", "`\\ ", "``",
    "echo `a` ", "$(a) ", "[[ ", "[[ a ||| ", "! ", "{a,", "{x", "A[", "A=", "> ", "while x; do ", "x=($((", "a #\n",
    "\n", " ", "\\\n", "\r", "a\r\n", '"${x:-"', '"`', "$(case x in ", '"$((', "((a #\n))\n", '((a "#\n))', "`\\``",
    "\\``", "(a)", "((a)", "((a) ", "$[", "${x[", "[[ a =~ (", "<(cat <<E\n", "$(cat <<E\n", "cat <<E\nE\n", "A[ ;",
    "{fd}>", "function ", "for ", "for x in ", "select x in a; do ", "time ", "coproc ", "!(", "a", '"a"', "'a'",
    "\\a", "$a", "${a}", "a\\\n", "a=b ", "cat <<E $(", "((a'", "((a`", "$(( $(", '@("', "for ((", "case ", "elif ",
    "cat <<-E\n\tE)\n", "x=$(cat <<E\nE)\n", "`cat <<E\n` ", "${x/${", "\"'", "|", "|| ", "&", ";", "a|\n", "2>",
]  # fmt: skip


def _between(opening: str, inside: str, closing: str) -> Shape:
    return lambda n: opening * n + inside + closing * n


SHAPES: dict[str, Shape] = {text: _between(text, "", "") for text in REPEATED}
SHAPES |= {
    "9...>": lambda n: "9" * n + ">",
    "${x:-...}": _between("${x:-", "", "}"),
    '"${x:-"...': _between('"${x:-"', "", '"}"'),
    "(...)": _between("(", "x", ")"),
    "( ... )": _between("( ", "x", " )"),
    "$( ... )": _between("$( ", "x", ")"),
    "$((...))": _between("$((", "x", "))"),
    "if ... fi": _between("if x; then ", "y;", " fi;"),
    "a|a|a in case": lambda n: "case x in a" + "|a" * n,
    "a heredoc of n lines": lambda n: "cat <<E\n" + "a b $x\n" * n + "E\n",
    "n substitutions in a heredoc": lambda n: "cat <<E\n" + "$(a)\n" * n + "E\n",
    "n joined lines in a heredoc": lambda n: "cat <<E\n" + "\\\n" * n + "E\n",
    "n heredocs on a line": lambda n: "cat" + " <<E" * n + "\n" + "E\n" * n,
    "n backslashes in backquotes": lambda n: "`" + "\\" * n + "a`",
    "n escaped quotes in backquotes": lambda n: "`" + "\\`a" * n + "`",
    "a word of n characters": lambda n: "echo " + "a" * n,
    "a word of n lines": lambda n: 'echo "' + "a\n" * n + '"',
    "n variables in a word": lambda n: '"' + "$x" * n + '"',
    "n commands": lambda n: "pip install torch==2.0 && " * n + "true",
    "n elements": lambda n: "a=(" + "x " * n + ")",
}


def main() -> None:
    """Print the time that each shape takes at three sizes."""
    wanted = sys.argv[1:]
    for name, shape in SHAPES.items():
        if wanted and name not in wanted:
            continue
        times = [_time(shape(n)) for n in (1_000, 10_000, 40_000)]
        slow = times[2] > 2 or (times[2] > 0.02 and times[2] > 5 * times[1])
        columns = " ".join(f"{1000 * time:9.2f}" for time in times)
        print(f"{name!r:34} {columns} ms{'  slow' if slow else ''}")


def _time(text: str) -> float:
    best = 1e9
    for _ in range(3):
        gc.collect()
        gc.disable()
        start = process_time()
        script = read_script(text)
        list(script.commands())
        best = min(best, process_time() - start)
        gc.enable()
    return best


if __name__ == "__main__":
    main()
