r"""The ignore file excludes what this COPY needs, so the build fails.

`.dockerignore` decides what the builder gets to see. A `COPY` of a file that it excludes ends the build with
`failed to calculate checksum … not found`, which is puzzling while the file lies there in plain sight. The usual cause
is a broad pattern such as `data` or `*.json`, written to keep the image small and long before somebody needed one file
of it. A later line that begins with `!` takes a file back.

mlint reads the ignore file as the builder does: the last pattern that matches decides, patterns begin at the root of
the context, `*` does not cross a slash, and `<Dockerfile>.dockerignore` beside the Dockerfile replaces `.dockerignore`.
A folder counts as excluded only when nothing in it is taken back. Sources with wildcards may match nothing, and are
left alone, as are `COPY --from` and stages that nothing uses. Where the build context is not known, so is its ignore
file, and mlint says nothing.

## Bad
```dockerfile
FROM python:3.12-slim
COPY data/labels.csv /app/data/
```
```text .dockerignore
.git
data
```
```text data/labels.csv
0,cat
```

## Good
```dockerfile
FROM python:3.12-slim
COPY data/labels.csv /app/data/
```
```text .dockerignore
.git
data
!data/labels.csv
```
```text data/labels.csv
0,cat
```

## References
- [Docker: .dockerignore files](https://docs.docker.com/build/concepts/context/#dockerignore-files)
- BuildKit CopyIgnoredFile: stricter on ignore files with `!`, which the builder's check skips; laxer on `COPY . .` when
  all is excluded, which does not fail.
"""

from __future__ import annotations

from os.path import basename

from mlint.rule import Finding, Place, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML208", severity="error", aliases=("CopyIgnoredFile",), mentions=("add", "copy"))
def copy_of_ignored_file(build: Build) -> Iterator[Finding]:
    copies = [copy for stage in build.stages if stage.is_reached for copy in stage.copies if copy.from_context]
    context = build.context if copies else None
    ignore = context.ignore_file if context else None
    if context is None or ignore is None:
        return
    name = basename(ignore.path)
    for copy in copies:
        for source in copy.sources:
            pattern = context.exclusion_of(source.path) if source.path and "://" not in source.path else None
            if pattern:
                path = (source.path or "").removeprefix("./").strip("/")
                yield Finding(
                    build.place(source.span),
                    f"the build fails here: {name} excludes {path} on line {pattern.line} ({pattern.text}); "
                    f"add the line !{path} at its end",
                    related=(Related(Place(ignore.path, pattern.span), f"this pattern excludes {path}"),),
                )
