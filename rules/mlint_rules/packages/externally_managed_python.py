r"""This system Python refuses pip.

Debian since release 12, Ubuntu since 23.04 and Alpine since 3.19 mark their Python as *externally managed* (PEP 668):
its packages belong to apt or apk. pip then installs nothing and ends with `error: externally-managed-environment`,
`uv pip install --system` likewise. CUDA images on Ubuntu 24.04 are such images, and so is `pytorch/pytorch` from 2.10
on, which has Ubuntu's Python in place of conda's. A Dockerfile that was fine on Ubuntu 22.04 fails after the change of
one tag.

A virtual environment is the way out that changes nothing of the distribution. `--break-system-packages` works too; it
is less bad in a container than on a laptop, but pip may then overwrite what apt has installed.

mlint is silent when anything may use another Python or lift the ban: a virtual environment, conda, pyenv, deadsnakes,
a `PATH` with other folders, `PIP_BREAK_SYSTEM_PACKAGES`, pip's configuration, a removed marker, a script that is not
read, a copied `/usr/local`. The official `python` images have a Python of their own, without the mark.

## Bad
```dockerfile
FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3-pip python3-venv \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
```

## Fixed
```dockerfile
FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3-pip python3-venv \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.txt .
RUN python3 -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
RUN pip install --no-cache-dir -r requirements.txt
```

## Fix safety
The fix is unsafe: programs that call `/usr/bin/python3` by its path do not see the packages of the environment, and
Python packages that apt has installed are not seen in it. It is offered where `venv` is sure to be there.

## Good
```dockerfile
FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04
WORKDIR /app
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /bin/
RUN uv venv --python 3.12 /opt/venv
ENV VIRTUAL_ENV=/opt/venv PATH=/opt/venv/bin:$PATH
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/uv \
    uv pip install -r requirements.txt
```

## References
- [PEP 668](https://peps.python.org/pep-0668/)
- [Externally managed environments](https://packaging.python.org/en/latest/specifications/externally-managed-environments/)
- [A report with CUDA images on Ubuntu 24.04](https://github.com/ggml-org/llama.cpp/issues/15004)
"""

from __future__ import annotations

from mlint.rule import Finding, Fix, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run

PIP_ADVICE = "create a virtual environment with python3 -m venv and put its bin folder first in PATH"
UV_ADVICE = "create one with uv venv, name it in VIRTUAL_ENV, and leave --system out"


@rule("ML304", severity="error", mentions=("pip",))
def externally_managed_python(build: Build) -> Iterator[Finding]:
    failing: set[int] = set()
    for stage in build.stages:
        facts = stage.base_facts
        if not stage.is_reached or facts is None or not facts.externally_managed:
            continue
        if any(one.number in failing for one in stage.chain):
            continue
        from mlint.image.packages.system_python import is_refused

        refused = [(run, one) for run in stage.runs for one in run.installs if is_refused(run, one)]
        if not refused:
            continue
        failing.add(stage.number)
        run, install = refused[0]
        image = stage.root.base_name
        yield Finding(
            build.place(install.span),
            f"the Python of {image} is externally managed and refuses {install.manager}; "
            + (UV_ADVICE if install.manager == "uv" else PIP_ADVICE),
            fix=_fix(build, run, install),
            related=tuple(Related(build.place(one.span), "refused as well") for _, one in refused[1:]),
        )


def _fix(build: Build, run: Run, install: Install) -> Fix | None:
    """An environment before the RUN, when what makes it was installed in a RUN before."""
    from mlint.image.packages.system_python import commands_before

    start = run.instruction.text_span.start
    words = [
        word
        for command in commands_before(run, install.command)
        if command.span.start < start
        for word in command.values
        if word
    ]
    with_venv = any(word.endswith(("-venv", "python3-full")) or word == "py3-pip" for word in words)
    if install.manager != "pip" or install.python or not with_venv:
        return None
    text = f"RUN python3 -m venv /opt/venv{build.source.newline}ENV PATH=/opt/venv/bin:$PATH"
    return Fix("Use a virtual environment", (build.line_before(run.instruction, text),), "unsafe")
