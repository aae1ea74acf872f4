r"""This version has no wheel for the Python of the image.

`torch` and `tensorflow` come as wheels alone, and each version has them for four or five Pythons, those of its time. On
any other Python pip finds nothing: *No matching distribution found for torch==1.13.1 (from versions: 2.2.0, …)*. It
happens when the base moves on and the pins do not, and when a base moves on by itself, as `python:3-slim` does.

| | 3.8 | 3.9 | 3.10 | 3.11 | 3.12 | 3.13 | 3.14 |
| --- | --- | --- | --- | --- | --- | --- | --- |
| torch | 1.10-2.4 | 1.10-2.8 | 1.11-2.14 | 1.13- | 2.2- | 2.5- | 2.9- |
| tensorflow | 2.4-2.13 | 2.5-2.20 | 2.8- | 2.12- | 2.16- | 2.20- | none |

(Wheels for Linux on PyPI, November 2026.)

Of `numpy` PyPI has the source too. On a Python newer than its wheels pip compiles it for minutes, or fails: slim images
have no compiler, and releases before 1.26 cannot be built on Python 3.12, which dropped `distutils`. This is a warning.
On an older one pip refuses, since numpy names the oldest Python that it runs on.

mlint speaks of pins and of ranges that no fitting release lies in, in the Dockerfile and in requirements files that it
can read. It is silent where the Python is not sure (conda, pyenv, `uv venv`, a second Python from apt, a script that
may bring one), where another index may have wheels, and for versions that its tables do not have. On Alpine
`alpine-base-for-ml` speaks.

## Bad
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir torch==1.13.1
```
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
```
```text requirements.txt
tensorflow>=2.10,<2.11
```

## Good
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir torch==2.9.0 --index-url https://download.pytorch.org/whl/cpu
```

## References
- [PyPI: files of torch](https://pypi.org/project/torch/#files), [of tensorflow](https://pypi.org/project/tensorflow/#files)
- [TensorFlow: versions and Pythons](https://www.tensorflow.org/install/source#tested_build_configurations)
- [PEP 632: distutils leaves Python](https://peps.python.org/pep-0632/)
"""

from __future__ import annotations

from mlint.image.base.lifecycles import has_ended, python_end_of_life
from mlint.image.packages.pythons import python_of
from mlint.rule import Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.packages.asked_for import Asked
    from mlint.image.packages.wheels import NoWheel


@rule("ML336", severity="error", packages=("jax", "numpy", "tensorflow", "torch"))
def no_wheel_for_python(build: Build) -> Iterator[Finding]:
    stages = (stage for stage in build.stages if stage.is_reached and not stage.on_musl)
    for run in (run for stage in stages for run in stage.runs):
        for install in run.installs:
            site = install.command.site
            python = None if site.guarded or site.conditional else python_of(run, install)
            if python is None:
                continue
            from mlint.image.packages.wheels import from_public_indexes, no_wheel

            for asked in run.asked_for(install).packages:
                comes = asked.surely and from_public_indexes(asked)
                found = no_wheel(asked.requirement, python) if comes else None
                if found is None:
                    continue
                yield Finding(
                    build.place(install.span) if asked.file else asked.place,
                    _message(asked, found, python),
                    severity="warning" if found.has_source else None,
                    related=(Related(asked.place, "it is asked for here"),) if asked.file else (),
                )


def _message(asked: Asked, found: NoWheel, python: str) -> str:
    name = asked.name
    wanted = f"{name}{asked.requirement.specifier}"
    span = " to ".join(dict.fromkeys((found.pythons[0], found.pythons[-1])))
    outcome = "at best pip compiles it" if found.has_source else "pip finds nothing to install"
    nearest = found.pythons[-1 if found.later else 0]
    advice = [] if has_ended(python_end_of_life(nearest)) else [f"a base with Python {nearest}"]
    if found.release:
        advice.append(f"{name} {found.release} or {'later' if found.later else 'earlier'}")
    use = f"; use {' or '.join(advice)}" if advice else ""
    return f"{wanted} has wheels for Python {span}, not for {python}, the Python here: {outcome}{use}"
