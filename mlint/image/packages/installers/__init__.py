"""One reader per package manager: a command -> an Install."""

from __future__ import annotations

from mlint.image.packages.installs import CONDA_LIKE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.image.packages.installs import Install
    from mlint.shell.commands import Command


def read_installs(command: Command) -> Iterator[Install]:
    """The package manager calls that ``command`` is, with the ``uv run`` before it, which syncs before it starts it."""
    outer = command.outer
    while outer is not None:
        if outer.name == "uv":
            from mlint.image.packages.installers import uv

            around = uv.read(outer)
            if around is not None:
                yield around
        outer = outer.outer
    install = read_install(command)
    if install is not None:
        yield install


def read_install(command: Command) -> Install | None:
    """The package manager call that ``command``, prefixes taken off, is; None when it is none.

    A reader is imported when the first command that may be one of its calls is met.
    """
    name = command.name
    if name is None:
        return None
    if name.startswith(("pip", "py")) and name != "pipenv":
        from mlint.image.packages.installers import pip

        install = pip.read(command)
        return _module(command) if install is None and name.startswith("py") else install
    return _reader(name, command)


def _module(command: Command) -> Install | None:
    """As :func:`read_install` for ``python -m MODULE``."""
    for word in command.values[1:]:
        if word in ("uv", "conda", "poetry", "pipenv") or (word or "").endswith(("-muv", "-mpoetry", "-mpipenv")):
            return _reader((word or "").rpartition("-m")[2], command)
    return None


def _reader(name: str, command: Command) -> Install | None:
    """The call of the package manager ``name`` that ``command`` is."""
    if name in ("uv", "uvx"):
        from mlint.image.packages.installers import uv

        return uv.read(command)
    if name in CONDA_LIKE:
        from mlint.image.packages.installers import conda

        return conda.read(command)
    if name in ("apt", "apt-get", "aptitude"):
        from mlint.image.packages.installers import apt

        return apt.read(command)
    if name == "poetry":
        from mlint.image.packages.installers import poetry

        return poetry.read(command)
    if name == "pipenv":
        from mlint.image.packages.installers import pipenv

        return pipenv.read(command)
    return None
