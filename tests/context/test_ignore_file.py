"""Ignore files against what BuildKit's matcher is known to do."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlint.context.ignore_file import IgnoreFile, clean
from mlint.context.path_patterns import PathPattern, _regex, _runs, _tokens, has_wildcards, without_escapes


def ignores(path: str, *patterns: str) -> bool:
    return IgnoreFile(".dockerignore", "\n".join(patterns)).excludes(path)


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        # One pattern against one path or a folder above it.
        ("**", "file", True),
        ("**/", "a/file", True),
        ("**/**", "a/file", True),
        ("a/**", "a/b/c", True),
        ("a/**", "a", False),
        ("**/a", "a", True),
        ("**/a", "b/a/file", True),
        ("**/b/*", "a/b/file", True),
        ("**/b/**", "a/b/c/file", True),
        ("**file", "a/b/file", True),
        ("**/file*", "a/b/file.txt", True),
        ("**/file*txt", "a/b/file.txt", True),
        ("**/file*.txt*", "a/b/file.txt", True),
        ("**/**/*.txt", "file.txt", True),
        ("**/**/*.txt2", "a/b/file.txt", False),
        ("a**/*.txt", "a/file.txt", True),
        ("a**/*.txt", "a/b/c/file.txt", True),
        ("a/*.txt", "a/b/file.txt", False),
        ("a/*.txt**", "a/file.txt", True),
        ("***", "x", True),
        ("a[b-d]e", "ace", True),
        ("a[b-d]e", "aae", False),
        ("a[^b-d]e", "aze", True),
        ("a[!b]e", "a!e", True),
        ("[à-ÿ]*", "é", True),
        (".*", ".foo", True),
        (".*", "foo", False),
        ("abc.def", "abcZdef", False),
        ("abc?def", "abcZdef", True),
        ("abc?def", "abcdef", False),
        ("a?b", "a/b", False),
        ("a*b", "a/b", False),
        ("**/foo/bar", "a/b/foo/bar", True),
        ("**/.foo", "bar.foo", False),
        ("a(b)c/def", "a(b)c/def", True),
        ("a.|)$(}+{bc", "a.|)$(}+{bc", True),
        ("*/x", "a/b/x", False),
        ("a*b*c*d*e*/f", "axbxcxdxexxx/f", True),
        ("a*b*c*d*e*/f", "axbxcxdxe/xxx/f", False),
        ("a*b?c*x", "abxbbxdbxebxczzx", True),
        ("a\\*b", "a*b", True),
        ("a\\*b", "axb", False),
        ("[\\]a]", "]", True),
        ("[x\\-]", "-", True),
        # What the regular expression inside of the builder makes of these.
        ("data\\raw", "data/raw", False),
        ("[*]", "*", False),
        ("^a*", "^ab", False),
        ("^a", "^a", True),
        # Anchored at the root, which ``/`` at the beginning says too.
        ("*.pyc", "x.pyc", True),
        ("*.pyc", "a/x.pyc", False),
        ("__pycache__", "a/__pycache__/x", False),
        ("/data", "data/x", True),
        ("./data/", "data/x", True),
        ("data//raw/./", "data/raw/x", True),
        ("data/../src", "src", True),
        ("//data", "data", True),
        ("../x", "x", False),
        ("/", "x", False),
        (".", "x", False),
        ("data", "data2", False),
        ("data", "data", True),
    ],
)
def test_one_pattern(pattern: str, path: str, expected: bool) -> None:
    assert ignores(path, pattern) is expected


@pytest.mark.parametrize(
    ("patterns", "path", "expected"),
    [
        (["!a", "*"], "a", True),
        (["docs", "!docs/README.md"], "docs/README.md", False),
        (["docs/", "!docs/README.md"], "docs/README.md", False),
        (["docs/*", "!docs/README.md"], "docs/x", True),
        (["**", "!util/web"], "util/web/foo", False),
        (["**", "!util/web", "util/web/foo"], "util/web/foo", True),
        (["*", "!src", "**/*.pyc"], "src/a/x.pyc", True),
        (["*", "!src", "**/*.pyc"], "src/a/x.py", False),
        (["*", "!src", "**/*.pyc"], "other/x.py", True),
        (["data", "!data/keep", "data/keep/not"], "data/keep/not/x", True),
        ([" ! keep ", "#keep"], "keep", False),
        (["keep", "! ./keep/"], "keep", False),
        (["  # x"], "# x", True),
        (["x"], ".", False),
        (["x"], "", False),
    ],
)
def test_several_patterns(patterns: list[str], path: str, expected: bool) -> None:
    assert ignores(path, *patterns) is expected


def test_lines() -> None:
    text = "\ufeffa/\r\n# comment\n\n  !b \r\n !\n[\nc\\\n[z-a]\n[a"
    found = IgnoreFile(".dockerignore", text)
    assert [(one.text, one.negated, one.line) for one in found.patterns] == [("a", False, 1), ("b", True, 4)]
    assert [text[slice(*one.span)] for one in found.patterns] == ["a/", "!b"]
    assert [(one.line, text[slice(*one.span)]) for one in found.problems] == [
        (5, "!"),
        (6, "["),
        (7, "c\\"),
        (8, "[z-a]"),
        (9, "[a"),
    ]
    assert found.problems[0].message == 'illegal exclusion pattern: "!"'
    assert repr(found.patterns) == "[IgnorePattern(a), IgnorePattern(!b)]"


@pytest.mark.parametrize("text", ["[]a]", "[-]", "[x-]", "[-x]", "[a-b-c]", "[^", "[^bc", "a[", "[\\", "[a\\"])
def test_broken_patterns(text: str) -> None:
    pattern = PathPattern(text, deep=True)
    assert pattern.problem
    assert not pattern.matches("a")


def test_deciding_pattern() -> None:
    found = IgnoreFile("x", "data\n!data/keep\n*.log\n")
    decided = {path: found.deciding(path) for path in ("data/x", "data/keep/y", "x.log", "src")}
    lines = {path: one and one.line for path, one in decided.items()}
    assert lines == {"data/x": 1, "data/keep/y": 2, "x.log": 3, "src": None}


@pytest.mark.parametrize(
    ("text", "folder", "expected"),
    [
        ("data", "data", True),
        ("data", "data/raw", True),
        ("data", "src", False),
        ("data\n!data/keep", "data", False),
        ("data\n!data/keep", "data/raw", True),
        ("data\n!data/keep/*", "data/keep", False),
        ("*\n!src/**", "src/a", False),
        ("*\n!**/*.py", "data", False),
        ("data\n!other", "data", True),
    ],
)
def test_excludes_all(text: str, folder: str, expected: bool) -> None:
    assert IgnoreFile("x", text).excludes_all(folder) is expected


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.txt", "a.txt", True),
        ("**", "a", True),
        ("**", "a/b", False),
        ("a\\b", "ab", True),
        ("wheel[s]", "wheels", True),
        ("[*]", "*", True),
        ("a^*", "a^b", True),
        ("a[^b]c", "a/c", True),
        ("a***b", "axb", True),
    ],
)
def test_globs_of_copy(pattern: str, path: str, expected: bool) -> None:
    assert PathPattern(pattern, deep=False).matches(path) is expected


def test_wildcards() -> None:
    found = [has_wildcards(path) for path in ("a*", "a?", "[a]", "a\\*", "a]", "\\")]
    assert found == [True, True, True, False, False, False]
    assert [without_escapes(path) for path in ("a", "a\\*b", "\\\\a", "a\\")] == ["a", "a*b", "\\a", "a\\"]


PIECES = st.lists(st.sampled_from(["a", "b", "/", "*", "**", "**/", "?", "[ab]", "[^a]", "\\*", "."]), max_size=9)
PATHS = st.lists(st.text("ab.*", min_size=1, max_size=4), min_size=1, max_size=4).map("/".join)


@settings(max_examples=400, deadline=None)
@given(PIECES, PATHS, st.booleans())
def test_all_ways_of_matching_agree(pieces: list[str], path: str, deep: bool) -> None:
    """The comparison, the regular expression, the state machine and the builder's expression say the same."""
    text = clean("".join(pieces))
    pattern = PathPattern(text, deep=deep)
    if pattern.problem:
        return
    tokens = _tokens(text, deep)
    reference = re.fullmatch(_regex(tokens), path) is not None
    assert _runs(tokens, path) is reference
    # ``**a`` is a comparison of ends for the builder, which is more than its expression would match.
    if not (deep and text.startswith("**") and not text.startswith("**/")):
        assert pattern.matches(path) is reference


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a" * 40 + "b", "a" * 255),
        ("**/a" * 30 + "b", "a/" * 2000 + "a"),
        ("**/" + "*a" * 2 + "b", "a" * 4000),
        ("[^b]*" * 20 + "c", "a/" * 1000),
        ("**/*a*/**/x*", "aaaa/" * 800),
    ],
)
def test_no_pattern_takes_long(pattern: str, path: str) -> None:
    assert PathPattern(pattern, deep=True).matches(path) is False
