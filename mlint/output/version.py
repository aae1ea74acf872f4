"""What ``--version`` prints: the version and, once it is old, of which day the knowledge is."""

from __future__ import annotations

from datetime import date

from mlint import __version__
from mlint.knowledge.dates import AS_OF


def version_text(today: date, as_of: str = AS_OF) -> str:
    """``mlint 1.2.0``; a second line when what mlint knows of images and packages is a year old or older."""
    known = date.fromisoformat(as_of)
    months = (today.year - known.year) * 12 + today.month - known.month - (today.day < known.day)
    text = f"mlint {__version__}\n"
    if months >= 12:
        text += f"knowledge of {as_of}, {months} months old: upgrade for newer versions, sizes and ends of life\n"
    return text
