"""Whether a tag can be pulled: those that were deleted, and those that never were, with the nearest that is there."""

from __future__ import annotations

from mlint.image.base.base_facts import original
from mlint.image.base.families.tags import is_version
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from mlint.image.references import ImageReference

    Status = Literal["ok", "removed", "nonexistent", "unknown"]


class TagStatus(Record):
    """What is known of a tag; ``nearest`` is one that is there, ``why`` the reason in a few words."""

    status: Status
    nearest: str | None = None
    why: str = ""


OK = TagStatus("ok")
UNKNOWN = TagStatus("unknown")

_LISTED = frozenset({"nvidia/cuda", "pytorch/pytorch"})


def tag_status(reference: ImageReference) -> TagStatus:
    """Whether the tag can be pulled, as far as the grammar and lists of some images tell."""
    image = original(reference)
    if image.name in _LISTED:
        from mlint.image.base import tag_lists  # costly to import

        judge = tag_lists.cuda_tag_status if image.name == "nvidia/cuda" else tag_lists.pytorch_tag_status
        return judge(reference)
    return python_name_status(image)


def cannot_be_pulled(reference: ImageReference) -> bool:
    """Whether the image is surely not there: deleted, or never published."""
    return tag_status(reference).status in ("removed", "nonexistent")


def python_name_status(image: ImageReference) -> TagStatus:
    """A name such as ``python3.8``, which is no image: ``python:3.8`` is meant."""
    name = image.official
    if name is None or image.digest or not name.startswith("python") or name == "python":
        return UNKNOWN
    version = name.removeprefix("python").removeprefix("-")
    if not is_version(version):
        return UNKNOWN
    tag = f"{version}-{image.tag}" if image.tag not in (None, "latest") else version
    return TagStatus("nonexistent", f"python:{tag}", f"there is no image {name}")
