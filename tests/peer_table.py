"""Write the tables of docs/coming-from-hadolint.md from the rules' aliases and their pages (``make index``).

How a rule differs is said once, on its page, in an item of the references that begins with the peer's ids::

    - hadolint DL3006, DL3007: stricter, since …; laxer on …
    - BuildKit UndefinedArgInFrom: the same.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from mlint.packs import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.rule import Rule

PATH = Path(__file__).parents[1] / "docs" / "coming-from-hadolint.md"

NOT_COVERED = {
    "hadolint": {
        "DL1001": "mlint says when an ignore comment suppresses nothing, and lets the others be.",
        "DL3001": "`ssh`, `vim` or `top` in a RUN: seldom seen, and no cost in the image.",
        "DL3011": "The builder itself refuses such a port.",
        "DL3016 DL3060": "npm and yarn.",
        "DL3018 DL3019": "apk; about Alpine itself there is `alpine-base-for-ml`.",
        "DL3028 DL3062": "gem and go.",
        "DL3030 DL3032 DL3033 DL3038 DL3040 DL3041": "yum and dnf.",
        "DL3034 DL3035 DL3036 DL3037": "zypper.",
        "DL3048 DL3049 DL3050 DL3051 DL3052 DL3053 DL3054 DL3055 DL3056 DL3058": "Labels: a matter of your own schema.",
        "DL4005": "A link from `/bin/sh` to bash works as well as `SHELL`.",
    },
    "BuildKit": {
        "StageNameCasing FromAsCasing ConsistentInstructionCasing ExposeProtoCasing InvalidDefinitionDescription": (
            "Upper and lower case, and the form of comments: style, which the builder prints anyway."
        ),
        "ExposeInvalidFormat": "The builder prints it anyway; EXPOSE changes nothing.",
        "InvalidBaseImagePlatform": "Only the registry knows for which platforms an image was built.",
    },
}
"""Ids that no rule carries, and why."""

_ITEM = re.compile(r"(?m)^- ((?:hadolint|BuildKit) [\w, ]+): ((?:.|\n  )+)")


def differences(rule: Rule) -> dict[str, str]:
    """How the rule differs from each of its aliases, as its page says."""
    found: dict[str, str] = {}
    for ids, text in _ITEM.findall(rule.page):
        words = " ".join(text.split()).rstrip(".")
        found |= dict.fromkeys(re.findall(r"DL\d+|[A-Z]\w+[a-z][A-Z]\w+", ids.replace("BuildKit", "")), words)
    return found


def relation(words: str) -> str:
    """One word for it."""
    laxer, stricter = "laxer" in words, "stricter" in words
    return "both" if laxer and stricter else "laxer" if laxer else "stricter" if stricter else "same"


def _rows(peer: str) -> Iterator[str]:
    listed = sorted(
        (alias, rule.code, rule)
        for rule in all_rules().rules
        for alias in rule.aliases
        if alias.startswith("DL") == (peer == "hadolint")
    )
    for alias, _, rule in listed:
        words = differences(rule)[alias]
        how = relation(words)
        # The column before has said it.
        words = re.sub(rf"^(?:the )?{how}(?:[,;] | |$)", "", words)
        yield f"| {alias} | {rule.code} `{rule.name}` | {how}{'' if rule.default else ', off'} | {words} |"


def table(peer: str) -> str:
    """What the ids of a peer are in mlint."""
    head = ["| id | mlint | is | in a few words |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *_rows(peer)])


def not_covered(peer: str) -> str:
    """What mlint does not have of a peer."""
    rows = [f"| {', '.join(ids.split())} | {why} |" for ids, why in NOT_COVERED[peer].items()]
    return "\n".join(["| ids | why not |", "| --- | --- |", *rows])


def text(old: str) -> str:
    """The page with the tables as they must be."""
    parts = {f"{peer} {kind}": make(peer) for peer in NOT_COVERED for kind, make in KINDS.items()}
    for name, part in parts.items():
        begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
        before, _, rest = old.partition(begin)
        old = f"{before}{begin}\n{part}\n{end}{rest.partition(end)[2]}"
    return old


KINDS = {"table": table, "rest": not_covered}

if __name__ == "__main__":
    PATH.write_text(text(PATH.read_text("utf-8")), encoding="utf-8", newline="\n")
