r"""poetry keeps its download cache in the layer.

poetry stores every wheel that it downloads in `~/.cache/pypoetry/artifacts`, and in an image nobody reads it again. A
project that removed it saw its image shrink from 2.15 to 1.99 GB (2025). `poetry install --no-cache` does not help:
the option switches off the cache of index metadata, the wheels are kept all the same (poetry 1.2 to 2.5).

Two things do help. Remove the folder in the same `RUN`; a later one only hides it. Or mount a cache there, which also
makes the next build faster: `--mount=type=cache,target=/root/.cache/pypoetry/artifacts`. Do neither with the whole of
`~/.cache/pypoetry`: unless `virtualenvs.create` is off or `virtualenvs.in-project` on, the virtual environment lies in
there. `poetry cache clear` empties the metadata only.

mlint understands `POETRY_CACHE_DIR`, `poetry config cache-dir`, `XDG_CACHE_HOME`, cache and tmpfs mounts, and `rm -r`
of any folder above. Builder stages are left alone, since their layers are not shipped. One finding per stage.

## Bad
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir poetry==2.1.4
WORKDIR /app
COPY pyproject.toml poetry.lock ./
RUN poetry install --no-root --only main
COPY src/ src/
CMD ["poetry", "run", "python", "src/serve.py"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir poetry==2.1.4
WORKDIR /app
COPY pyproject.toml poetry.lock ./
RUN poetry install --no-root --only main && rm -rf /root/.cache/pypoetry/artifacts
COPY src/ src/
CMD ["poetry", "run", "python", "src/serve.py"]
```

## Good
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir poetry==2.1.4
WORKDIR /app
COPY pyproject.toml poetry.lock ./
RUN --mount=type=cache,target=/root/.cache/pypoetry/artifacts \
    poetry install --no-root --only main
COPY src/ src/
CMD ["poetry", "run", "python", "src/train.py"]
```

## References
- [poetry 6445: what --no-cache is about, and which folders to remove](https://github.com/python-poetry/poetry/issues/6445)
- [poetry: cache-dir](https://python-poetry.org/docs/configuration/#cache-dir)
- [presidio 1785: the image without poetry's cache](https://github.com/data-privacy-stack/presidio/pull/1785)
"""

from __future__ import annotations

from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run


@rule("ML329", severity="info", once=True, mentions=("poetry",))
def poetry_cache_kept(build: Build) -> Iterator[Finding]:
    for stage in build.final_chain:
        for run in stage.runs:
            kept = [one for one in run.installs if one.manager == "poetry" and one.cache.kept]
            if kept:
                folder = kept[0].cache_folder
                despite = " despite --no-cache" if any(one.has("--no-cache") for one in kept) else ""
                yield Finding(
                    build.place(kept[0].span),
                    f"poetry keeps the downloaded wheels in {folder}{despite}; mount a cache there or remove that "
                    "folder in the same RUN (not its parent, where virtual environments may lie)",
                    fix=_fix(build, run, kept[-1]),
                )


def _fix(build: Build, run: Run, install: Install) -> Fix | None:
    folder = install.cache_folder
    behind = run.with_command(install, f"rm -rf {folder}") if folder else None
    return Fix("Remove the wheels", (Edit(build.place(behind.span), behind.text),)) if behind else None
