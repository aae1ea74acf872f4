r"""The clone brings the whole history into the image.

`git clone` fetches every version of every file, and `.git` often weighs more than the files themselves. An image needs
one commit. `--depth 1` fetches only that; `--filter=blob:none` fetches the rest when it is asked for.

mlint says nothing when the `RUN` removes the clone or its `.git`, when the clone goes into a mount, in builder stages,
and where another commit is checked out afterwards, which a shallow clone may not have.

The rule is off by default. It states a fact, but mlint cannot know how long the history is, and for most repositories
it is a few megabytes.

## Bad
```dockerfile
FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
RUN git clone --branch v2.1.0 https://github.com/facebookresearch/sam2.git /opt/sam2
```

## Fixed
```dockerfile
FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
RUN git clone --depth 1 --branch v2.1.0 https://github.com/facebookresearch/sam2.git /opt/sam2
```

## Fix safety
The fix is unsafe: a project that derives its version from tags (setuptools-scm, versioneer) finds none in a shallow
clone, and a later `git checkout` in a script or a container does not find the commit.

## Good
```dockerfile
FROM python:3.12-slim
ADD https://github.com/facebookresearch/sam2.git#v2.1.0 /opt/sam2
```

## References
- [git clone: --depth and --filter](https://git-scm.com/docs/git-clone)
- [Docker: ADD with a Git repository](https://docs.docker.com/reference/dockerfile/#adding-files-from-a-git-repository)
"""

from __future__ import annotations

from mlint.image.folders import mounted
from mlint.image.layers.git import GitWork
from mlint.rule import Edit, Finding, Fix, Span, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.layers.git import Clone


@rule("ML214", severity="info", default=False, mentions=("clone",))
def git_history_kept(build: Build) -> Iterator[Finding]:
    for stage in build.final_chain:
        git = stage.once(GitWork)
        for clone in git.clones:
            if clone.shallow or git.is_removed(clone) or _in_mount(clone) or any(git.switched_to(clone)):
                continue
            end = clone.verb_span.end
            edit = Edit(build.place(Span(end, end)), " --depth 1")
            yield Finding(
                build.place(clone.command.span),
                f"the whole history of {clone.name} goes into the image; add --depth 1",
                fix=Fix("Add --depth 1", (edit,), "unsafe") if clone.run.can_quote(clone.verb_span) else None,
            )


def _in_mount(clone: Clone) -> bool:
    """Whether the clone goes, or may go, into a mount; one of no known folder may be anywhere."""
    return bool(clone.run.mounts) and mounted(clone.folder, clone.run.mounts) is not False
