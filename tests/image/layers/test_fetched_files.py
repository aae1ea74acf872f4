"""Where curl and wget store what they fetch."""

from __future__ import annotations

import pytest

from mlint.image.layers.fetched_files import fetched_files
from tests.builds import build

URL = "https://example.org/a/b.zip"


@pytest.mark.parametrize(
    ("command", "paths"),
    [
        (f"wget {URL}", ["/w/b.zip"]),
        (f"wget -q {URL}?x=1 https://example.org/c.tar.gz#top", ["/w/b.zip", "/w/c.tar.gz"]),
        (f"wget -qO out.zip {URL}", ["/w/out.zip"]),
        (f"wget -O/tmp/out.zip {URL}", ["/tmp/out.zip"]),
        (f"wget --output-document=/tmp/out.zip {URL}", ["/tmp/out.zip"]),
        (f"wget --output-document /tmp/out.zip {URL}", ["/tmp/out.zip"]),
        (f"wget -P /tmp --header 'A: b' {URL}", ["/tmp/b.zip"]),
        (f"wget -qO- {URL}", []),
        (f"wget -O - {URL} > /tmp/out.zip", ["/tmp/out.zip"]),
        ("wget https://example.org/", []),
        ("wget $UNKNOWN", []),
        ("wget -O out.zip $UNKNOWN", ["/w/out.zip"]),
        (f"wget -P $UNKNOWN {URL}", []),
        (f"cd /tmp && wget {URL}", ["/tmp/b.zip"]),
        (f"curl {URL}", []),
        (f"curl -fsSL {URL} | tar -xz", []),
        (f"curl -LO {URL}", ["/w/b.zip"]),
        (f"curl --remote-name {URL}", ["/w/b.zip"]),
        (f"curl -sSLo out.zip {URL}", ["/w/out.zip"]),
        (f"curl {URL} --output out.zip --retry 3", ["/w/out.zip"]),
        (f"curl -L {URL} >out.zip", ["/w/out.zip"]),
        (f"curl -o /dev/null {URL}", []),
        (f"curl --output-dir /tmp -O {URL}", ["/tmp/b.zip"]),
        (f"aria2c {URL}", []),
    ],
)
def test_paths(command: str, paths: list[str]) -> None:
    (run,) = build(f"WORKDIR /w\nARG UNKNOWN\nRUN {command}").stages[0].runs
    assert [path for one in run.commands for path in fetched_files(run, one)] == paths
