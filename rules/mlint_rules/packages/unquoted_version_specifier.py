r"""The shell takes `>=1.2` as a redirection and drops the constraint.

To a shell, `>` and `<` are redirections wherever they are not quoted. `pip install numba>=0.57` therefore runs
`pip install numba`, which takes *any* numba, and writes pip's output to a new file called `=0.57`. The build succeeds,
nobody is told, and the model is trained with a version that the author meant to exclude. With `<`, as in
`pip install numpy<2`, the shell looks for a file called `2` and the build stops with "cannot open 2".

Seen in 13 of 974 public ML Dockerfiles, every one of them a mistake.

## Bad
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir numba>=0.57 scikit-learn==1.6.1
```

## Fixed
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir "numba>=0.57" scikit-learn==1.6.1
```

## Good
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir "numba~=0.60.0" scikit-learn==1.6.1
```

## References
- [POSIX shell: redirection](https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_07)
- [Version specifiers](https://packaging.python.org/en/latest/specifications/version-specifiers/)
"""

from __future__ import annotations

from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.packages.installs import Dropped, Install
    from mlint.image.runs import Run


@rule("ML302", severity="error", mentions=("<", ">"))
def unquoted_version_specifier(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for run in stage.runs if stage.is_reached else ():
            for install in run.installs:
                for dropped in install.dropped:
                    yield Finding(build.place(dropped.span), _message(install, dropped), fix=_fix(build, run, dropped))


def _message(install: Install, dropped: Dropped) -> str:
    operator, target = dropped.operators[0], dropped.targets[0]
    file = f"a file called {target!r}" if target else "a file"
    effect = f"reads from {file}, which is not there" if operator == "<" else f"writes its output to {file}"
    advice = f'write "{dropped.text}"' if dropped.text else "quote the requirement"
    seen = dropped.requirement.text
    return f"the shell takes {operator} as a redirection: {install.manager} sees only {seen!r} and {effect}; {advice}"


def _fix(build: Build, run: Run, dropped: Dropped) -> Fix | None:
    text = dropped.text
    if text is None or build.source.text[slice(*dropped.span)] != text or not run.can_quote(dropped.span):
        return None
    return Fix("Quote the requirement", (Edit(build.place(dropped.span), f'"{text}"'),))
