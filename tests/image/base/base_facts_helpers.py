"""Facts of images from the text of a reference, for the tests."""

from __future__ import annotations

from typing import Any

from mlint.image.base.base_facts import BaseFacts, base_facts
from mlint.image.references import parse_reference


def facts(text: str) -> BaseFacts:
    """The facts of an image that must be known."""
    found = maybe_facts(text)
    assert found, f"{text} is not known"
    return found


def maybe_facts(text: str) -> BaseFacts | None:
    reference = parse_reference(text)
    assert reference
    return base_facts(reference)


def system(found: BaseFacts) -> str | None:
    """The distribution as short text: ``debian 12 bookworm``; None when it is not known."""
    return " ".join(part for part in found.os if part) if found.os else None


def check(text: str, expected: dict[str, Any]) -> None:
    """Compare the named fields; ``os`` is short text, ``entrypoint`` its kind, ``server`` the server in it."""
    found = facts(text)
    special = {"os": system(found), "entrypoint": found.entrypoint.kind, "server": found.entrypoint.server}
    actual = {name: special[name] if name in special else getattr(found, name) for name in expected}
    assert actual == expected
