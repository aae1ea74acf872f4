"""What the rules on OpenCV have in common: how the package without windows takes the place of the other."""

from __future__ import annotations

from mlint.rule import Edit, Fix, Place, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.image.packages.opencv import WithWindows


def headless_instead(opencv: WithWindows) -> Fix | None:
    """Rename it wherever it is asked for; None when some place is not literal, or belongs to a lock."""
    name = opencv.name
    edits = []
    for one in opencv.asked:
        written = one.requirement.text[: len(name)]
        plain = one.requirement.literal and written.lower().replace("_", "-").replace(".", "-") == name
        if not plain or one.requirement.hashes or (one.file and not one.file.endswith((".txt", ".in"))):
            return None
        end = one.place.span.start + len(name)
        edits.append(Edit(Place(one.place.path, Span(end, end)), f"{'_' if '_' in written else '-'}headless"))
    return Fix(f"Install {name}-headless", tuple(dict.fromkeys(edits)), "unsafe")
