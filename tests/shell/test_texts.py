"""What text of an instruction reaches a shell, and where each of its characters stands in the file."""

from __future__ import annotations

import pytest

from mlint.dockerfile.instructions import Dockerfile, Instruction
from mlint.dockerfile.source import MappedText, Source, Span
from mlint.shell.texts import ExecForm, ShellText, command_text, dedented, quoted_script


def instruction(text: str) -> Instruction:
    return Dockerfile(Source("Dockerfile", text.encode())).instructions[0]


def text_of(text: str) -> str | list[str] | None:
    """The text of the first instruction: for a shell, the words of the exec form, or None."""
    found = command_text(instruction(text))
    if isinstance(found, ExecForm):
        return [word.text for word in found.words]
    return found.text.text if found else None


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("RUN a b", "a b"),
        ("run a", "a"),
        ("RUN --mount=type=cache,target=/x a", "a"),
        ("RUN a \\\n  # why\n\n  b", "a   b"),
        ("RUN a \\\r\n  b\r\n", "a   b"),
        ('RUN ["a", "b c"]', ["a", "b c"]),
        ("RUN []", []),
        ("RUN ['a']", "['a']"),
        ("RUN", ""),
        ("CMD a", "a"),
        ('ENTRYPOINT ["a"]', ["a"]),
        ("HEALTHCHECK --interval=1s CMD curl x", "curl x"),
        ('HEALTHCHECK CMD ["curl"]', ["curl"]),
        ("HEALTHCHECK NONE", None),
        ("HEALTHCHECK", None),
        ("ONBUILD RUN a", "a"),
        ("ONBUILD COPY a b", None),
        ("ONBUILD", None),
        ("COPY a b", None),
        ("FROM a", None),
        ('SHELL ["a"]', None),
    ],
)
def test_text(text: str, result: str | list[str] | None) -> None:
    assert text_of(text) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("RUN <<EOF\na\nb\nEOF\n", "a\nb\n"),
        ("RUN <<EOF\nEOF\n", ""),
        ("RUN --network=none <<'EOF'\na\nEOF\n", "a\n"),
        ("RUN <<E\n\ta\nE\n", "\ta\n"),
        ("RUN <<-E\n\ta\n\t\tb\n  c\n\tE\n", "a\nb\n  c\n"),
        ("RUN <<E\r\na\r\n\r\nb\r\nE\r\n", "a\n\nb\n"),
        ("RUN <<-E\r\n\ta\r\n\tE\r\n", "a\n"),
        ("RUN <<E\r\na\rb\r\r\nE\r\n", "a\rb\n"),
        ("RUN <<E\n#!/bin/bash -e\na\nE\n", "#!/bin/bash -e\na\n"),
        ("RUN <<E\n#!/usr/bin/env -S bash -e\na\nE\n", "#!/usr/bin/env -S bash -e\na\n"),
        ("RUN <<E\n#!/usr/bin/env python3\nimport a\nE\n", None),
        ("RUN <<E\n#!/usr/bin/python\nE\n", None),
        ("RUN <<E\n#!\nE\n", None),
        ("RUN <<E bash -ex\na\nE\n", "<<E bash -ex\na\nE"),
        ("RUN bash <<E\na\nE\n", "bash <<E\na\nE"),
        ("RUN bash <<E\r\na\r\nE\r\n", "bash <<E\na\nE"),
        ("RUN bash <<-E\n\ta\n\tE\n", "bash <<-E\n\ta\n\tE"),
        ("RUN cat <<A > /a && cat <<B > /b\n1\nA\n2\nB\n", "cat <<A > /a && cat <<B > /b\n1\nA\n2\nB"),
        ("RUN cat \\\n <<A\n1\nA\n", "cat  <<A\n1\nA"),
        ("ONBUILD RUN <<E\na\nE\n", "a\n"),
    ],
)
def test_heredocs(text: str, result: str | None) -> None:
    assert text_of(text) == result


def test_only_a_lone_heredoc_is_the_script_itself() -> None:
    lone, other = (command_text(instruction(f"RUN <<E{rest}\na\nE\n")) for rest in ("", " sh"))
    assert isinstance(lone, ShellText)
    assert isinstance(other, ShellText)
    assert (lone.heredoc, other.heredoc) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "RUN a \\\n # c\n b\n",
        "RUN <<-E\r\n\ta\r\n\t\tb\r\n\tE\r\n",
        "RUN cat <<A && \\\n cat <<-B\n1\nA\n\t2\n\tB\n",
        "RUN <<E bash\r\nx\r\ny\r\nE\r\n",
    ],
)
def test_every_character_knows_its_place(text: str) -> None:
    found = command_text(instruction(text))
    assert isinstance(found, ShellText)
    for offset, char in enumerate(found.text.text):
        span = found.text.span(offset, offset + 1)
        written = text[span.start : span.end]
        assert written == char or (char == "\n" and written.strip() == "")


def whole(text: str) -> MappedText:
    return MappedText.of_span(text, Span(0, len(text)))


@pytest.mark.parametrize("tabs", [True, False])
def test_dedented(tabs: bool) -> None:
    found = dedented(whole("\ta\r\n\t\r\n\t\tb"), tabs=tabs)
    assert found.text == ("a\n\nb" if tabs else "\ta\n\t\n\t\tb")
    at = found.text.index("b")
    assert found.span(at, at + 1) == (9, 10)
    assert dedented(whole(""), tabs=tabs).text == ""


@pytest.mark.parametrize(
    ("word", "value", "script"),
    [
        ("'a b'", "a b", "a b"),
        ("''", "", ""),
        ('""', "", ""),
        ('"a b"', "a b", "a b"),
        ('"a $V"', None, "a $V"),
        (r'"a \"b\" \$V \\ \x"', None, r'a "b" $V \ \x'),
        ('"$(a b)"', None, "$(a b)"),
        ('"`a`"', None, "`a`"),
        ('"$(a "b")"', None, None),
        ('"a `b "c"` d"', None, None),
        ("a", "a", "a"),
        ("$A", None, "$A"),
        ("$(a)", None, None),
        ("${A}", None, None),
        ("$'a'", "a", None),
        ("a\\ b", "a b", "a b"),
        ("'it'\\''s'", "it's", "it's"),
        ("'a '\"$V\"' b'", None, "a $V b"),
        ("'a '$V", None, "a $V"),
        ('"a"b"c"', "abc", "abc"),
        ('"a\\\nb"', "ab", "ab"),
        ("a'b'\\\nc", "abc", "abc"),
        ("'a", "a", None),
        ('"a', "a", None),
        ("'a'\\", "a", "a"),
    ],
)
def test_quoted_script(word: str, value: str | None, script: str | None) -> None:
    text = whole(f"sh -c {word} x")
    found = quoted_script(text, Span(6, 6 + len(word)), value)
    assert (None if found is None else found.text) == script
    for offset, char in enumerate(found.text if found else ""):
        assert found is not None
        span = found.span(offset, offset + 1)
        assert text.text[span.start : span.end] in (char, f"\\{char}")


def test_place_of_an_empty_script() -> None:
    found = quoted_script(whole("sh -c ''"), Span(6, 8), "")
    assert found is not None
    assert found.span() == (7, 7)
