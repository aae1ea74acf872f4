"""Shapes of Dockerfiles that make a careless rule slow, and a table of the times that linting takes.

Run it as ``python -m tests.benchmarks.build_shapes [name]``. All default rules run; those that take more than five
times as long for four times the input are named, with their time at the largest size.
"""

from __future__ import annotations

import gc
import sys
from time import process_time
from typing import TYPE_CHECKING

from mlint import linter
from mlint.checking import Plans
from mlint.dockerfile.source import Source, encode
from mlint.options import Options

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlint.linter import Report
    from mlint.rule import Rule

    Shape = Callable[[int], str]

SIZES = (500, 2_000)
PYTHON = "FROM python:3.12-slim AS a\n"
CUDA = "FROM nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04 AS a\n"


def _numbered(before: str, line: str, after: str = "") -> Shape:
    return lambda n: before + "".join(line.replace("#", str(number)) for number in range(n)) + after


def _nested(before: str, opening: str, inside: str, closing: str) -> Shape:
    return lambda n: before + opening * n + inside + closing * n + "\n"


SHAPES: dict[str, Shape] = {
    "COPYs of one file": _numbered(PYTHON, "COPY a b\n"),
    "COPYs of many files": _numbered(PYTHON, "COPY a# b#\n"),
    "COPYs and installs": _numbered(PYTHON, "COPY a#.txt .\nRUN pip install -r a#.txt\n"),
    "COPYs of everything": _numbered(PYTHON, "COPY . /b#\n", "RUN pip install a\n"),
    "sources in a COPY": _numbered(PYTHON + "COPY ", "a# \\\n", " b/\n"),
    "COPYs to folders": _numbered(PYTHON, "COPY a# /b/c#/\n", "WORKDIR /b\nRUN python c1/a1\n"),
    "COPYs from a stage": _numbered(PYTHON + "FROM a\n", "COPY --from=a /x# /y#\n"),
    "COPYs from an image": _numbered(PYTHON, "COPY --from=img# /x /y\n"),
    "ADDs of URLs": _numbered(PYTHON, "ADD https://e.org/a#.tar.gz /b\n"),
    "ADDs of archives": _numbered(PYTHON, "ADD a#.tar.gz /b\n"),
    "COPYs and removals": _numbered(PYTHON, "COPY a#.whl /tmp/a#.whl\nRUN rm -rf /tmp/a#.whl\n"),
    "COPYs and chowns": _numbered(PYTHON, "COPY a# /b#\nRUN chown -R u /b#\n"),
    "pip installs": _numbered(PYTHON, "RUN pip install a#==1.#\n"),
    "pip installs of one package": _numbered(PYTHON, "RUN pip install torch==2.4.0\n"),
    "packages of one pip install": _numbered(PYTHON + "RUN pip install ", "a#==1.# \\\n", " b\n"),
    "torches of one pip install": _numbered(PYTHON + "RUN pip install ", "torch==2.#.0 \\\n", " b\n"),
    "pip installs in one RUN": _numbered(PYTHON + "RUN true", " && \\\n pip install a#", "\n"),
    "uv installs": _numbered(PYTHON, "RUN uv pip install --system a#\n"),
    "apt installs": _numbered(CUDA, "RUN apt-get update && apt-get install -y a#\n"),
    "packages of one apt install": _numbered(CUDA + "RUN apt-get update && apt-get install -y ", "a# \\\n", " b\n"),
    "apt installs in one RUN": _numbered(CUDA + "RUN apt-get update", " && \\\n apt-get install -y a#", "\n"),
    "compilers": _numbered(CUDA, "RUN apt-get update && apt-get install -y gcc git && make a#\n"),
    "conda installs": _numbered("FROM continuumio/miniconda3\n", "RUN conda install -y a#\n"),
    "conda environments": _numbered(
        "FROM continuumio/miniconda3\n", "RUN conda create -n e# -y a && conda activate e#\nRUN conda run -n e# b\n"
    ),
    "virtual environments": _numbered(
        PYTHON, "RUN python -m venv /v# && /v#/bin/pip install a\nENV PATH=/v#/bin:$PATH\n"
    ),
    "wgets": _numbered(CUDA, "RUN wget https://e.org/a#.tar.gz && tar xf a#.tar.gz && rm a#.tar.gz\n"),
    "wgets in one RUN": _numbered(CUDA + "RUN true", " && \\\n wget https://e.org/a# && tar xf a#", "\n"),
    "late removals": _numbered(CUDA, "RUN wget https://e.org/a#.tar.gz\n", "RUN rm -rf *.tar.gz\n"),
    "clones": _numbered(PYTHON, "RUN git clone https://github.com/a/b# && cd b# && pip install .\n"),
    "curls into shells": _numbered(CUDA, "RUN curl -sSL https://e.org/a# | bash\n"),
    "cds": _numbered(PYTHON + "RUN true", " && \\\n cd a#", "\n"),
    "cds in RUNs": _numbered(PYTHON, "RUN cd a#\n"),
    "pipes": _numbered(PYTHON + "RUN true", " | \\\n a#", "\n"),
    "assignments in one RUN": _numbered(PYTHON + "RUN true", " && \\\n export A#=$A1", "\n"),
    "background commands": _numbered(PYTHON + "RUN true", " & \\\n a#", "\n"),
    "echoes into files": _numbered(PYTHON, "RUN echo a >> /root/.bashrc && echo b# > /etc/f#\n"),
    "ENVs": _numbered(PYTHON, "ENV A#=b\n"),
    "ENVs and uses": _numbered(PYTHON, "ENV A#=b\nRUN pip install $A# a==${A1}\n"),
    "ENVs of one name": _numbered(PYTHON, "ENV A=b#\n"),
    "pairs in an ENV": _numbered(PYTHON + "ENV ", "A#=b \\\n", " Z=1\n"),
    "secrets in ENVs": _numbered(PYTHON, "ENV A#_PASSWORD=hunter#\n"),
    "secrets in RUNs": _numbered(PYTHON, "ARG A#_TOKEN\nRUN pip install https://u:$A#_TOKEN@e.org/a#\n"),
    "ARGs": _numbered(PYTHON, "ARG A#=b\n"),
    "ARGs and uses": _numbered(PYTHON, "ARG A#=b\nRUN echo $A#\n"),
    "undefined variables": _numbered(PYTHON, "COPY $A#b x\nRUN echo $B#\n"),
    "global ARGs": _numbered("", "ARG A#=b\n", "FROM python:${A1}\n"),
    "FROMs": _numbered("", "FROM python:3.12-slim AS a#\nRUN pip install b#\n"),
    "FROMs of many images": _numbered("", "FROM python:3.# AS a#\n"),
    "FROMs of ARGs": _numbered("ARG A=3.12\n", "FROM python:$A AS a#\n"),
    "a chain of stages": lambda n: (
        PYTHON.replace("AS a", "AS s0")
        + "".join(f"FROM s{k} AS s{k + 1}\nRUN pip install a{k}\nCOPY b{k} /c{k}\n" for k in range(n))
    ),
    "a chain of copies": lambda n: (
        PYTHON.replace("AS a", "AS s0")
        + "".join(f"FROM python:3.12-slim AS s{k + 1}\nCOPY --from=s{k} /a /a\n" for k in range(n))
    ),
    "a stage that copies from all": lambda n: (
        "".join(f"FROM python:3.12-slim AS s{k}\nRUN pip install a\n" for k in range(n))
        + PYTHON
        + "".join(f"COPY --from=s{k} /a /b{k}\n" for k in range(n))
    ),
    "stages that copy from themselves": _numbered("", "FROM python:3.12-slim AS a#\nCOPY --from=a# /x /y\n"),
    "stages of one name": _numbered("", "FROM python:3.12-slim AS a\n"),
    "stages on themselves": _numbered("", "FROM a# AS a#\n"),
    "stages and ARGs": _numbered("ARG V=1\n", "FROM python:3.12 AS a#\nARG V\nENV W=$V\nRUN echo $W\n"),
    "USERs": _numbered(PYTHON, "USER u#\nRUN pip install a\n"),
    "useradds": _numbered(PYTHON, "RUN useradd -u # u#\nUSER u#\n"),
    "WORKDIRs": _numbered(PYTHON, "WORKDIR a\n"),
    "WORKDIRs, absolute": _numbered(PYTHON, "WORKDIR /a#\nRUN ls\n"),
    "CMDs": _numbered(PYTHON, "CMD python a#.py\n"),
    "ENTRYPOINTs": _numbered(PYTHON, 'ENTRYPOINT ["python", "a#.py"]\nCMD uvicorn a:b\n'),
    "EXPOSEs": _numbered(PYTHON, "EXPOSE 8000\n", "CMD uvicorn a:b --port 80\n"),
    "HEALTHCHECKs": _numbered(PYTHON, "HEALTHCHECK CMD curl localhost\n"),
    "SHELLs": _numbered(PYTHON, 'SHELL ["/bin/bash", "-c"]\nRUN a | b\n'),
    "LABELs": _numbered(PYTHON, "LABEL a#=b\n"),
    "MAINTAINERs": _numbered(PYTHON, "MAINTAINER a\n"),
    "VOLUMEs": _numbered(PYTHON, "VOLUME /a#\nRUN touch /a#/b\n"),
    "ONBUILDs": _numbered(PYTHON, "ONBUILD RUN pip install a\n"),
    "cache mounts": _numbered(PYTHON, "RUN --mount=type=cache,target=/root/.cache/pip pip install a#\n"),
    "bind mounts": _numbered(PYTHON, "RUN --mount=type=bind,source=a#,target=/b# pip install -r /b#\n"),
    "mounts in a RUN": _numbered(PYTHON + "RUN ", "--mount=type=bind,source=a#,target=/b# \\\n", " pip install a\n"),
    "heredocs": _numbered(PYTHON, "RUN <<E\npip install a#\nE\n"),
    "lines in a heredoc": _numbered(PYTHON + "RUN <<E\n", "pip install a#\n", "E\n"),
    "heredocs into files": _numbered(PYTHON, "COPY <<E /a#\nb\nE\nRUN python /a#\n"),
    "lines of Python": _numbered(PYTHON + "RUN python <<E\n", "import a#; a#.from_pretrained('b')\n", "E\n"),
    "Python calls": _numbered(PYTHON, "RUN python -c \"from a import b; b.from_pretrained('c#')\"\n"),
    "model downloads": _numbered(PYTHON, "RUN huggingface-cli download a/b#\n"),
    "notebooks": _numbered(PYTHON, "RUN pip install jupyter\nCMD jupyter notebook --allow-root\n"),
    "trainings": _numbered(PYTHON, "RUN python train.py --epochs #\n"),
    "sudos": _numbered(CUDA, "RUN sudo apt-get install a#\n"),
    "comments": _numbered(PYTHON, "# RUN pip install a#\nRUN a\n"),
    "ignore comments": _numbered(PYTHON, "# mlint: ignore[pip-cache-kept]\nRUN pip install a#\n"),
    "ignore comments that do nothing": _numbered(PYTHON, "# mlint: ignore[pip-cache-kept]\nRUN a\n"),
    "ignore comments with many codes": lambda n: (
        PYTHON + "# mlint: ignore[" + "ML301, " * n + "x]\nRUN pip install a\n"
    ),
    "disable and enable": _numbered(PYTHON, "# mlint: off\nRUN pip install a#\n# mlint: on\n"),
    "checks to skip": lambda n: "# check=skip=" + "all," * n + "\n" + PYTHON,
    "unknown instructions": _numbered(PYTHON, "RUM a#\nRUN b\n"),
    "lines that are no instructions": _numbered(PYTHON, "a# b\n"),
    "blank lines in a RUN": _numbered(PYTHON + "RUN a \\\n", "\n b# \\\n", " c\n"),
    "open lines": _numbered(PYTHON, "RUN a \\\n# b\n\n"),
    "commented lines in a RUN": _numbered(PYTHON + "RUN a \\\n", "# && b# \\\n && c# \\\n", " c\n"),
    "subshells": _nested(PYTHON + "RUN ", "( ", "pip install a", " )"),
    "substitutions": _nested(PYTHON + "RUN echo ", "$(", "pip install a", ")"),
    "quoted substitutions": _nested(PYTHON + "RUN echo ", '"$(', "pip install a", ')"'),
    "ifs": _nested(PYTHON + "RUN ", "if a; then ", "pip install a", "; fi"),
    "bash -c": _nested(PYTHON + "RUN ", "bash -c '", "pip install a", "'"),
    "sudos of sudos": _nested(PYTHON + "RUN ", "sudo ", "pip install a", ""),
    "envs of envs": _nested(PYTHON + "RUN ", "env A=1 ", "pip install a", ""),
    "brackets": _nested(PYTHON + "CMD ", "[", '"a"', "]"),
    "expansions": _nested(PYTHON + "ENV A=", "${B:-", "c", "}"),
    "a long word": lambda n: PYTHON + "RUN pip install " + "a" * (n * 50) + "\n",
    "a long path": lambda n: PYTHON + "COPY " + "a/" * n + " " + "b/" * n + "\n",
    "a long path with dots": lambda n: PYTHON + "COPY " + "a/../" * n + " " + "../" * n + "\n",
    "a long pattern": lambda n: PYTHON + "COPY " + "*a" * n + " b/\n",
    "a long tag": lambda n: "FROM python:" + "3." * n + "\n",
    "a long name": lambda n: "FROM " + "a/" * n + "b\n",
    "a long version": lambda n: PYTHON + "RUN pip install torch==" + "1." * n + "0\n",
    "long extras": lambda n: PYTHON + "RUN pip install 'torch[" + "a," * n + "a]'\n",
    "a long specifier": lambda n: PYTHON + "RUN pip install 'torch" + ">1," * n + ">1'\n",
    "a long URL": lambda n: (
        PYTHON + "RUN pip install https://" + "a:b@" * n + "\nADD https://e.org/" + "a/" * n + " /b\n"
    ),
    "a long token": lambda n: PYTHON + "ENV A_TOKEN=" + "hf_aB3" * n + "\n",
    "a long line of base64": lambda n: PYTHON + "RUN echo " + "aB3/" * n * 10 + " | base64 -d > /a\n",
    "signs of equality": lambda n: PYTHON + "ENV " + "A=" * n + "\nRUN export " + "A=" * n + "\n",
    "octal modes": _numbered(PYTHON, "RUN chmod -R 777 /a#\n"),
    "files with spaces": lambda n: PYTHON + "COPY " + '["' + 'a b", "' * n + 'c/"]\n',
    "GPU switches": _numbered(PYTHON, "ENV CUDA_VISIBLE_DEVICES=#\nRUN pip install torch tensorflow\n"),
    "indexes": _numbered(PYTHON, "RUN pip install --extra-index-url https://e.org/# --trusted-host e.org a#\n"),
    "torch extensions": _numbered(CUDA, "RUN pip install flash-attn==2.#.0 --no-build-isolation\nRUN nvidia-smi\n"),
    "git in one RUN": _numbered(PYTHON + "RUN true", " && \\\n pip install git+https://github.com/a/b#", "\n"),
    "everything": _numbered(
        "",
        "FROM python:3.# AS a#\nARG T#=1\nENV P#_TOKEN=x$T#\nWORKDIR /w#\nCOPY . .\nCOPY --from=a1 /x /y\n"
        "RUN apt-get update && apt-get install -y git wget\nRUN pip install torch==2.# -r requirements.txt\n"
        "RUN conda install a && rm -rf /w#/x && wget https://e.org/a.tar && nvidia-smi\nUSER u\nCMD python a.py\n",
    ),
}


