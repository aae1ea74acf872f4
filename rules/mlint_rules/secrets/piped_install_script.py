r"""A script from the network runs unseen.

`curl … | sh` runs whatever the server answers today: another version than yesterday, half a script when the connection
breaks, somebody else's script when the server is taken over. Nothing in the image tells afterwards which one it was,
and the layer cache keeps it until the line changes.

Often there is a better way: `COPY --from=ghcr.io/astral-sh/uv:0.13.8 /uv /bin/` for uv, the image of Node as a stage,
packages of the distribution, `python -m ensurepip` for pip. Otherwise fetch the installer of one version into a file
and compare its checksum before it runs.

Reported is `curl` or `wget` whose output goes to a shell or to Python, by a pipe or as `bash -c "$(curl …)"`. mlint
says nothing where the pipe compares a checksum.

The rule is off by default: many projects document nothing else, and most who follow them know what they do.

## Bad
```dockerfile
FROM debian:12-slim
RUN curl -LsSf https://astral.sh/uv/install.sh | sh
```

## Good
```dockerfile
FROM debian:12-slim
COPY --from=ghcr.io/astral-sh/uv:0.13.8 /uv /bin/uv
```

## References
- [uv in Docker](https://docs.astral.sh/uv/guides/integration/docker/)
- [Docker: ADD --checksum](https://docs.docker.com/reference/dockerfile/#add---checksum)
"""

from __future__ import annotations

from mlint.image.traps.pipes import piped_scripts
from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML510", severity="info", default=False, mentions=("curl", "wget"))
def piped_install_script(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for run in stage.runs if stage.is_reached else ():
            for script in piped_scripts(run.commands):
                whose = f"the script of {script.host}" if script.host else "a script from the network"
                yield Finding(
                    build.place(script.source.span),
                    f"{script.sink.name} runs {whose} unseen; fetch a fixed version and compare its checksum",
                )
