"""What the container runs: CMD and ENTRYPOINT joined over stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builds import at, build

if TYPE_CHECKING:
    from mlint.image.startup import Startup


def startup(text: str, **build_args: str) -> Startup:
    return build(text, **build_args).startup


def parts(text: str) -> list[str]:
    return [part.instruction.text.text for part in startup(text).parts]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("", []),
        ("CMD a", ["CMD a"]),
        ("CMD a\nCMD b", ["CMD b"]),
        ('ENTRYPOINT ["a"]\nCMD ["b"]', ['ENTRYPOINT ["a"]', 'CMD ["b"]']),
        ('CMD ["b"]\nENTRYPOINT ["a"]', ['ENTRYPOINT ["a"]', 'CMD ["b"]']),
        ('ENTRYPOINT a\nCMD ["b"]', ["ENTRYPOINT a"]),
        ('ENTRYPOINT ["a"]\nCMD b', ['ENTRYPOINT ["a"]', "CMD b"]),
        ("ENTRYPOINT []\nCMD b", ["ENTRYPOINT []", "CMD b"]),
        ('FROM x AS a\nCMD ["b"]\nFROM a\nENTRYPOINT ["c"]', ['ENTRYPOINT ["c"]']),
        ('FROM x AS a\nENTRYPOINT ["b"]\nFROM a\nCMD ["c"]', ['ENTRYPOINT ["b"]', 'CMD ["c"]']),
        ('FROM x AS a\nENTRYPOINT ["b"]\nCMD ["c"]\nFROM a', ['ENTRYPOINT ["b"]', 'CMD ["c"]']),
        ('FROM x AS a\nCMD ["b"]\nFROM a\nENTRYPOINT []', ["ENTRYPOINT []"]),
        ("FROM x AS a\nCMD b\nFROM y\nCMD c", ["CMD c"]),
    ],
)
def test_parts(text: str, result: list[str]) -> None:
    assert parts(text) == result


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", None),
        ("CMD a", None),
        ('CMD ["a", "b"]', ["a", "b"]),
        ('ENTRYPOINT ["a"]\nCMD ["b", "c"]', ["a", "b", "c"]),
        ('ENTRYPOINT ["a"]\nCMD b', None),
        ('ENTRYPOINT a\nCMD ["b"]', None),
        ('ENTRYPOINT []\nCMD ["b"]', ["b"]),
        ("ENTRYPOINT []", []),
    ],
)
def test_exec_words(text: str, words: list[str] | None) -> None:
    found = startup(text).exec_words
    assert (None if found is None else [word.text for word in found]) == words


def test_parts_know_their_stage() -> None:
    found = startup('FROM x AS a\nENTRYPOINT []\nFROM a\nCMD ["b"]')
    assert found.entrypoint is not None
    assert found.cmd is not None
    assert found.entrypoint.empty
    assert not found.cmd.empty
    assert (found.entrypoint.stage.number, found.cmd.stage.number) == (0, 1)
    assert [word.text for word in found.cmd.words] == ["b"]
    assert not startup("CMD a").parts[0].words


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ('FROM python:3.12\nCMD ["a"]', True),
        ('FROM company/base\nCMD ["a"]', False),
        ('FROM company/base\nENTRYPOINT ["b"]\nCMD ["a"]', True),
        ("FROM $X\nCMD a", False),
        ("FROM vllm/vllm-openai\nCMD a", True),
        ("FROM python:3.12 AS a\nFROM a\nCMD a", True),
    ],
)
def test_program_known(text: str, known: bool) -> None:
    assert startup(text).program_known is known


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('CMD ["uvicorn", "app:app", "--port", "$PORT"]', ["$PORT"]),
        ('CMD ["uvicorn", "--port=${PORT}", "--host", "0.0.0.0"]', ["--port=${PORT}"]),
        ('CMD ["uvicorn", "--port=${PORT:-8000}"]', ["--port=${PORT:-8000}"]),
        ('CMD ["a", "&&", "b", ">", "c"]', ["&&", ">"]),
        ('ENTRYPOINT ["uvicorn"]\nCMD ["--port", "$PORT"]', ["$PORT"]),
        ('CMD ["sh", "-c", "uvicorn --port $PORT && a"]', []),
        ('CMD ["tini", "--", "bash", "-c", "a $B"]', []),
        ('ENTRYPOINT ["/bin/sh", "-c"]\nCMD ["a $B"]', []),
        ('ENTRYPOINT ["/entrypoint.sh"]\nCMD ["a", "$B"]', []),
        ('ENTRYPOINT ["/docker-entrypoint"]\nCMD ["a", "$B"]', []),
        ('CMD ["supervisord", "-c", "$X"]', []),
        ('CMD ["python", "-c", "print(\'$X\')"]', []),
        ('CMD ["grep", "a$", "5$", "$"]', []),
        ('FROM pytorch/torchserve\nCMD ["torchserve", "--models=$M"]', []),
        ("CMD uvicorn --port $PORT", []),
        ("CMD []", []),
        ("", []),
    ],
)
def test_unexpanded_words(text: str, words: list[str]) -> None:
    found = build(text)
    assert [word.text for word in found.startup.unexpanded_words] == words
    for word in found.startup.unexpanded_words:
        assert at(found, word.span()) == word.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("CMD python serve.py --port=8000", ["python", "serve.py", "--port=8000"]),
        ("CMD python \\\n  serve.py", ["python", "serve.py"]),
        ("CMD python \\\n # why\n serve.py", None),
        ("CMD python $A", None),
        ("CMD python 'a b'", None),
        ("CMD python *.py", None),
        ("CMD a && b", None),
        ("CMD A=b python", None),
        ("CMD exec python", None),
        ("CMD cd", None),
        ("CMD", None),
        ('CMD ["python"]', None),
    ],
)
def test_plain_words(text: str, words: list[str] | None) -> None:
    assert startup(text).parts[0].plain_words == words


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("CMD python serve.py", True),
        ("ENTRYPOINT python serve.py", True),
        ("CMD cd /app && python serve.py", True),
        ('CMD ["sh", "-c", "python serve.py"]', True),
        ('CMD ["/bin/sh", "-c", "a && python serve.py"]', True),
        ('CMD ["tini", "--", "sh", "-c", "python serve.py"]', True),
        ("CMD exec python serve.py", False),
        ("CMD a && exec python serve.py", False),
        ('CMD ["sh", "-c", "exec python serve.py"]', False),
        ('CMD ["python", "serve.py"]', False),
        ('CMD ["bash", "-c", "python serve.py"]', False),
        ('CMD ["sh", "/start.sh"]', False),
        ("CMD bash", False),
        ("CMD /bin/sh start.sh", False),
        ("CMD supervisord -n", False),
        ("CMD a & b", False),
        ("CMD a | b", False),
        ("CMD", False),
        ("CMD []", False),
        ('SHELL ["/bin/bash", "-c"]\nCMD python serve.py', False),
        ('SHELL ["powershell"]\nCMD python serve.py', False),
        ("FROM amazonlinux\nCMD python serve.py", False),
        ("FROM fedora AS a\nFROM a\nCMD python serve.py", False),
        ("# escape=`\nFROM a\nCMD python serve.py", False),
    ],
)
def test_shell_stays(text: str, stays: bool) -> None:
    assert startup(text).parts[0].shell_stays is stays


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("CMD a && b --port 1", "b"),
        ('CMD ["a", "b"]', "a"),
        ('CMD ["sh", "-c", "a; b"]', "b"),
        ("CMD if x; then a; else b; fi", "b"),
        ("CMD a & wait", "wait"),
        ("CMD tini -- python a.py", "python"),
        ("CMD a &", None),
    ],
)
def test_last_command(text: str, last: str | None) -> None:
    found = startup(text).parts[0].last_command
    assert (found.name if found else None) == last


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('CMD ["a", "--b=$C", "${D}"]', "a --b=$C ${D}"),
        ('CMD ["a", "b c"]', None),
        ('CMD ["a", ""]', None),
        ('CMD ["a", "\'b\'"]', None),
        ('ENTRYPOINT ["a"]\nCMD ["b"]', None),
        ("CMD a", None),
        ("", None),
    ],
)
def test_one_line(text: str, line: str | None) -> None:
    assert startup(text).one_line == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('CMD ["a", "$B"]', "exec a $B"),
        ('CMD ["a", "&&", "b", "$C"]', "a && exec b $C"),
        ('CMD ["a", "|", "b"]', None),
        ('CMD ["a", "&&"]', None),
        ('CMD ["a", "&&", "cd", "$B"]', None),
        ('CMD ["a", "b c"]', None),
    ],
)
def test_shell_line(text: str, line: str | None) -> None:
    assert startup(text).shell_line == line


@pytest.mark.parametrize(
    ("text", "drops"),
    [
        ("ENTRYPOINT python a.py", True),
        ('ENTRYPOINT python a.py "$@"', False),
        ("ENTRYPOINT python a.py ${1}", False),
        ('ENTRYPOINT ["python"]', False),
        ('SHELL ["powershell"]\nENTRYPOINT python', False),
        ("# escape=`\nFROM a\nENTRYPOINT python", False),
    ],
)
def test_drops_arguments(text: str, drops: bool) -> None:
    assert startup(text).parts[0].drops_arguments is drops


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ('ENTRYPOINT ["python"]', True),
        ('ENTRYPOINT ["python", "-u"]', True),
        ('ENTRYPOINT ["uvicorn", "app:app"]', True),
        ('ENTRYPOINT ["python", "-m", "uvicorn"]', True),
        ('ENTRYPOINT ["python", "-m", "mine"]', False),
        ('ENTRYPOINT ["python", "a.py"]', False),
        ('ENTRYPOINT ["tini", "--"]', False),
        ('ENTRYPOINT ["/entrypoint.sh"]', False),
        ("ENTRYPOINT []", False),
    ],
)
def test_needs_arguments(text: str, needs: bool) -> None:
    assert startup(text).parts[0].needs_arguments is needs
