"""What is reported as refused by BuildKit, and where."""

from __future__ import annotations

import pytest

from mlint.dockerfile.instructions import KNOWN
from mlint.dockerfile.validation import is_stage_name, validate
from tests.dockerfile.helpers import at, messages, read


def problem(line: str) -> str | None:
    """The one problem of a line in a stage."""
    found = messages("FROM a\n" + line + "\n")
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    "line",
    [
        "FROM --platform=$BUILDPLATFORM b AS c-1_2.d",
        "RUN --mount=type=cache,target=/x --mount=type=ssh --network=NONE --security=insecure --device=a x",
        "RUN",
        "COPY --from=b --chown=a:b --chmod=755 --link --parents --exclude=a --exclude=b c d",
        "COPY --link=FALSE c d",
        "ADD --checksum=sha256:x --keep-git-dir=true --unpack=false https://a /b",
        "COPY <<E /d\nE",
        "COPY <<X 'a <<\"E'\nX",
        'COPY ["a", "b"]',
        "HEALTHCHECK --interval=1m30s --timeout=+1.5s --start-period=0 --start-interval=1ms --retries=+3 CMD x",
        "HEALTHCHECK --interval=.5s --timeout=1\u00b5s1s CMD x",
        "HEALTHCHECK --interval= --retries= CMD x",
        "HEALTHCHECK --nothing=1 NONE",
        'HEALTHCHECK CMD ["a"]',
        "ARG --x A",
        "STOPSIGNAL --x 9",
        'SHELL ["a"]',
        "VOLUME a b",
        'VOLUME ["/a"]',
        "ONBUILD RUN a",
        "ONBUILD WHATEVER",
        "ENV A b",
        "LABEL a=b c=",
        "MAINTAINER a b",
        'RUN --mount=type=$X,\\"a x',
        "CMD []",
    ],
)
def test_fine(line: str) -> None:
    assert problem(line) is None


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("FROM", "FROM takes an image, or an image, AS and a stage name"),
        ("FROM a # c", "FROM takes an image, or an image, AS and a stage name"),
        ("FROM a IN b", "FROM takes an image, or an image, AS and a stage name"),
        ("FROM a AS 1b", "'1b' is no stage name: a letter, then letters, digits, '-', '_' or '.'"),
        ("FROM --platform b", "--platform needs a value"),
        ("FROM --platform=a --platform=b c", "--platform is given twice"),
        ("RUN --MOUNT=a b", "RUN has no flag --MOUNT"),
        ("RUN --network=x b", "--network takes default, none, host, not 'x'"),
        ("RUN --security b", "--security needs a value"),
        ('RUN --mount=a\\"b c', "--mount is not a list of key=value fields: a quote must enclose a whole field"),
        ("COPY --link= a b", "--link takes true or false, not ''"),
        ("COPY --from a b", "--from needs a value"),
        ("CMD --x y", "CMD has no flag --x; write the command in JSON form"),
        ("USER --x y", "USER has no flag --x"),
        ("COPY", "COPY needs at least two arguments"),
        ("ADD a", "ADD needs at least two arguments: sources and a destination"),
        ("COPY a <<E\nE", "the destination of COPY cannot be a heredoc"),
        ("EXPOSE", "EXPOSE needs at least one argument"),
        ("VOLUME", "VOLUME needs at least one argument"),
        ('VOLUME ["a", " "]', "VOLUME takes no empty path"),
        ("ONBUILD", "ONBUILD needs at least one argument"),
        ("ONBUILD FROM a", "FROM may not stand behind ONBUILD"),
        ("ONBUILD ONBUILD RUN a", "ONBUILD may not stand behind ONBUILD"),
        ("ONBUILD RUN [1]", "a list in JSON form may hold only strings"),
        ("ONBUILD ENV a=b c", "ENV takes name=value pairs; 'c' has no equals sign"),
        ("USER", "USER needs an argument"),
        ("WORKDIR", "WORKDIR needs an argument"),
        ("STOPSIGNAL", "STOPSIGNAL needs an argument"),
        ("MAINTAINER", "MAINTAINER needs an argument"),
        ("SHELL", "SHELL needs at least one argument"),
        ("SHELL []", "SHELL needs at least one argument"),
        ("SHELL /bin/sh", 'SHELL takes JSON form only, such as ["/bin/bash", "-c"]'),
        ("HEALTHCHECK", "HEALTHCHECK needs NONE or CMD and a command"),
        ("HEALTHCHECK NONE a", "HEALTHCHECK NONE takes no arguments"),
        ("HEALTHCHECK curl", "HEALTHCHECK takes NONE or CMD, not 'curl'"),
        ("HEALTHCHECK CMD", "HEALTHCHECK CMD needs a command"),
        ("HEALTHCHECK CMD []", "HEALTHCHECK CMD needs a command"),
        ("HEALTHCHECK CMD [1]", "a list in JSON form may hold only strings"),
        ("HEALTHCHECK --retries=-1 CMD a", "--retries takes a number from 0 on, not '-1'"),
        ("HEALTHCHECK --retries=\u0663 CMD a", "--retries takes a number from 0 on, not '\u0663'"),
        ("HEALTHCHECK --timeout=-1s CMD a", "--timeout cannot be less than 1ms"),
        ("HEALTHCHECK --timeout=999us CMD a", "--timeout cannot be less than 1ms"),
        ("CMD [1]", "a list in JSON form may hold only strings"),
        ("ENV", "ENV needs at least one argument"),
        ("ARG", "ARG needs at least one argument"),
        ("ENV A", "ENV needs a name and a value"),
        ("ENV A=b C", "ENV takes name=value pairs; 'C' has no equals sign"),
        ("ENV =b", "ENV has a value without a name"),
        ("ARG =b", "ARG has a value without a name"),
        ("RUNN x", "unknown instruction 'RUNN'; did you mean RUN?"),
        ("run-all-of-these-commands-now", "unknown instruction 'run-all-of-these-commands-now'"),
        ("xyz", "unknown instruction 'xyz'"),
    ],
)
def test_refused(line: str, message: str) -> None:
    assert problem(line) == message


