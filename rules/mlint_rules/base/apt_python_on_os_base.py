r"""An OS base with apt's Python, where a Python image would do.

`ubuntu:22.04` with `python3` and `python3-pip` from apt is a Python image made by hand. The official one has the
Python that you name instead of the one that the release happens to bring, gets each patch release within days, and
has pip in place. From Debian 12 and Ubuntu 23.04 on, apt's Python is also marked as the system's own: `pip install`
refuses to touch it without `--break-system-packages` or a virtual environment (PEP 668).

This rule is off by default: many teams must start from an approved OS image, or share its layers with images that have
no Python.

mlint reports only images for which apt installs Python and, at most, build tools. One package more (ffmpeg, ROS,
a CUDA library) may be the reason for the base.

## Bad
```dockerfile
FROM ubuntu:22.04
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip \
    && rm -rf /var/lib/apt/lists/*
RUN pip3 install --no-cache-dir scikit-learn==1.7.2
```

## Good
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir scikit-learn==1.7.2
```

## References
- [Docker Official Image: python](https://hub.docker.com/_/python)
- [PEP 668: externally managed environments](https://peps.python.org/pep-0668/)
"""

from __future__ import annotations

from mlint.image.base.base_images import only_python_by_apt, python_by_apt
from mlint.knowledge.systems import SYSTEM_PYTHON
from mlint.rule import Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML110", severity="info", default=False, mentions=("python",))
def apt_python_on_os_base(build: Build) -> Iterator[Finding]:
    root = build.final_chain[0] if build.final_chain else None
    facts = root.base_facts if root else None
    if root is None or root.base_text is None or facts is None or facts.family != "os" or facts.os is None:
        return
    installs = [install for stage in build.final_chain for install in stage.installs() if install.installs_packages]
    calls = [one for stage in build.final_chain for one in stage.installs("apt") if one.verb == "install"]
    names = frozenset(name for call in calls for name in call.names)
    if facts.os.name not in ("debian", "ubuntu") or any(call.unknown for call in calls):
        return
    if not only_python_by_apt(names) or not all(one.manager in ("pip", "uv") for one in installs):
        return
    if not installs and "python3-pip" not in names:
        return
    version = python_by_apt(names) or SYSTEM_PYTHON.get((facts.os.name, facts.os.version))
    advice = f"python:{version}-slim" if version else "a slim python image"
    yield Finding(
        build.place(root.base_text.span()),
        f"apt adds Python and nothing else that {facts.image} is needed for; start from {advice}",
        related=tuple(Related(build.place(call.span), "apt installs it here") for call in calls),
    )
