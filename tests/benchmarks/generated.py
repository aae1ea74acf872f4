"""Dockerfiles made up for measuring: ordinary ones for a clean checkout, and ones of any length in four shapes."""

from collections.abc import Callable, Iterator
from pathlib import Path

HEAD = ["FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04", "ENV PIP_NO_CACHE_DIR=1"]
TAIL = ["USER 1000", 'CMD ["python", "train.py"]']


def chain(lines: int) -> str:
    """One RUN of commands joined by `&&`."""
    return _file("RUN true \\", [f" && {_command(n)} \\" for n in range(lines)], " && true")


def packages(lines: int) -> str:
    """One RUN with one install of many packages."""
    return _file("RUN pip install \\", [f"    package-{n}==1.{n} \\" for n in range(lines)], "    last==1.0")


def heredoc(lines: int) -> str:
    """One RUN whose script is a heredoc."""
    return _file("RUN <<EOF", [_command(n) for n in range(lines)], "EOF")


def runs(lines: int) -> str:
    """Many RUN instructions of a line each."""
    return _file("RUN true", [f"RUN {_command(n)}" for n in range(lines)], "RUN true")


SHAPES: dict[str, Callable[[int], str]] = {
    "one RUN, `&&` chain": chain,
    "one RUN, one install": packages,
    "one RUN, heredoc": heredoc,
    "many RUN": runs,
}


def ordinary(folder: Path) -> Iterator[Path]:
    """Ten files of about 30 lines and five of about 200, for a checkout without real ones."""
    for number, lines in enumerate([*range(16, 36, 2), *range(180, 230, 10)]):
        path = folder / f"generated-{number}" / "Dockerfile"
        path.parent.mkdir(parents=True)
        path.write_text(_image(number, lines), encoding="utf-8")
        yield path


def _file(first: str, body: list[str], last: str) -> str:
    return "\n".join([*HEAD, first, *body, last, *TAIL, ""])


def _command(number: int) -> str:
    """What images run; one command in ten is one that a linter has something to say about."""
    match number % 10:
        case 0:
            return f"apt-get install -y libthing-{number}"
        case 1 | 2:
            return f"mkdir -p /opt/data/{number}"
        case 3:
            return f'export MODEL_{number}="${{HOME}}/models/{number}"'
        case 4:
            return f"echo 'step {number}' >> /var/log/steps"
        case 5:
            return f"rm -rf /tmp/build-{number}"
        case _:
            return f"pip install package-{number}==1.{number}"


def _image(number: int, lines: int) -> str:
    head = [
        "ARG CUDA=12.4.1",
        "FROM nvidia/cuda:${CUDA}-cudnn-devel-ubuntu22.04",
        "ENV DEBIAN_FRONTEND=noninteractive",
        "RUN apt-get update && apt-get install -y --no-install-recommends \\",
        "    python3-pip git curl \\",
        " && rm -rf /var/lib/apt/lists/*",
        "WORKDIR /app",
        "COPY requirements.txt .",
        "RUN pip install -r requirements.txt",
        "RUN pip install torch==2.4.0 --index-url https://download.pytorch.org/whl/cu124",
        "COPY . .",
    ]
    middle = [f"RUN {_command(number * 1000 + n)}" for n in range(lines - len(head))]
    return "\n".join([*head, *middle, *TAIL, ""])
