"""Our reader beside shfmt, where it is installed, on bodies that are not among the recorded cases."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mlint.shell.reader import read_script
from tests.shell.walks import operators, redirections

SHFMT = shutil.which("shfmt") or shutil.which("shfmt", path=str(Path(sys.executable).parent))

BODIES = r"""
apt-get update && apt-get install -y --no-install-recommends curl ca-certificates && rm -rf /var/lib/apt/lists/*
pip install --no-cache-dir "torch==${TORCH}" 'numpy<2' && python -c "import torch; print(torch.__version__)"
set -eux; arch="$(dpkg --print-architecture)"; case "$arch" in amd64|x86_64) url=a ;; *) echo "no $arch" >&2; exit 1 ;; esac; wget -O /tmp/x "$url"
if [ "${GPU:-0}" = "1" ] && ! command -v nvcc >/dev/null 2>&1; then pip install torch; elif [ -f x ]; then b; else c; fi
for v in 3.10 3.11 $(cat more); do uv venv --python "$v" "/opt/$v" || exit 1; done | tee log
curl -fsSL https://example.org/key.gpg | gpg --dearmor -o /usr/share/keyrings/x.gpg && echo "deb [signed-by=/x] https://example.org $(. /etc/os-release && echo "$VERSION_CODENAME") main" > /etc/apt/sources.list.d/x.list
A=1 B="$(nproc)" make -j$(( $(nproc) / 2 + 1 )) CFLAGS="-O2 -march=${MARCH:-native}" install 2>&1 | tail -n 5
export PATH=/opt/bin:$PATH LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}/opt/lib" && ldconfig
while read -r a b; do pip install "$a==$b"; done < <(grep -v '^#' versions | sort -u) > log 2>&1
[[ -n "$X" && ( $Y == a* || $Z =~ ^(b|c d)+$ ) ]] && echo yes || echo no
(( n = $(wc -l < x) > 3 ? 1 : 0 )) && { a; b; } || ( c; d )
f() { local x=$1; shift; pip install "$@"; }; function g { f a "b c"; } >/dev/null; f; g
diff <(sort a) <(sort -u "b c") >(tee d) && tar xf x.tar.gz --strip-components=1 -C /opt/{a,b}
x=(a "b c" $(d)); y[0]=e; echo "${x[@]}" ${#x[*]} ${y[0]:-"f g"} ${x[1]//\//_}
echo `date "+%Y"` "`cat x | wc -l`" $'a\tb\'c' $"d e" \$f "\$g" '$h'
find / -name '*.pyc' -exec rm -f {} + -o \( -type d -name __pycache__ \) -prune ; true & wait
time -p a | b |& c; ! d && e
sed -e 's/a b/c/;s|d|e|' -i "x y" && awk -F: '{ if ($1 > 2) print "x;" $2 }' z > w
echo a#b \# "#" #comment && c
echo ${a:-${b:-$(c "d e")}} "${f:-'g'}" ${h%%.*} ${i##*/} ${!j} ${#k} ${l^^} ${m:1:2} ${n/#o/p}
select s in a b; do break; done; until a; do sleep 1; done; for ((i = 0; i < 3; i++)); do echo $i; done
shopt -s extglob && rm -rf !(keep|"a b") x@(1|2)*(y) && ls ?(z)
exec 3<>file 4>&1 {fd}>out 5<&- <<<"here $(string)" && cat <&3
"""  # noqa: E501

MULTILINE = [
    "cat <<EOF > /etc/x\na=$(b c) `d` \\$(e)\nEOF\ncat <<-'F' | g\n\t$(h)\n\tF\ni\n",
    "a <<X && b <<Y | c\n1\nX\n2\nY\nd \\\n  e \\\n  # not a comment\nf # g\n",
    'x=$(cat <<E\n$(a "b")\nE\n)\nif a\nthen # b\n  c\nfi\n',
    "case $x in\n  # y\n  a | b)\n    c ;;\n  (d) e ;&\n  *) f\nesac\n",
    'f()\n{\n  a "b\nc" d\n}\nf &&\n\n  g |\n  h\n',
    "set -e\nfor x in a \\\n  b\ndo\n  c $x\ndone\n( a\n  b ) || c\n",
]

pytestmark = pytest.mark.skipif(SHFMT is None, reason="shfmt is not installed")


@pytest.mark.parametrize("text", [*BODIES.strip().split("\n"), *MULTILINE])
def test_agreement(text: str) -> None:
    tree = json.loads(
        subprocess.run(
            [str(SHFMT), "-ln", "bash", "--to-json"], input=text.encode(), capture_output=True, check=True
        ).stdout
    )
    script = read_script(text)
    ours = [
        ([(one.start, one.end) for one in command.assignments], [(one.start, one.end) for one in command.words])
        for command in script.commands()
        if command.assignments or command.words
    ]
    theirs = _Recorded(tree)
    assert ours == theirs.commands
    assert operators(script) == theirs.operators
    assert sorted((one.start, one.target.start, one.target.end) for one in redirections(script)) == theirs.redirections
    assert script.errors == []


class _Recorded:
    """The commands, operators and redirections of shfmt's tree (the bodies are ASCII: bytes are characters)."""

    def __init__(self, tree: dict[str, Any]) -> None:
        self.commands: list[tuple[list[tuple[int, int]], list[tuple[int, int]]]] = []
        self.operators: list[int] = []
        self.redirections: list[tuple[int, int, int]] = []
        self.walk(tree)
        self.commands.sort(key=lambda command: min(command[0] + command[1]))
        self.operators.sort()
        self.redirections.sort()

    def walk(self, node: Any) -> None:
        if isinstance(node, list):
            for one in node:
                self.walk(one)
        elif isinstance(node, dict):
            kind = node.get("Type")
            if kind == "CallExpr":
                self.commands.append((_spans(node.get("Assigns", [])), _spans(node.get("Args", []))))
            elif kind == "DeclClause":
                self.commands.append(([], _spans([node["Variant"], *node.get("Args", [])])))
            elif kind == "BinaryCmd":
                self.operators.append(node["OpPos"]["Offset"])
            for one in node.get("Redirs", []):
                start = one["N"]["Pos"] if one.get("N") else one["OpPos"]
                self.redirections.append((start["Offset"], *_spans([one["Word"]])[0]))
            self.walk(list(node.values()))


def _spans(nodes: list[dict[str, Any]]) -> list[tuple[int, int]]:
    return [(one["Pos"]["Offset"], one["End"]["Offset"]) for one in nodes]
