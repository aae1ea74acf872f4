"""How often each rule was found, and what it all costs in the images."""

from __future__ import annotations

from mlint.output.results import human_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.output.results import Results


def render(results: Results) -> str:
    """A line per rule, what costs most first, then the most frequent; at the end the total."""
    counts, sizes = results.by_rule, results.image_bytes_of
    width = max((len(str(count)) for count in counts.values()), default=1)
    lines = []
    for (code, name), count in sorted(counts.items(), key=lambda item: (-sizes[item[0][0]], -item[1], item[0])):
        cost = f"  {human_bytes(sizes[code], at_least=True)}" if sizes[code] else ""
        lines.append(f"{count:>{width}}  {code} {name}{cost}")
    if results.image_bytes:
        # A finding whose size is not known adds nothing, and what several rules blame counts once.
        saved = human_bytes(results.image_bytes, at_least=True)
        where = f"{results.read_files} images" if results.read_files > 1 else "image"
        lines.append(f"could be saved in the {where}: at least {saved}")
    return "".join(line + "\n" for line in lines)
