"""The variables that say which GPUs a container sees."""

from __future__ import annotations

from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from mlint.build import Build
    from mlint.dockerfile.arguments import Assignment
    from mlint.dockerfile.instructions import Instruction

    Visible = Literal["some", "none"]

CUDA = "CUDA_VISIBLE_DEVICES"
NVIDIA = "NVIDIA_VISIBLE_DEVICES"

_IDENTIFIERS = ("gpu-", "mig-")


class Visibility(Record):
    """A setting that hides GPUs: all but ``some``, or all of them."""

    name: str
    value: str
    visible: Visible
    instruction: Instruction
    pair: Assignment


def hidden_devices(build: Build) -> Iterator[Visibility]:
    """The settings in force in the image that hide GPUs; values that may be set from outside are none."""
    last: dict[str, Visibility | None] = {}
    for stage in build.final_chain:
        for instruction in stage.instructions:
            for pair in instruction.assignments if instruction.name == "ENV" else ():
                if pair.key in (CUDA, NVIDIA):
                    text = pair.value or ""
                    value = None if "$" in text else stage.expand(text, instruction)
                    visible = _visible(pair.key, value.strip().lower()) if value else None
                    found = Visibility(pair.key, value, visible, instruction, pair) if value and visible else None
                    last[pair.key] = found
    yield from filter(None, last.values())


def _visible(name: str, value: str) -> Visible | None:
    """What a value shows; None for all GPUs, and for none where that is how one asks for the CPU (empty, -1)."""
    parts = [part.strip() for part in value.split(",")]
    if all(part.isdigit() or part.startswith(_IDENTIFIERS) for part in parts):
        return "some"
    # CUDA knows no "all": it stops at the first word that is no device.
    hidden = ("all",) if name == CUDA else ("none", "void")
    return "none" if parts[0] in hidden else None
