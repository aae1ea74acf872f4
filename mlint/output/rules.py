"""Rules as text and JSON: for ``mlint rules`` and ``mlint explain``."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlint.rule import Rule


def as_text(rules: Sequence[Rule]) -> str:
    """A line per rule: code, name, severity (or off), whether it can repair, summary."""
    code = max(len(rule.code) for rule in rules)
    name = max(len(rule.name) for rule in rules)
    lines = []
    for rule in rules:
        level = rule.severity if rule.default else "off"
        fix = "fix" if rule.fixable else ""
        lines.append(f"{rule.code:<{code}}  {rule.name:<{name}}  {level:<7}  {fix:<3}  {rule.summary}\n")
    return "".join(lines)


def as_json(rules: Sequence[Rule]) -> str:
    """A list of objects, one per rule."""
    import json

    entries = [
        {
            "code": rule.code,
            "name": rule.name,
            "family": rule.family,
            "severity": rule.severity,
            "default": rule.default,
            "aliases": list(rule.aliases),
            "fixable": rule.fixable,
            "once": rule.once,
            "summary": rule.summary,
            "options": rule.options,
        }
        for rule in rules
    ]
    return json.dumps(entries, indent=2, default=list) + "\n"


def page(rule: Rule) -> str:
    """The rule's page, under a line with what is known of it."""
    parts = [rule.severity, "on" if rule.default else "off by default"]
    if rule.fixable:
        parts.append("fixable")
    if rule.aliases:
        parts.append("also " + ", ".join(rule.aliases))
    head = f"{rule.code} {rule.name} ({'; '.join(parts)})"
    options = [f"    {name}: {value!r}" for name, value in rule.options.items()]
    table = ["", "Options and their defaults:", *options] if options else []
    return "\n".join([head, "=" * len(head), "", rule.page.strip(), *table, ""])
