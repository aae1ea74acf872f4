r"""pipenv may re-lock instead of using Pipfile.lock.

`pipenv install` compares `Pipfile.lock` with `Pipfile`. When the two do not match, it resolves everything anew and
installs what it finds today, while the build looks as if it was locked: the model is then served with other versions
of its libraries than it was tested with. By its documentation, pipenv before 2024 did so at every call.

`pipenv sync` installs what `Pipfile.lock` says and never re-locks; pipenv's own documentation recommends it for
deployment. `pipenv install --deploy` stops the build instead when the lock is outdated. mlint leaves both alone, and
`--ignore-pipfile`, `pipenv install <package>`, images that start `pipenv shell`, and `--system`, with which pipenv does
not re-lock (it prints a warning and goes on).

Where no `Pipfile.lock` is copied the finding is an `info`: each build then brings the newest versions, unless the lock
comes in some other way.

## Bad
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir pipenv==2024.4.1
WORKDIR /app
COPY Pipfile Pipfile.lock ./
RUN pipenv install --extra-pip-args="--no-cache-dir"
COPY serve.py .
USER 1000
CMD ["pipenv", "run", "python", "serve.py"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir pipenv==2024.4.1
WORKDIR /app
COPY Pipfile Pipfile.lock ./
RUN pipenv sync --extra-pip-args="--no-cache-dir"
COPY serve.py .
USER 1000
CMD ["pipenv", "run", "python", "serve.py"]
```

## Fix safety
The fix is unsafe: if `Pipfile.lock` is outdated, the image gets what it says, and lacks what was added to `Pipfile`
since. It is offered where the lock is copied and `pipenv sync` knows all options.

## Good
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir pipenv==2024.4.1
WORKDIR /app
COPY Pipfile Pipfile.lock ./
RUN pipenv install --deploy --system
COPY train.py .
CMD ["python", "train.py"]
```

## References
- [pipenv: --ignore-pipfile vs sync](https://pipenv.pypa.io/en/latest/commands.html)
- [pipenv in Docker](https://pipenv.pypa.io/en/latest/docker.html)
"""

from __future__ import annotations

from mlint.image.packages.project_files import is_copied
from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.packages.installs import Install

LOCK = "Pipfile.lock"
MESSAGES = {
    True: f"pipenv install locks anew when {LOCK} does not match Pipfile; use pipenv sync",
    False: f"if {LOCK} comes in no other way, every build may install other versions; copy it and use pipenv sync",
    None: f"if {LOCK} does not match Pipfile, pipenv install locks anew; use pipenv sync",
}
"""By whether the lock is copied."""
OPTIONS_OF_SYNC = frozenset(
    ("--categories", "--clear", "--dev", "--extra-pip-args", "--pypi-mirror", "--python", "--verbose")
)


@rule("ML317", severity="warning", mentions=("pipenv",))
def pipenv_lock_ignored(build: Build) -> Iterator[Finding]:
    if any(command.values[1:2] == ["shell"] and command.name == "pipenv" for command in build.startup.commands):
        return
    for stage in build.stages:
        for run in stage.runs if stage.is_reached else ():
            for install in run.installs:
                if not _may_lock(install):
                    continue
                locked = is_copied(run, LOCK)
                yield Finding(
                    build.place(install.span),
                    MESSAGES[locked],
                    fix=_fix(build, install) if locked else None,
                    severity=None if locked else "info",
                )


def _may_lock(install: Install) -> bool:
    if install.manager != "pipenv" or install.verb != "install" or install.locked is not False:
        return False
    named = install.requirements or install.editables or install.requirement_files or install.unknown
    return not named and not install.has("--system")


def _fix(build: Build, install: Install) -> Fix | None:
    verb = next((word for word in install.command.arguments if word.span == install.verb_span), None)
    if verb is None or not verb.literal or not OPTIONS_OF_SYNC.issuperset(install.options):
        return None
    return Fix("Use pipenv sync", (Edit(build.place(verb.span), "sync"),), "unsafe")
