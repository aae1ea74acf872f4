r"""This release of the distribution gets no more security fixes.

The distribution brings OpenSSL, glibc, curl and everything else that `apt-get install` adds. After its end none of them
is repaired, and a scanner lists more holes each week that no rebuild closes.

Then the build stops too. Debian moves a release from its mirrors to an archive some time after the end: 10 (buster)
in July 2025, and every `apt-get update` on it has answered 404 since. The mirror list of CentOS 7 and 8 is gone, and
so are Ubuntu's short-lived releases. Where a command of the image asks those mirrors, the finding is an `error`.

| release | security fixes for everyone until | packages |
| --- | --- | --- |
| Debian 9, 10 | 2022-07-01, 2024-06-30 | only in the archive |
| Debian 11 | 2026-08-31 | still there |
| Ubuntu 16.04, 18.04, 20.04 | 2021-04-02, 2023-05-31, 2025-05-31 | still there |
| CentOS 7, 8 | 2024-06-30, 2021-12-31 | only in the archive |

Debian's LTS counts, as everybody gets it. Ubuntu Pro does not: without a token in the build `apt-get` never sees its
packages. mlint looks at releases that the tag names, those of CUDA tags included, and compares with the date of its
tables, November 2026. In the six months after the end of regular support the finding is an `info`. Where the sources
were pointed at the archive it stays a warning: the build works, the holes stay. Builder stages count only when
the build stops there, and images of a Python that has ended only there too: `eol-python-base` has named them. The tags
of `pytorch/pytorch` or NGC name no release, and there it is not yours to choose.

Old Python images need no release in the tag to fail: `python:3.6.9` was last built on Debian 10.

## Bad
```dockerfile
FROM python:3.11-buster
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1 \
    && rm -rf /var/lib/apt/lists/*
```
```dockerfile
FROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu20.04
```

## Good
```dockerfile
FROM python:3.11-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1 \
    && rm -rf /var/lib/apt/lists/*
```

## References
- [Debian releases](https://wiki.debian.org/DebianReleases), [Ubuntu release cycle](https://ubuntu.com/about/release-cycle)
- [endoflife.date](https://endoflife.date/)
- A build that buster's move to the archive stopped: cross-the-world/ssh-scp-ssh-pipelines 16
"""

from __future__ import annotations

from mlint.image.base.lifecycles import (
    ended_recently,
    full_name,
    has_ended,
    named_release,
    os_end_of_life,
    own_python_end,
    security_end,
)
from mlint.image.base.mirrors import fetch_that_fails_on
from mlint.image.base.tag_status import cannot_be_pulled
from mlint.image.references import related_defaults
from mlint.knowledge.lifecycles import SUCCESSORS
from mlint.rule import Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.image.base.base_facts import OperatingSystem


@rule("ML104", severity="warning")
def eol_distro_base(build: Build) -> Iterator[Finding]:
    for root in build.stages:
        image = root.base_image
        if image is None or root.base_text is None or not root.is_reached or root.base_facts is None:
            continue
        system = root.base_facts.os
        life = os_end_of_life(system) if system else None
        end = security_end(system) if system else None
        if system is None or life is None or end is None or not has_ended(end) or cannot_be_pulled(image):
            continue
        failing = fetch_that_fails_on(root)
        if failing is None and not (root.in_final_chain and named_release(root) and not _python_ended(root)):
            continue
        recent = ended_recently(life.end)
        name, advice = full_name(system), f"move to {_better(root, system)}"
        message = f"{name} has had no security fixes since {end}; {advice}"
        if failing:
            subject = f"{name}:" if named_release(root) else f"{image.written} was last built on {name};"
            message = f"{subject} its packages have left the mirrors, so {failing.name} fails; {advice}"
        elif recent:
            message = f"if this image is to be kept, {advice}: {name} has had no security fixes since {end}"
        asks = (Related(build.place(failing.span), "this asks the mirrors"),) if failing else ()
        yield Finding(
            build.place(root.base_text.span()),
            message,
            severity="error" if failing else "info" if recent else None,
            related=(*related_defaults(root), *asks),
        )


def _python_ended(root: BuildStage) -> bool:
    """Whether the Python of the base has ended too: the image that replaces it brings another distribution."""
    found = own_python_end(root)
    return found is not None and has_ended(found[1])


def _better(root: BuildStage, system: OperatingSystem) -> str:
    """What to build on instead: the tag of another image, or a release of the distribution."""
    image, facts = root.base_image, root.base_facts
    assert image is not None
    assert facts is not None
    if facts.family == "cuda":
        from mlint.image.base.tag_lists import on_supported_system

        return f"{image.name}:{on_supported_system(image)}"
    if facts.family in ("framework", "notebook", "serving"):
        return "a newer release of this image"
    successor = SUCCESSORS[system.name]
    return f"Python 3.12 or later on {successor}" if _python_ended(root) else successor
