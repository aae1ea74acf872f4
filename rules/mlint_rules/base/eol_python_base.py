r"""This Python gets no more security fixes.

Each Python gets security fixes for five years. After that, holes in `ssl`, `tarfile`, `http` or `email` stay open, and
the rest of the stack moves on: NumPy, pandas, PyTorch and Transformers drop a Python about when it ends, so `pip` picks
ever older releases of them without a word. `torch` 2.9 has no wheel for Python 3.9, `numpy` 2.3 none for 3.10. Of the
Dockerfiles of 2022 to 2026 among 974 public ML ones, 29.5 % start from a Python that has ended.

| Python | ended |
| --- | --- |
| 3.7 | 2023-06-27 |
| 3.8 | 2024-10-07 |
| 3.9 | 2025-10-31 |
| 3.10 | 2026-10-31 |
| 3.11 | 2027-10-31 |
| 3.12 | 2028-10-31 |

Before you raise the version, look for pinned packages that have no wheel for the new one; `no-wheel-for-python` knows
those of `torch` and `tensorflow`.

mlint compares with the date of its own tables, November 2026, not with today: a pinned mlint judges tomorrow as it did
yesterday. In the first six months after the end the finding is an `info`, and so it is for a Python that only a builder
stage uses. The Pythons of Ubuntu, Debian and Red Hat are left alone, since the distributions go on fixing them, as are
images of frameworks, where Python is not yours to choose, and tags without a minor version. Where the distribution
under an old Python stops the build, `eol-distro-base` tells of both.

## Bad
```dockerfile
FROM python:3.8-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
```

## References
- [Status of Python versions](https://devguide.python.org/versions/)
- [endoflife.date: Python](https://endoflife.date/python)
"""

from __future__ import annotations

from mlint.image.base.lifecycles import ended_recently, has_ended, own_python_end
from mlint.image.base.mirrors import fetch_that_fails_on
from mlint.image.references import related_defaults
from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build

ADVICE = "3.12 or later"


@rule("ML103", severity="warning", mentions=("python",))
def eol_python_base(build: Build) -> Iterator[Finding]:
    reported = set()
    for stage in sorted(build.stages, key=lambda one: not one.in_final_chain):
        told = fetch_that_fails_on(stage) is not None  # eol-distro-base: the build stops
        found = own_python_end(stage) if stage.is_reached and stage.root is stage and not told else None
        if found is None or stage.base_text is None or not has_ended(found[1]) or found[0] in reported:
            continue
        version, end = found
        reported.add(version)
        state = f"Python {version} has had no security fixes since {end}"
        message = f"{state}; move to {ADVICE}, as far as pinned packages allow"
        advisory = True
        if not stage.in_final_chain:
            message = f"if what this stage makes is run by its Python, move to {ADVICE}: {state}"
        elif ended_recently(end):
            message = (
                f"if this image is to be kept, move to Python {ADVICE}: security fixes for {version} ended on {end}"
            )
        else:
            advisory = False
        yield Finding(
            build.place(stage.base_text.span()),
            message,
            severity="info" if advisory else None,
            related=related_defaults(stage),
        )
