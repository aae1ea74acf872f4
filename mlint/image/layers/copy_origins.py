"""What is wrong with the stage that ``COPY --from`` names."""

from __future__ import annotations

from mlint.image.names import edits_between
from mlint.knowledge.official_images import OFFICIAL_IMAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.build import Build
    from mlint.image.copies import Copy

_MOST_EDITS = 2
_FIXED_LETTERS = 3
"""How many letters a name must have beside those that were mistaken: ``cpu`` is no slip for ``gpu``."""
_OF_IMAGES = frozenset(":/.@$")
"""Characters in names of images, not in those of stages without a dot."""


def bad_origin(build: Build, copy: Copy) -> str | None:
    """Why ``COPY --from`` finds no earlier stage, and what to write; None when it does, or names something else."""
    flag = copy.instruction.flag("from")
    name = flag.value if flag else None
    if not name:
        return None
    stage = copy.stage
    if name.isascii() and name.isdigit():
        if int(name[:9]) < stage.number:
            return None
        earlier = f"0 to {stage.number - 1} come before it" if stage.number > 1 else "only 0 comes before it"
        return f"--from={name} is no earlier stage: {earlier if stage.number else 'this is the first one'}"
    # Of several stages of one name --from takes the last one, wherever it stands; FROM the last one before.
    named = build.earlier_stage(name, len(build.stages), any_case=True)
    if named is stage:
        return f"a stage cannot copy from itself: this one is called {name}; name an earlier one"
    if named is not None and named.number > stage.number:
        return f"the stage {name} comes only on line {named.start.first_line}; move it before this one"
    if named or not _OF_IMAGES.isdisjoint(name) or name.lower() in OFFICIAL_IMAGES:
        return None
    near = _nearest(name.lower(), [one.name for one in build.stages[: stage.number] if one.name])
    return f"no stage is called {name}, so BuildKit pulls an image of that name; do you mean {near}?" if near else None


def _nearest(name: str, stages: list[str]) -> str | None:
    """The stage whose name is a slip away: one edit, or two in longer names."""
    found = min(stages, key=lambda one: edits_between(name, one), default=None)
    if found is None:
        return None
    edits = edits_between(name, found)
    return found if edits <= _MOST_EDITS and edits + _FIXED_LETTERS <= min(len(name), len(found)) else None