def lint(text: str, plans: Plans, path: str = "Dockerfile") -> Report:
    """What all default rules say of a text that is no file."""
    plan = plans.of_file(path)
    return linter.lint(Source(path, encode(text)), plan.rules, plan.settings, plans.contexts)


def main() -> None:
    """Print the time that each shape takes, and the rules whose time grows faster than the input."""
    options = Options()
    options.isolated = True
    plans = Plans(options)
    lint(SHAPES["everything"](2), plans)  # imports all rules
    for name, shape in SHAPES.items():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        small, large = (_times(shape(n), plans) for n in SIZES)
        factor = 1.3 * SIZES[1] / SIZES[0]
        bad = {one: large[one] for one in large if large[one] > 0.05 and large[one] > factor * small.get(one, 0)}
        worst = ", ".join(f"{one} {bad[one]:.2f}" for one in sorted(bad, key=bad.__getitem__)[::-1])
        print(f"{name!r:36} {sum(small.values()):8.2f} {sum(large.values()):8.2f} s  {worst}", flush=True)


def _times(text: str, plans: Plans) -> dict[str, float]:
    """The time that each rule takes."""
    times: dict[str, float] = {}
    plan = plans.of_file("Dockerfile")

    def timed(rule: Rule, *rest: object) -> bool:
        start = process_time()
        done = run(rule, *rest)  # type: ignore[arg-type]
        times[rule.name] = process_time() - start
        return done

    run = linter._run
    linter._run = timed  # type: ignore[assignment]
    gc.collect()
    try:
        start = process_time()
        report = linter.lint(Source("Dockerfile", encode(text)), plan.rules, plan.settings, plans.contexts)
        times["reading"] = process_time() - start - sum(times.values())
    finally:
        linter._run = run
    for error in report.errors:
        print("   ", error[:300])
    return times


if __name__ == "__main__":
    main()