@pytest.mark.parametrize(
    "value", ["1", "s", "1x", "1 s", "1.2.3s", ".s", "1s2", "1sx", "+", "-", "1s 1s", "\u0661s", "1ss"]
)
def test_no_durations(value: str) -> None:
    line = f"HEALTHCHECK --interval='{value}' CMD a"
    assert problem(line) == f"--interval takes a duration such as 30s or 1m30s, not {value!r}"


def test_a_duration_of_any_length() -> None:
    assert problem("HEALTHCHECK --interval=" + "1s" * 30_000 + " CMD a") is None
    assert problem("HEALTHCHECK --interval=" + "9" * 400 + "s CMD a") is None


def test_the_file_as_a_whole() -> None:
    assert messages("") == messages("# only\n\n") == ["the file holds no instruction"]
    assert messages("ARG A\n") == ["the file has no FROM: there is no build stage"]
    assert messages("ARG A\nRUN b\nFROM c\nRUN d\n") == ["RUN before the first FROM: no stage yet"]
    found = list(validate(read("")))
    assert [one.span for one in found] == [(0, 0)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("RUN <<EOF # don't", "because of an unbalanced quote or a ${...} form it does not know"),
        ("RUN cat<<EOF", "because << must begin a word, with the name behind it"),
        ("CMD <<EOF", "because CMD takes none"),
    ],
)
def test_a_body_that_became_instructions(line: str, reason: str) -> None:
    found = list(validate(read(f"FROM a\n{line}\n# c\nxyz b\nEOF\nRUN c\nxyz\n")))
    told = f"; BuildKit sees no heredoc on line 2, {reason}"
    assert [one.message for one in found] == [
        "unknown instruction 'xyz'" + told,
        "unknown instruction 'EOF'" + told,
        "unknown instruction 'xyz'",
    ]
    assert all(one.unknown_instruction for one in found)


def test_places() -> None:
    dockerfile = read("FROM a AS 1x\nENV A=b \\\n C\nRUN --foo \\\n b\nSHELL x\\\n y\nFOO\nRUN <<E\n")
    assert [at(dockerfile, one.span) for one in validate(dockerfile)] == [
        "RUN <<E",
        "1x",
        "C",
        "--foo",
        "SHELL x\\\n y",
        "FOO",
    ]


def test_all_instructions_without_arguments_are_read() -> None:
    for name in KNOWN:
        assert len(messages(f"FROM a\n{name}\n")) <= 1


@pytest.mark.parametrize(
    ("name", "fine"),
    [
        ("a", True),
        ("a-b_c.1", True),
        ("", False),
        ("1a", False),
        ("-a", False),
        ("a b", False),
        ("\u00e9", False),
        ("a/b", False),
    ],
)
def test_stage_names(name: str, fine: bool) -> None:
    assert is_stage_name(name) == fine
