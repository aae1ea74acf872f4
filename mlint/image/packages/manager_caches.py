"""Whether the download cache of uv, conda, poetry or pipenv stays in the layer; for pip see the module ``caches``."""

from __future__ import annotations

from mlint.image.folders import mounted, normal, removes
from mlint.image.packages.installs import CONDA_LIKE, Cache, Install

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.shell.commands import Command

UNKNOWN = Cache(None, "unknown")

_UV_DOWNLOADS = frozenset(("tool run", "build"))
"""Verbs of uv that download although they install nothing."""
_CONDA_CLEANS = ("--all", "--packages", "--tarballs", "--force-pkgs-dirs")


def cache(install: Install) -> Cache:
    """Whether the cache of this call stays in the layer, and why."""
    if not _downloads(install):
        return Cache(False, "verb")
    disabled = _disabled(install)
    if disabled is not None:
        return disabled
    if _needs_nothing(install):
        return Cache(False, "offline")
    around, folder = install.surroundings, cache_folder(install)
    in_mount = mounted(folder, around.mounts)
    if install.manager in CONDA_LIKE and in_mount is None:
        in_mount = _any_packages_mounted(install)
    if in_mount is not False:
        return Cache(False, "mount") if in_mount else UNKNOWN
    answer = UNKNOWN if _is_open(install) else Cache(True, "kept")
    for command in around.later:
        gone = _cleans(command, install, folder)
        if gone:
            return Cache(False, "removed", command.span)
        if gone is None:
            answer = UNKNOWN
    return answer


def cache_folder(install: Install) -> str | None:
    """The folder of the cache: absolute, or from ``~`` on when the home is not known; None when it is not known.

    poetry's is the part that holds the downloads: its virtual environments lie beside it.
    """
    environment = install.command.environment
    home = environment.get("HOME", install.surroundings.home)
    if install.manager in CONDA_LIKE:
        return _conda_folder(install, home)
    if install.manager == "uv":
        option = install.option("--cache-dir")
        if option is not None:
            return None if option.unknown else normal(option.value or "", home)
        return _below_cache("uv", install, home)
    if install.manager == "poetry":
        from mlint.image.packages.installers.poetry import setting

        folder = _set_folder(setting(install, "cache-dir"), "pypoetry", install, home)
        return f"{folder}/artifacts" if folder else None
    return _set_folder(environment.get("PIPENV_CACHE_DIR", ""), "pipenv", install, home)


def _set_folder(written: str | None, name: str, install: Install, home: str | None) -> str | None:
    """The folder that somebody set, else the one called ``name`` among the caches."""
    if written is None:
        return None
    return normal(written, home) if written else _below_cache(name, install, home)


def _below_cache(name: str, install: Install, home: str | None) -> str | None:
    base = install.command.environment.get("XDG_CACHE_HOME", "")
    return None if base is None else normal(f"{base or '~/.cache'}/{name}", home)


def _conda_folder(install: Install, home: str | None) -> str | None:
    from mlint.image.packages.installers.conda import settings

    environment = install.command.environment
    folders = environment.get("CONDA_PKGS_DIRS", "")
    if folders is None:
        return None
    written = folders.partition(",")[0] or settings(install.surroundings.earlier).packages
    if written:
        return normal(written, home)
    option = install.option("--root-prefix")
    root = option.value if option else environment.get("MAMBA_ROOT_PREFIX")
    program = install.command.arguments[0].value or ""
    if install.manager != "micromamba" and program.endswith(("/bin/conda", "/bin/mamba")):
        root = program.rpartition("/bin/")[0]
    return normal(f"{root}/pkgs", home) if root else None


def _downloads(install: Install) -> bool:
    """Whether the verb is one that downloads packages."""
    if install.manager == "uv" and install.verb in _UV_DOWNLOADS:
        return True
    return install.installs_packages or (install.manager == "poetry" and install.verb == "self add")


def _disabled(install: Install) -> Cache | None:
    """The answer when an option or a variable turns the cache off, or may do so.

    poetry has an option ``--no-cache``, which turns off a smaller cache only: with 2.5.1 the wheels stay.
    """
    if install.manager == "uv":
        option = install.option("--no-cache")
        if option is None or option.unknown:
            return None if option is None else UNKNOWN
        return Cache(False, "environment" if option.span is None else "option", option.span)
    if install.manager == "pipenv":
        arguments = install.option("--extra-pip-args")
        if arguments is not None and "--no-cache" in (arguments.value or ""):
            return Cache(False, "environment" if arguments.span is None else "option", arguments.span)
        variable = install.command.environment.get("PIP_NO_CACHE_DIR", "")
        if variable != "":
            return UNKNOWN if variable is None else Cache(False, "environment")
    return None


def _is_open(install: Install) -> bool:
    """Whether it is not known that it fills a cache: uv outside of a project, with odd or with unknown options."""
    if install.surroundings.open_options:
        return True
    outside = install.verb == "run" and install.with_project is None and not install.requirements
    refused = install.uncertain and bool(install.command.environment.get("UV_NO_CACHE"))
    return install.manager == "uv" and (outside or refused)


def _needs_nothing(install: Install) -> bool:
    """Whether nothing is downloaded: ``--offline``, the project alone, an environment without packages or a clone."""
    if install.has("--offline") or install.has("--only-root"):
        return True
    asks = install.unknown or install.requirements or install.requirement_files
    return install.verb == "create" and (install.has("--clone") or not asks)


def _any_packages_mounted(install: Install) -> bool | None:
    """Whether a cache is mounted at conda's packages, wherever conda is installed; None when that may be."""
    answer: bool | None = False
    for mount in install.surroundings.mounts:
        if mount.type in ("cache", "tmpfs"):
            target = mount.target
            if target is not None and target.rstrip("/").endswith("/pkgs"):
                return True
            if target is None or any(word in target for word in ("conda", "forge", "mamba")):
                answer = None
    return answer


def _cleans(command: Command, install: Install, folder: str | None) -> bool | None:
    """Whether ``command`` removes the cache in ``folder``; None when it may."""
    home = install.command.environment.get("HOME", install.surroundings.home)
    if command.name in ("find", "rm"):
        gone = removes(command, folder, home)
        if gone is None and install.manager in CONDA_LIKE and folder is None:
            return _removes_any_packages(command)
        return gone
    if install.manager == "uv":
        return _uv_cleans(command)
    if install.manager in CONDA_LIKE:
        return _conda_cleans(command)
    return install.manager == "pipenv" and command.name == "pipenv" and command.values[1:] == ["--clear"]


def _uv_cleans(command: Command) -> bool | None:
    """``uv cache clean`` removes all, with a name one package; ``prune --ci`` removes what was downloaded."""
    from mlint.image.packages.installers import uv

    call = uv.read(command)
    if call is None or call.verb not in ("cache clean", "cache prune"):
        return False
    if call.verb == "cache prune":
        return "--ci" in command.values
    return None if call.words else True


def _conda_cleans(command: Command) -> bool:
    from mlint.image.packages.installers import conda

    call = conda.read(command)
    cleans = call is not None and call.verb == "clean" and not call.has("--dry-run")
    return cleans and call is not None and any(call.has(name) for name in _CONDA_CLEANS)


def _removes_any_packages(command: Command) -> bool | None:
    """Whether ``rm`` removes a folder ``pkgs``; None when a word is not known."""
    targets = [value if value is None else value.rstrip("/*") for value in command.values[1:]]
    if any(target is not None and target.endswith("/pkgs") for target in targets):
        return True
    return None if None in targets else False
