"""How often each rule was found, and what it all costs in the images."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mlint.output.results import human_bytes, image_bytes

if TYPE_CHECKING:
    from mlint.output.results import Results


def render(results: Results) -> str:
    """A line per rule, the most frequent first, then the total."""
    counts = Counter((one.rule.code, one.rule.name) for one in results.findings)
    width = max((len(str(count)) for count in counts.values()), default=1)
    lines = []
    for (code, name), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        size = image_bytes(one for one in results.findings if one.rule.code == code)
        cost = f"  {human_bytes(size)}" if size else ""
        lines.append(f"{count:>{width}}  {code} {name}{cost}")
    if results.image_bytes:
        # A finding whose size is not known adds nothing, so the sum is a lower bound.
        lines.append(f"all findings: at least {human_bytes(results.image_bytes, at_least=True)} in the images")
    return "".join(line + "\n" for line in lines)
