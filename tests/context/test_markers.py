"""Markers, against hand-written cases and against ``packaging``."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.markers import InvalidMarker, Marker, UndefinedComparison

from mlint.context.markers import compare_versions, evaluate, read_marker

ENVIRONMENT = {
    "os_name": "posix",
    "sys_platform": "linux",
    "platform_system": "Linux",
    "platform_machine": "x86_64",
    "platform_python_implementation": "CPython",
    "implementation_name": "cpython",
    "implementation_version": "3.12.4",
    "python_version": "3.12",
    "python_full_version": "3.12.4",
}
STRINGS = st.sampled_from(
    ["linux", "win32", "x86_64", "CPython", "cpython", "posix", "Linux", "arm64", "linux, darwin", ""]
)
VERSIONS = st.sampled_from(["3", "3.8", "3.12", "3.13", "3.12.4", "3.12.5", "2.7", "3.*", "3.12.*", "3.10, 3.12"])
OPERATORS = st.sampled_from(["==", "!=", ">=", "<=", "<", ">", "~=", "===", "in", "not in"])
BLANK = st.sampled_from([" ", " ", "  "])


@st.composite
def comparisons(draw: st.DrawFn) -> str:
    if draw(st.booleans()):
        name = draw(st.sampled_from(["python_version", "python_full_version", "implementation_version"]))
        value = draw(VERSIONS)
    else:
        name = draw(
            st.sampled_from(
                [
                    "os_name",
                    "os.name",
                    "sys_platform",
                    "sys.platform",
                    "platform_machine",
                    "platform_system",
                    "platform_python_implementation",
                    "python_implementation",
                    "implementation_name",
                ]
            )
        )
        value = draw(STRINGS)
    quote = draw(st.sampled_from("'\""))
    sides = [name, quote + value + quote]
    if draw(st.booleans()):
        sides.reverse()
    return sides[0] + draw(BLANK) + draw(OPERATORS) + draw(BLANK) + sides[1]


MARKERS = st.recursive(
    comparisons(),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" and ", " or "]), inner).map("".join), inner.map(lambda text: f"( {text} )")
    ),
    max_leaves=5,
)


@given(MARKERS)
def test_it_knows_what_packaging_knows(marker: str) -> None:
    """Where both give an answer it is the same, and there is no answer only where packaging has none of any worth."""
    ours = evaluate(marker, "3.12.4")
    try:
        reference = Marker(marker).evaluate(dict(ENVIRONMENT))
    except UndefinedComparison:
        return
    assert ours in (reference, None)


@given(comparisons())
def test_there_is_an_answer(marker: str) -> None:
    """For what people write; not for orders of strings and versions that are none."""
    if any(one in marker for one in ("<", ">", "~=", "===", ".*")) and "python" not in marker:
        return
    if any(one in marker for one in (".*", ", ", "~=", "===")):
        return
    if marker.startswith(("'", '"')) and " in " in marker.replace("not in", "in"):
        return
    if "_version" in marker or "==" in marker or "!=" in marker:
        assert evaluate(marker, "3.12.4") is not None or "implementation" in marker


@given(st.text(alphabet="ab'\"()=<>! .", max_size=12))
def test_it_reads_no_noise(text: str) -> None:
    try:
        Marker(text)
    except InvalidMarker:
        assert read_marker(text) is None


@given(MARKERS)
def test_it_reads_every_marker(marker: str) -> None:
    Marker(marker)
    assert read_marker(marker) is not None


@pytest.mark.parametrize(
    ("marker", "python", "expected"),
    [
        ('sys_platform == "win32"', None, False),
        ("sys_platform != 'win32'", None, True),
        ("platform_machine == 'aarch64'", None, False),
        ("python_version < '3.8'", None, None),
        ("python_version < '3.8' and sys_platform == 'win32'", None, False),
        ("python_version < '3.8' or sys_platform == 'linux'", None, True),
        ("python_version < '3.8' or sys_platform == 'win32'", None, None),
        ("python_version < '3.13'", "3.12", True),
        ("python_version >= '3.9'", "3.12", True),
        ("'3.9' <= python_version", "3.12", True),
        ("python_version == '3.*'", "3.12", True),
        ("python_version in '3.11 3.12'", "3.12", True),
        ("python_version not in '3.11 3.12'", "3.12", False),
        ("python_version === '3.12'", "3.12", True),
        ("python_version ~= '3.8'", "3.12", True),
        ("python_version ~= '3'", "3.12", None),
        ("python_version < '3.13a1'", "3.12", None),
        ("python_full_version >= '3.12.0'", "3.12", True),
        ("python_full_version >= '3.12.4'", "3.12", None),
        ("python_full_version >= '3.12.4'", "3.12.4", True),
        ("python_full_version < '3.13'", "3.12", True),
        ("extra == 'gpu'", "3.12", None),
        ("platform_release >= '5'", "3.12", None),
        ("sys_platform >= 'linux'", "3.12", None),
        ("'a' == 'a'", "3.12", None),
        ("os_name == sys_platform", "3.12", None),
        ("no marker", "3.12", None),
    ],
)
def test_cases(marker: str, python: str | None, expected: bool | None) -> None:
    assert evaluate(marker, python) is expected


def test_the_machine_may_be_another() -> None:
    assert evaluate("platform_machine == 'aarch64'", None, "aarch64") is True
    assert evaluate("platform_machine == 'aarch64'", None, None) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "python_version",
        "python_version <",
        "python_version < 3",
        "(os_name == 'a'",
        "os_name == 'a')",
        "os_name = 'a'",
        "os_name == 'a",
        "os_name == 'a' and",
        "os_name not 'a'",
        "os_name is 'a'",
        "python_version & '3'",
        "'a' in",
        "and",
    ],
)
def test_what_is_no_marker(text: str) -> None:
    assert read_marker(text) is None
    with pytest.raises(InvalidMarker):
        Marker(text)


def test_versions() -> None:
    assert compare_versions("3.12", "==", "3.12.0")
    assert compare_versions("v3.12", ">", "3.11")
    assert compare_versions("3.12", "!=", "3.*") is False
    assert compare_versions("3", "==", "3.0.*")
    assert compare_versions("3.12rc1", "<", "3.12") is None
    assert compare_versions("3.12", "<", "x") is None
