r"""The clone that is built here is another one tomorrow.

`git clone` takes the newest commit of the default branch. What is then compiled or installed depends on the day of
the build: the same Dockerfile gives other versions, or no longer builds at all, and nobody can tell which commit runs
in production. The layer cache hides it, since a cached clone stays as it was until something before it changes.

Name a release with `--branch v1.2`, check out a commit in the same `RUN`, or, with git 2.49 and later, write
`--revision <commit>`. A commit is safer than a tag, which its owner can move.

The finding stands where the clone is built in the same stage: `make`, `cmake`, `setup.py`, `pip install .` and kin
in its folder, or a requirements file from it. mlint says nothing about clones of data and examples, about branches and
commits in a variable (whoever builds decides), and about named branches other than those that get every commit (`main`,
`master`, `develop` …).

## Bad
```dockerfile
FROM nvidia/cuda:12.8.1-devel-ubuntu24.04
WORKDIR /opt
RUN git clone --recursive https://github.com/ggml-org/llama.cpp.git && \
    cd llama.cpp && \
    cmake -B build -DGGML_CUDA=ON && \
    cmake --build build
```

## Good
```dockerfile
FROM nvidia/cuda:12.8.1-devel-ubuntu24.04 AS build
WORKDIR /opt
RUN git clone --depth 1 --branch b4458 https://github.com/ggml-org/llama.cpp.git && \
    cd llama.cpp && \
    cmake -B build -DGGML_CUDA=ON && \
    cmake --build build

FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04
COPY --from=build /opt/llama.cpp/build/bin/ /usr/local/bin/
USER 1000
CMD ["llama-cli", "--help"]
```

## References
- [git clone: --branch and --revision](https://git-scm.com/docs/git-clone)
"""

from __future__ import annotations

from mlint.image.layers.git import GitWork
from mlint.rule import Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML327", severity="info", mentions=("clone",))
def unpinned_git_clone(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        if not stage.is_reached:
            continue
        git = stage.once(GitWork)
        for clone in git.clones:
            built = git.built_by(clone)
            if built is not None and clone.command.site.before != "||" and not git.is_fixed(clone):
                branch = f"branch {clone.branch.value}" if clone.branch else "the default branch"
                yield Finding(
                    build.place(clone.command.span),
                    f"this image takes the newest commit of {clone.name}; if {branch} moves, so does the image: "
                    "name a tag with --branch, or check out a commit",
                    related=(Related(build.place(built.span), "it is built or installed here"),),
                )
