r"""Nothing checks this download.

`ADD https://…` fetches a file at every build that is not cached, and takes whatever comes. With `--checksum` the build
ends when the file is another one: a new release under the same name, a page that asks for a password, a file that
somebody put in its place. It also spares BuildKit from fetching the file only to see whether it changed.

mlint says nothing of Git repositories, which have commits, of addresses of an API (`api.github.com`), which are used to
break the cache on purpose, of NVIDIA's keyring packages, with which apt checks all that follows, and of files whose
checksum a later `RUN` of the stage compares.

The rule is off by default: the checksum has to be written anew for every version, and what changes each day has none.

## Bad
```dockerfile
FROM debian:12-slim
ADD https://dl.fbaipublicfiles.com/fasttext/supervised-models/lid.176.ftz /models/lid.176.ftz
```

## Good
```dockerfile
FROM debian:12-slim
ADD --checksum=sha256:8f3472cfe8738a7b6099e8e999c3cbfae0dcd15696aac7d7738a8039db603e83 \
    https://dl.fbaipublicfiles.com/fasttext/supervised-models/lid.176.ftz /models/lid.176.ftz
```

## References
- [Docker: ADD --checksum](https://docs.docker.com/reference/dockerfile/#add---checksum)
"""

from __future__ import annotations

from mlint.image.layers.fetched_files import unverified_adds
from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML511", severity="info", default=False, mentions=("add",))
def unverified_remote_add(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for source in unverified_adds(stage) if stage.is_reached else ():
            message = "nothing checks this download; add --checksum=sha256:… with the digest of the file"
            yield Finding(build.place(source.span), message)
