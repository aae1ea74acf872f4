r"""This cache mount is never used, or emptied again.

A cache mount keeps downloads on the build machine from one build to the next. It works only if four things agree: the
tool has a cache, the cache lies where the mount is, the user may write there, and nothing deletes it. Where one of them
is wrong, the build goes on as if nothing were: it downloads everything again, and with the wrong path the layer keeps
the cache as well.

mlint reports, for pip, uv and apt:

- a mount on the cache of a tool whose cache is off (`--no-cache-dir`, `PIP_NO_CACHE_DIR`, `UV_NO_CACHE`);
- a mount that is not where the effective user's cache is: `/root/.cache/pip` behind `USER app`, another
  `PIP_CACHE_DIR`, or `~`, which the builder does not expand;
- the right place, but not the user's: a new cache mount belongs to root unless `uid=` or `mode=` says otherwise;
- `rm -rf` of what is mounted: the mount was never in the layer, and the next build starts with an empty cache;
- as an `info`, a mount on `/var/cache/apt` in a Debian or Ubuntu image: its `docker-clean` setting makes apt delete
  what it has downloaded.

It says nothing where it is not known who the user is, of mounts on a folder above the cache, which may be there for
another program, and of mounts for anything else (ccache, the Hugging Face hub).

## Bad
```dockerfile
FROM python:3.12-slim
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --no-cache-dir -r requirements.txt
```
```dockerfile
FROM python:3.12-slim
RUN useradd --create-home app
USER app
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip,uid=1000 \
    pip install -r requirements.txt
```

## Fixed
```dockerfile
FROM python:3.12-slim
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install -r requirements.txt
```
```dockerfile
FROM python:3.12-slim
RUN useradd --create-home app
USER app
COPY requirements.txt .
RUN --mount=type=cache,target=/home/app/.cache/pip,uid=1000 \
    pip install -r requirements.txt
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install -r requirements.txt
```

## References
- [Docker: RUN --mount=type=cache](https://docs.docker.com/reference/dockerfile/#run---mounttypecache), with the lines
  that apt needs
- [moby/buildkit 1237](https://github.com/moby/buildkit/issues/1237): a cache mount and users other than root
"""

from __future__ import annotations

from mlint.image.layers.cache_mounts import empties, is_cleaned, misplaced, shut_out, switched_off, without_word
from mlint.rule import Edit, Finding, Fix, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.dockerfile.arguments import Mount
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run
    from mlint.rule import Severity

NO_CACHE = {"pip": "PIP_NO_CACHE_DIR", "uv": "UV_NO_CACHE"}


@rule("ML207", severity="warning", mentions=("type=cache",))
def useless_cache_mount(build: Build) -> Iterator[Finding]:
    cleaned: list[Mount] = []
    by_variable: dict[str, list[Mount]] = {}
    for run in (run for stage in build.stages if stage.is_reached for run in stage.runs):
        for mount in (one for one in run.mounts if one.type == "cache"):
            off, elsewhere, user = switched_off(run, mount), misplaced(run, mount), shut_out(run, mount)
            if off and all(install.cache.span for install in off):
                yield _off(build, run, mount, off)
            elif off:
                by_variable.setdefault(NO_CACHE[off[0].manager], []).append(mount)
            elif elsewhere:
                yield _elsewhere(build, mount, elsewhere)
            elif user:
                message = (
                    f"{user} may not write to this cache mount, which belongs to root; add uid= with the number of"
                )
                yield Finding(build.place(mount.span), f"{message} {user}")
            elif is_cleaned(run, mount):
                cleaned.append(mount)
            for command in empties(run, mount):
                yield Finding(
                    build.place(command.span),
                    f"this empties the cache mount at {mount.target}, not a layer, and the next build downloads "
                    "everything again; take it away",
                    related=(Related(build.place(mount.span), "mounted here"),),
                )
    for variable, mounts in by_variable.items():
        advice = "so nothing uses this mount; take one of the two away"
        yield from _together(build, mounts, f"{variable} is set and turns the cache off, {advice}")
    message = "if the image still has its docker-clean setting, apt deletes what it downloads to this mount; remove"
    yield from _together(build, cleaned, f"{message} /etc/apt/apt.conf.d/docker-clean first", "info")


def _together(build: Build, mounts: list[Mount], message: str, severity: Severity | None = None) -> Iterator[Finding]:
    """One finding for all mounts that one setting makes useless."""
    if mounts:
        related = tuple(Related(build.place(one.span), "and this one") for one in mounts[1:])
        yield Finding(build.place(mounts[0].span), message, severity=severity, related=related)


def _off(build: Build, run: Run, mount: Mount, installs: list[Install]) -> Finding:
    spans = [install.cache.span for install in installs if install.cache.span]
    word = build.source.text[slice(*spans[0])]
    gaps = [without_word(run, install, span) for install, span in zip(installs, spans, strict=True)]
    edits = tuple(Edit(build.place(gap), "") for gap in gaps if gap)
    return Finding(
        build.place(mount.span),
        f"{installs[0].manager}'s cache is off here ({word}), so nothing uses this mount; take {word} away",
        fix=Fix(f"Take {word} away", edits) if len(edits) == len(gaps) else None,
        related=tuple(Related(build.place(span), "switched off here") for span in spans),
    )


def _elsewhere(build: Build, mount: Mount, install: Install) -> Finding:
    text = build.source.text[slice(*mount.span)]
    folder = install.cache_folder or ""
    target = mount.target or ""
    new = text.replace(target, folder) if text.count(target) == 1 else None
    return Finding(
        build.place(mount.span),
        f"{install.manager}'s cache is not at {target} here, but at {folder}; mount that",
        fix=Fix(f"Mount {folder}", (Edit(build.place(mount.span), new),)) if new else None,
        related=(Related(build.place(install.span), f"{install.manager} runs here"),),
    )
