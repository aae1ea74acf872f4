r"""apt's package lists stay in the layer.

`apt-get update` stores the names, versions and descriptions of all packages of the distribution in
`/var/lib/apt/lists`: 22 MB for Debian 13, 55 MB for Ubuntu 24.04, 82 MB for Ubuntu 22.04 (November 2026, as compressed
as the official images keep them). When the install is done nobody reads them again, and the next build must fetch new
ones anyway. `apt-get clean` does not remove them; it removes downloaded packages, which the official images do by
themselves.

End the `RUN` with `rm -rf /var/lib/apt/lists/*`. In a later `RUN` it saves nothing, since the layer is finished
(`deleted-in-later-layer` tells of that).

mlint also knows `rm -rf /var/lib/apt`, `find … -delete`, `apt-get dist-clean`, a `trap`, and cache or tmpfs mounts. It
is silent in builder stages, whose layers are not shipped, and where a later `RUN` installs from these lists, which
`apt-install-without-update` speaks of. There is one finding per stage.

## Bad
```dockerfile
FROM ubuntu:24.04
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1
```

## Fixed
```dockerfile
FROM ubuntu:24.04
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1 && rm -rf /var/lib/apt/lists/*
```

## Fix safety
The fix is unsafe where a later `RUN` calls a script that mlint cannot read: it may install from these lists.

## Good
```dockerfile
FROM ubuntu:24.04
RUN --mount=type=cache,target=/var/lib/apt,sharing=locked \
    apt-get update && apt-get install -y --no-install-recommends libgomp1
```

## References
- [Docker: best practices, apt-get](https://docs.docker.com/build/building/best-practices/#apt-get)
- hadolint DL3009: laxer in builder stages, on other ways to clean up, and on lists that a later `RUN` uses or removes;
  stricter on a removal that stands before the update, and in heredocs.
"""

from __future__ import annotations

from mlint.image.packages.apt_files import LISTS
from mlint.image.packages.apt_lists import (
    end_of_lists,
    lists_bytes,
    removed_in_vain,
    scripts_later,
    used_later,
)
from mlint.rule import Edit, Estimate, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage

REMOVAL = "rm -rf /var/lib/apt/lists/*"
PLAIN = ("os", "python")
"""Families of images with no other sources than the distribution's."""


@rule("ML321", severity="info", aliases=("DL3009",), once=True, mentions=("apt",))
def apt_lists_kept(build: Build) -> Iterator[Finding]:
    for stage in build.final_chain:
        for run in stage.runs:
            calls = [one for one in run.installs if one.manager == "apt"]
            kept = [one for one in calls if one.cache.kept and one.cache_folder == LISTS]
            if not kept or used_later(run) or removed_in_vain(run, kept[-1]):
                continue
            cleans = " (clean leaves them)" if any(one.verb == "clean" for one in calls) else ""
            behind = end_of_lists(run, calls, REMOVAL)
            edits = (Edit(build.place(behind.span), behind.text),) if behind else ()
            yield Finding(
                build.place(kept[0].span),
                f"apt's package lists stay in this layer{cleans}; end the RUN with {REMOVAL}",
                fix=Fix("Remove the lists", edits, "unsafe" if scripts_later(run) else "safe") if edits else None,
                estimate=_estimate(stage),
            )


def _estimate(stage: BuildStage) -> Estimate | None:
    """The size of the distribution's lists, which a second update of the same build does not fetch once more."""
    size, facts = lists_bytes(stage), stage.base_facts
    if size is None or facts is None:
        return None
    return Estimate(size, at_least=facts.family not in PLAIN, parts=(("package lists", size),))
