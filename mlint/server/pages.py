"""Pages of rules as files that an editor can open."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlint.rule import Rule


class Pages:
    """A folder of this process alone, with the pages that were asked for; it goes with the process."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def path_of(self, rule: Rule) -> str:
        """The path of the rule's page, which is written when it is first asked for."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="mlint-pages-")
        path = os.path.join(self._folder.name, f"{rule.code}-{rule.name}.md")
        if not os.path.exists(path):
            with open(path, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text_of(rule))
        return path

    def close(self) -> None:
        """Remove the folder."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def text_of(rule: Rule) -> str:
    """The page in Markdown, under a heading that names the rule."""
    return f"{heading(rule)}\n\n{rule.page.strip()}\n"


def heading(rule: Rule) -> str:
    """``# ML301 pip-cache-kept``."""
    return f"# {rule.code} {rule.name}"
