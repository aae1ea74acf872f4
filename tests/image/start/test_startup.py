"""What the container runs: CMD and ENTRYPOINT joined over stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.image.start.startup import StartPart
from tests.builds import at, build

if TYPE_CHECKING:
    from mlint.image.start.startup import Startup


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


def lines(text: str) -> list[str]:
    """The final programs with their arguments, what is not known as ``?``."""
    programs = startup(text).programs
    return [" ".join("?" if value is None else value for value in program.values) for program in programs]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("CMD a b", ["a b"]),
        ('CMD ["a", "b"]', ["a b"]),
        (
            'ENTRYPOINT ["python", "-m", "uvicorn"]\nCMD ["a:b", "--host", "0.0.0.0"]',
            ["python -m uvicorn a:b --host 0.0.0.0"],
        ),
        ('ENTRYPOINT a b\nCMD ["c"]', ["a b"]),
        ('ENTRYPOINT []\nCMD ["a"]', ["a"]),
        ("ENTRYPOINT []", []),
        ("CMD []", []),
        ('ENTRYPOINT ["/bin/sh", "-c"]\nCMD ["a && b"]', ["b"]),
        ('ENTRYPOINT ["a"]\nCMD b', ["a /bin/sh -c b"]),
        ('ENTRYPOINT ["tini", "--"]\nCMD a && b', ["b"]),
        ('ENTRYPOINT ["tini", "--"]\nCMD ["sh", "-c", "exec a"]', ["a"]),
        ('ENTRYPOINT ["dumb-init", "--"]\nCMD ["gosu", "app", "nohup", "a"]', ["a"]),
        ('ENTRYPOINT ["poetry", "run"]\nCMD ["a"]', ["a"]),
        ('CMD ["conda", "run", "--no-capture-output", "-n", "e", "python", "a.py"]', ["python a.py"]),
        ('CMD ["uv", "run", "--no-sync", "a"]', ["a"]),
        ('CMD ["pipenv", "run", "a"]', ["a"]),
        ('CMD ["opentelemetry-instrument", "--service_name", "x", "a"]', ["a"]),
        ('CMD ["newrelic-admin", "run-program", "a"]', ["a"]),
        ("CMD env A=b a", ["a"]),
        ("CMD a & b", ["a", "b"]),
        ("CMD a; b $(c)", ["b ?"]),
        ("CMD if x; then a; else b; fi", ["a", "b"]),
        ('SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nENTRYPOINT ["tini"]\nCMD a | b', ["b"]),
        # Scripts may run what they get; what they do else nobody knows.
        ('ENTRYPOINT ["/entrypoint.sh"]\nCMD ["a", "b"]', ["a b"]),
        ('ENTRYPOINT ["bash", "/start.sh"]\nCMD a && b', ["b"]),
        ('ENTRYPOINT ["/entrypoint.sh"]', ["/entrypoint.sh"]),
        ('ENTRYPOINT ["python", "a.py"]\nCMD ["b"]', ["python a.py b"]),
        # Variables of the container: ENV in the end, not ARG.
        ("CMD a $B\nENV B=c", ["a c"]),
        ("ARG B=c\nCMD a $B", ["a ?"]),
        ("ENV B=1\nARG B=c\nCMD a $B", ["a 1"]),
        ("FROM x AS s\nENV B=c\nCMD a $B\nFROM s\nENV B=d", ["a d"]),
        ("ARG C=c\nENV B=$C\nCMD a $B", ["a c"]),
        ('ENV B=c\nCMD ["a", "$B"]', ["a $B"]),
        # With the base image.
        ('FROM company/base\nCMD ["a"]', ["a"]),
        ("FROM company/base", []),
        ('FROM vllm/vllm-openai\nCMD ["--model", "x"]', ["vllm serve --model x"]),
        ('FROM vllm/vllm-openai\nENTRYPOINT ["a"]\nCMD ["b"]', ["a b"]),
        ("FROM ollama/ollama", ["/bin/ollama serve"]),
        ("FROM ollama/ollama\nENTRYPOINT []", []),
        ('FROM public.ecr.aws/lambda/python:3.12\nCMD ["app.handler"]', []),
        ('FROM nvcr.io/nvidia/pytorch:24.01-py3\nCMD ["a"]', ["a"]),
        ('FROM pytorch/torchserve\nENV M=x\nCMD ["torchserve", "--models", "$M=${N}.mar"]', ["torchserve --models ?"]),
        ('FROM pytorch/torchserve\nENV M=x\nCMD ["echo a;", "torchserve --models $M"]', ["torchserve --models x"]),
        ("FROM pytorch/torchserve\nCMD a; b", ["b"]),
        ("FROM scratch\nCMD a", ["a"]),
        ("# escape=`\nFROM a\nCMD a", []),
    ],
)
def test_programs(text: str, result: list[str]) -> None:
    assert lines(text) == result


def test_joined_words_have_their_places() -> None:
    found = build('ENTRYPOINT ["python", "-m"]\nCMD ["uvicorn", "a:b"]')
    (program,) = found.startup.programs
    assert [at(found, one.span) for one in program.arguments] == ["python", "-m", "uvicorn", "a:b"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('ENTRYPOINT ["python3", "-m"]\nCMD ["uvicorn", "a:b"]', "uvicorn"),
        ('ENTRYPOINT ["/start.sh"]\nCMD ["uvicorn", "a:b"]', "uvicorn"),
        ("CMD alembic upgrade head && exec uvicorn a:b", "uvicorn"),
        ("CMD uvicorn a:b & nginx", "uvicorn"),
        ("CMD uv run -m uvicorn a:b", "uvicorn"),
        ("CMD uv run --no-sync --module flask run", "flask run"),
        ("CMD uv run a.py", None),
        ("CMD echo $(uvicorn a:b)", None),
        ("CMD bash run_uvicorn.sh", None),
        ("FROM ghcr.io/huggingface/text-generation-inference:3.0", "text-generation-launcher"),
        ("FROM localai/localai", "local-ai"),
        ("FROM company/base", None),
    ],
)
def test_server(text: str, name: str | None) -> None:
    server = startup(text).server
    assert (server.name if server else None) == name


def test_server_of_the_base_image() -> None:
    server = startup("FROM ghcr.io/huggingface/text-generation-inference:3.0\nCMD --port 81").server
    assert server is not None
    assert server.command is None
    assert (server.host, server.binds_loopback) == ("0.0.0.0", False)
    # Its own image's configuration may let TorchServe listen elsewhere than by default.
    own = startup('FROM pytorch/torchserve\nCMD ["torchserve", "--start"]').server
    assert own is not None
    assert own.binds_loopback is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('CMD ["mlflow ui"]', "mlflow ui"),
        ('CMD ["mlflow", "ui"]', None),
        ('CMD ["mlflow"]', None),
        ("CMD mlflow ui", None),
        ('ENTRYPOINT ["sh", "-c"]\nCMD ["mlflow ui"]', None),
        ('FROM public.ecr.aws/lambda/python:3.12\nCMD ["app.handler x"]', None),
        ('FROM pytorch/torchserve\nCMD ["torchserve --start"]', None),
        ('FROM company/base\nCMD ["mlflow ui"]', None),
        ('FROM company/base\nENTRYPOINT ["mlflow ui"]', "mlflow ui"),
        ('HEALTHCHECK CMD ["curl -f localhost"]\nCMD ["mlflow", "ui"]', "curl -f localhost"),
        ('HEALTHCHECK CMD ["curl", "-f", "localhost"]', None),
        ("HEALTHCHECK NONE", None),
    ],
)
def test_unsplit_words(text: str, word: str | None) -> None:
    assert [one.text.text for one in startup(text).unsplit_words] == ([word] if word else [])


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ('["mlflow ui --port 5000"]', ["mlflow", "ui", "--port", "5000"]),
        ('["mlflow ui --port $PORT"]', None),
        ("[\"sh -c 'a b'\"]", None),
        ('["cd /srv"]', None),
        ('["A=1 python a.py"]', None),
        ('["python\\u0020a.py"]', None),
    ],
)
def test_words_of_an_unsplit_word(form: str, words: list[str] | None) -> None:
    assert startup(f"CMD {form}").unsplit_words[0].plain == words


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('FROM vllm/vllm-openai\nCMD ["--port", "$PORT"]', None),
        ('FROM company/base\nCMD ["a", "$PORT"]', None),
        ('FROM nvcr.io/nvidia/pytorch:24.01-py3\nCMD ["a", "$PORT"]', "exec a $PORT"),
    ],
)
def test_shell_line_needs_a_command(text: str, line: str | None) -> None:
    assert startup(text).shell_line == line


def test_unexpanded_words_behind_a_server() -> None:
    found = startup('FROM vllm/vllm-openai\nCMD ["$MODEL", "--port", "$PORT"]').unexpanded_words
    assert [word.text for word in found] == ["$MODEL", "$PORT"]
    assert not startup('FROM public.ecr.aws/lambda/python:3.12\nCMD ["a", "$B"]').unexpanded_words


def test_environment() -> None:
    found = startup("FROM ollama/ollama\nENV A=1\nARG B=2\nENV C=$B D=$E")
    values = {name: found.environment[name] for name in ("OLLAMA_HOST", "A", "C", "D")}
    assert values == {"OLLAMA_HOST": "0.0.0.0", "A": "1", "C": "2", "D": None}
    assert "B" not in found.environment


def test_part_of_any_stage() -> None:
    stage = build("FROM x AS a\nENV B=c\nFROM a\nCMD d $B\nENV C=e\nFROM y").stages[1]
    instruction = stage.last_instruction("CMD")
    assert instruction is not None
    (command,) = StartPart(stage, instruction).commands
    assert command.values == ["d", "c"]
    assert dict(command.environment) == {"B": "c", "C": "e"}
