"""Rule packs: a package or a folder of rule modules -> its rules.

A pack is code. The caller decides which packs may be loaded (:mod:`mlint.config`), this module only loads them. Packs
are found by name and listed by their folders; there are no entry points, so that installing a package never changes a
lint result.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

from mlint.config import ConfigError
from mlint.rule import Metadata, Rule
from mlint.selection import RuleSet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

OWN_RULES = "mlint.own_rules"
BUILT_IN = "mlint_rules"


def all_rules(packs: Iterable[str] = (), folder: str = "") -> RuleSet:
    """The engine's own rules, the built-in pack and the named ``packs``; paths are relative to ``folder``.

    Raises ConfigError when a pack cannot be loaded or two rules share a code or a name.
    """
    rules = load_pack(OWN_RULES) + load_pack(BUILT_IN)
    for name in packs:
        rules += load_pack(name, folder)
    _reject_duplicates(rules)
    return RuleSet(rules)


def load_pack(name_or_path: str, folder: str = "", *, by_index: bool = True) -> list[Rule]:
    """The rules of one pack: a package's name, or the path of a folder (it holds a separator or begins with a dot).

    Raises ConfigError when there is no such pack, a module of it fails, or it holds no rule.
    """
    if os.sep in name_or_path or "/" in name_or_path or name_or_path.startswith("."):
        package = _folder_package(os.path.join(folder, name_or_path), name_or_path)
    else:
        package = _import(name_or_path, f"pack {name_or_path}")
    if not hasattr(package, "__path__"):
        raise ConfigError(f"pack {name_or_path}: is a module; a pack is a folder with <family>/<rule>.py in it")
    names = list(_module_names(package))
    indexed = _indexed(package) if by_index else []
    if indexed and [rule.module for rule in indexed] == names:
        return indexed
    rules: list[Rule] = []
    for module_name in names:
        module = _import(module_name, f"pack {name_or_path}")
        rules += [
            value for value in vars(module).values() if isinstance(value, Rule) and value.module == module.__name__
        ]
    if not rules and name_or_path not in (OWN_RULES, BUILT_IN):
        raise ConfigError(f"pack {name_or_path}: holds no rule; a rule is a module <family>/<rule>.py in it")
    return rules


def _indexed(package: ModuleType) -> list[Rule]:
    """The rules that the pack's ``_index`` lists, in the order of their modules; none when it has no index.

    A pack of many rules may have one, so that only those that are run are imported (see ``mlint_rules``).
    """
    try:
        index = import_module(f"{package.__name__}._index")
    except ImportError:
        return []
    return [Rule(Metadata(*one)) for one in index.RULES]


def _import(name: str, pack: str) -> ModuleType:
    """The module called ``name``; ConfigError naming the ``pack`` when it cannot be imported."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name == name:
            raise ConfigError(f"{pack}: no package of that name is installed; a folder is written ./folder") from None
        raise ConfigError(f"{pack}: {name} needs a module that is not installed: {error.name}") from error
    except Exception as error:
        raise ConfigError(f"{pack}: {name} fails on import: {type(error).__name__}: {error}") from error


def _folder_package(path: str, given: str) -> ModuleType:
    """The folder at ``path`` as a package under a private name, so that packs of equal names do not meet."""
    from importlib.machinery import ModuleSpec
    from importlib.util import module_from_spec, spec_from_file_location
    from zlib import crc32

    path = os.path.abspath(path)
    if not os.path.isdir(path):
        raise ConfigError(f"pack {given}: no such folder: {path}")
    name = f"_mlint_pack_{crc32(os.fsencode(path)):08x}"
    if name in sys.modules:
        return sys.modules[name]
    init = os.path.join(path, "__init__.py")
    spec: ModuleSpec | None = None
    if os.path.isfile(init):
        spec = spec_from_file_location(name, init, submodule_search_locations=[path])
    if spec is None:
        spec = ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = [path]
    module = module_from_spec(spec)
    sys.modules[name] = module
    if spec.loader is not None:
        try:
            spec.loader.exec_module(module)
        except Exception as error:
            del sys.modules[name]
            raise ConfigError(f"pack {given}: {init} fails: {type(error).__name__}: {error}") from error
    return module


def _module_names(package: ModuleType) -> Iterator[str]:
    """The names of the rule modules below ``package``: <family>.<rule>, and for the engine's own rules <rule>."""
    for path in package.__path__:
        for name, is_folder in sorted(_entries(path)):
            if name.startswith(("_", ".")):
                continue
            if is_folder:
                for inner, is_inner_folder in sorted(_entries(os.path.join(path, name))):
                    if inner.endswith(".py") and not is_inner_folder and not inner.startswith(("_", ".")):
                        yield f"{package.__name__}.{name}.{inner[:-3]}"
            elif package.__name__ == OWN_RULES and name.endswith(".py"):
                yield f"{OWN_RULES}.{name[:-3]}"


def _entries(path: str) -> list[tuple[str, bool]]:
    """Name and is-a-folder of what lies in the folder ``path``, which may be inside a zip file (a zipapp)."""
    try:
        with os.scandir(path) as entries:
            return [(entry.name, entry.is_dir()) for entry in entries]
    except NotADirectoryError:
        return _zip_entries(path)


def _zip_entries(path: str) -> list[tuple[str, bool]]:
    """What :func:`_entries` gives for a folder inside a zip file."""
    from zipfile import Path, is_zipfile

    archive = path
    while archive and not os.path.isfile(archive):
        archive = os.path.dirname(archive)
    if not is_zipfile(archive):
        return []
    inside = os.path.relpath(path, archive).replace(os.sep, "/")
    return [(entry.name, entry.is_dir()) for entry in Path(archive, inside + "/").iterdir()]


def _reject_duplicates(rules: Iterable[Rule]) -> None:
    """ConfigError naming both modules when two rules share a code or a name."""
    seen: dict[str, Rule] = {}
    for rule in rules:
        for what, name in (("code", rule.code), ("name", rule.name)):
            other = seen.setdefault(name.lower(), rule)
            if other is not rule:
                raise ConfigError(f"two rules have the {what} {name}: {_file(other)} and {_file(rule)}")


def _file(rule: Rule) -> str:
    """Where the rule's module stands."""
    return getattr(sys.modules[rule.module], "__file__", None) or rule.module
