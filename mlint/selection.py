"""The set of all rules, and what a text such as ``ML4``, ``gpu``, ``pip-cache-kept`` or ``DL3042`` names in it."""

from __future__ import annotations

from mlint.config import ConfigError, Settings, nearest
from mlint.lazy import cached_property

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlint.options import Options
    from mlint.rule import Rule

DIGITS = "0123456789"
OWN_RULES = "mlint.own_rules."


class RuleSet:
    """Rules in the order of their codes, found by code, name, alias, family or prefix of a code, in any case."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules: tuple[Rule, ...] = tuple(sorted(rules, key=lambda rule: rule.code))

    @cached_property
    def _index(self) -> dict[str, tuple[Rule, ...]]:
        """Rules by everything that names them, in lower case, except prefixes."""
        index: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for name in (rule.code, rule.name, rule.family, *rule.aliases):
                rules = index.setdefault(name.lower(), [])
                if rule not in rules:
                    rules.append(rule)
        return {name: tuple(rules) for name, rules in index.items()}

    def find(self, text: str) -> tuple[Rule, ...]:
        """The rules that ``text`` names; none when it is unknown."""
        return self._index.get(text.lower()) or tuple(self._prefixes.get(text.upper(), ()))

    @cached_property
    def _prefixes(self) -> dict[str, list[Rule]]:
        """Rules by the beginnings of their codes that hold all letters of the code: ML and ML4, not M."""
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for end in range(len(rule.code.rstrip(DIGITS)), len(rule.code) + 1):
                found.setdefault(rule.code[:end], []).append(rule)
        return found

    def with_alias(self, text: str) -> tuple[Rule, ...]:
        """The rules that carry the id ``text`` of another linter."""
        text = text.lower()
        return tuple(rule for rule in self.find(text) if text in (alias.lower() for alias in rule.aliases))

    def nearest(self, text: str) -> str | None:
        """The name, code, alias or family that the unknown ``text`` was probably meant to be."""
        names = [rule.name for rule in self.rules]
        codes = [rule.code for rule in self.rules]
        others = [name for rule in self.rules for name in (rule.family, *rule.aliases)]
        return nearest(text, [*names, *codes, *others])

    def unknown(self, text: str) -> str:
        """The message about a ``text`` that names no rule."""
        close = self.nearest(text)
        return f"unknown rule {text!r}; " + (f"did you mean {close}?" if close else "`mlint rules` lists them all")

    def resolve(self, texts: Iterable[str], where: str) -> set[Rule]:
        """The rules that the ``texts`` name; ConfigError naming ``where`` for one that names none."""
        found: set[Rule] = set()
        for text in texts:
            rules = self.find(text)
            if not rules:
                raise ConfigError(f"{where}: {self.unknown(text)}")
            found.update(rules)
        return found


def choose(ruleset: RuleSet, settings: Settings, options: Options | None = None) -> tuple[Rule, ...]:
    """The rules to run, in the order of their codes.

    The configuration chooses first, the command line has the last word: its ``--select`` names exactly the rules to
    run, its ``--extend-select`` brings back what the configuration ignores. The engine's own rules run unless ignored.
    Raises ConfigError for a text that names no rule.
    """
    own = {rule for rule in ruleset.rules if rule.module.startswith(OWN_RULES)}
    if options is not None and options.select:
        chosen = own | ruleset.resolve(options.select, "--select")
    else:
        chosen = {rule for rule in ruleset.rules if rule.default}
        for layer in settings.layers:
            if layer.select is not None:
                chosen = own | settings.resolve(ruleset, layer, "select", layer.select)
            chosen |= settings.resolve(ruleset, layer, "extend-select", layer.extend_select)
            chosen -= settings.resolve(ruleset, layer, "ignore", layer.ignore)
    if options is not None:
        chosen |= ruleset.resolve(options.extend_select, "--extend-select")
        chosen -= ruleset.resolve(options.ignore, "--ignore")
    return tuple(rule for rule in ruleset.rules if rule in chosen)
