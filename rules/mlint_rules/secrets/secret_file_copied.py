r"""A credential file goes into the image.

A file that a `COPY` brings is in a layer for good: everyone who can pull the image can unpack it, also when a later
`RUN` deletes it. `.env` files hold the keys of the whole team, `kaggle.json` and `.netrc` those of one person, `id_rsa`
opens the repositories of a company.

Give such files when the container starts (`docker run --env-file .env`, a volume), or mount them for the one `RUN` that
needs them: `RUN --mount=type=secret,id=kaggle,target=/root/.kaggle/kaggle.json`.

Reported is a `COPY` that names such a file or folder (`.env`, `.env.prod`, `.netrc`, `.pypirc`, `.git-credentials`,
`kaggle.json`, `id_rsa`, `.ssh/`, `.aws/`, `secrets/`, a JSON file of `credentials` or of a `service-account`), and, as
a warning, a `COPY .` or of a folder in which one lies that no ignore file keeps out. Where mlint can read the file, it
looks for a credential in it: a `.env` of ports and paths is left alone, and the names of the variables are given,
never their values.

Names count as a whole: `.env.example`, `kaggle_secrets.py`, `.pem` files, `COPY --from`, empty files, folders of tests
and stages that do not ship are left alone.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY .env app.py ./
CMD ["python", "app.py"]
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY app.py ./
CMD ["python", "app.py"]
```

## References
- [Docker: build secrets](https://docs.docker.com/build/building/secrets/)
- [Docker: .dockerignore files](https://docs.docker.com/build/concepts/context/#dockerignore-files)
"""

from __future__ import annotations

from itertools import groupby

from mlint.image.secrets.secret_files import copied_secrets
from mlint.rule import Finding, Place, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.secrets.secret_files import SecretFile

MOST_NAMES = 3


@rule("ML503", severity="error", mentions=("copy", "add"))
def secret_file_copied(build: Build) -> Iterator[Finding]:
    for stage in build.final_chain:
        for span, group in groupby(copied_secrets(stage), key=lambda one: one.span):
            files = list(group)
            yield Finding(
                build.place(span),
                _message(files),
                severity=None if files[0].named else "warning",
                related=tuple(
                    Related(Place(one.shown, place), f"{name} is set here")
                    for one in files
                    if one.shown
                    for name, place in one.variables[:MOST_NAMES]
                ),
            )


def _message(files: list[SecretFile]) -> str:
    paths = [one.path for one in files[:MOST_NAMES]]
    names = " and ".join(paths) + (f" and {len(files) - MOST_NAMES} more" if len(files) > MOST_NAMES else "")
    if files[0].named:
        return f"{names} is in the image for everyone who can pull it; give it when the container starts, or mount it"
    return f"this takes {names} along, for everyone who can pull the image to read; exclude it in .dockerignore"
