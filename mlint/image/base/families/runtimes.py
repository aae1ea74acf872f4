"""Official and other images of languages and programs that are not Python: node, golang, nginx, postgres …"""

from __future__ import annotations

from mlint.image.base.families.facts import NO_ENTRYPOINT, SHELL, BaseFacts, Entrypoint, OperatingSystem
from mlint.image.base.families.tags import system_in, tag_of
from mlint.knowledge.system_images import ROS_SYSTEMS, RUNTIME_IMAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.image.base.families.facts import Variant
    from mlint.image.references import ImageReference


def read(image: ImageReference) -> BaseFacts | None:
    """What is known of such an image: mostly its distribution."""
    known = RUNTIME_IMAGES.get(image.name)
    if known is None:
        return None
    words = (tag_of(image) or "").split("-")
    if image.name in ("ros", "osrf/ros"):
        words += [ROS_SYSTEMS[word] for word in words if word in ROS_SYSTEMS]
    variant: Variant | None = "slim" if "slim" in words else None
    if any(word.startswith("alpine") for word in words):
        variant = "alpine"
    if any(word.startswith(("windowsservercore", "nanoserver")) for word in words):
        return BaseFacts(image.name, "windows", variant="windows")
    default = "alpine" if variant == "alpine" else known.system if tag_of(image) else None
    system = system_in(words) or (OperatingSystem(default) if default else None)
    entrypoint = Entrypoint("execs", (known.entrypoint,)) if known.entrypoint else NO_ENTRYPOINT
    return BaseFacts(
        image.name,
        "runtime",
        variant=variant,
        os=system,
        python=False if variant else None,
        own_python=False,
        conda=False,
        gpu=False,
        frameworks={},
        user=known.user,
        workdir=known.workdir,
        shell=SHELL,
        entrypoint=Entrypoint() if known.entrypoint is None else entrypoint,
    )
