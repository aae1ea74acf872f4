"""Whether pip's cache stays in the layer."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from mlint.image.packages.caches import pip_cache, pip_cache_folder, pip_settings
from mlint.image.packages.installers.pip import read
from mlint.image.packages.installs import Cache, Install
from tests.image.helpers import shell


class Mount(NamedTuple):
    type: str | None
    target: str | None


CACHES = {True: "kept", None: "unknown"}


def pip(text: str, **environment: str | None) -> Install:
    install = read(shell(text, **environment))
    assert install is not None
    return install


def ask(
    text: str = "pip install torch",
    mounts: tuple[Mount, ...] = (),
    later: tuple[str, ...] = (),
    home: str | None = "/root",
    earlier: tuple[str, ...] = (),
    **environment: str | None,
) -> Cache:
    install = pip(text, **environment)
    return pip_cache(install, mounts, [shell(one) for one in later], home, [shell(one) for one in earlier])


def test_nothing_prevents_it() -> None:
    assert ask() == Cache(True, "kept")
    assert ask(home=None) == Cache(True, "kept")


@pytest.mark.parametrize(
    "text",
    [
        "pip install --no-cache-dir torch",
        "pip --no-cache-dir install torch",
        "pip install --no-cache torch",
        "pip install torch --no-cache-dir",
        "pip install --cache-dir /c --no-cache-dir torch",
    ],
)
def test_the_option(text: str) -> None:
    cache = ask(text)
    assert (cache.kept, cache.reason) == (False, "option")
    assert cache.span is not None
    assert text[cache.span.start : cache.span.end].startswith("--no-cache")


@pytest.mark.parametrize("value", ["1", "0", "true", "False", "off", "YES", "n"])
def test_any_boolean_in_the_variable_turns_it_off(value: str) -> None:
    assert ask(PIP_NO_CACHE_DIR=value) == Cache(False, "environment")


def test_other_values_of_the_variable() -> None:
    assert ask(PIP_NO_CACHE_DIR="").kept is True
    assert ask(PIP_NO_CACHE_DIR=None).kept is None
    assert ask(PIP_NO_CACHE_DIR="/tmp").kept is None
    assert ask("pip --isolated install x", PIP_NO_CACHE_DIR="1").kept is True
    assert ask("env PIP_NO_CACHE_DIR=1 pip install x").kept is False
    assert ask("sudo pip install x", PIP_NO_CACHE_DIR="1").kept is None
    assert ask("sudo -E pip install x", PIP_NO_CACHE_DIR="1").kept is False
    assert ask("env -u PIP_NO_CACHE_DIR pip install x", PIP_NO_CACHE_DIR="1").kept is True


def test_a_cache_folder_turns_it_on_again() -> None:
    assert ask("pip install --no-cache-dir --cache-dir /c x").kept is True
    assert ask("pip install --cache-dir /c x", PIP_NO_CACHE_DIR="1").kept is True
    assert ask("pip install x", PIP_NO_CACHE_DIR="1", PIP_CACHE_DIR="/c").kept is False


def test_the_configuration() -> None:
    assert ask(earlier=("pip config set global.no-cache-dir true",)) == Cache(False, "configured")
    assert ask(earlier=("pip3 config --global set install.no_cache_dir false",)).kept is False
    assert ask("pip install --cache-dir /c x", earlier=("pip config set global.no-cache-dir true",)).kept is True
    assert ask(earlier=("pip config set global.no-cache-dir 1", "pip config unset global.no-cache-dir")).kept is True
    assert (
        ask(earlier=("pip config set download.no-cache-dir 1", "pip config list", "ls", "pip install x")).kept is True
    )
    assert pip_settings([shell("pip config set global.cache-dir /c"), shell("pip config get global.cache-dir")]) == {
        "cache-dir": "/c"
    }


def test_offline() -> None:
    assert ask("pip install --no-index --find-links=/wheels x") == Cache(False, "offline")
    assert ask("pip install --no-index -f https://x/wheels x").kept is True
    assert ask("pip install --no-index -f ? x").kept is True


@pytest.mark.parametrize("text", ["pip uninstall x", "pip cache purge", "pip config list"])
def test_verbs_that_install_nothing(text: str) -> None:
    assert ask(text) == Cache(False, "verb")


@pytest.mark.parametrize(
    ("text", "home", "variables", "folder"),
    [
        ("pip install x", "/root", {}, "/root/.cache/pip"),
        ("pip install x", "/home/app/", {}, "/home/app/.cache/pip"),
        ("pip install x", None, {}, "~/.cache/pip"),
        ("pip install x", "/root", {"HOME": "/app"}, "/app/.cache/pip"),
        ("pip install x", "/root", {"HOME": None}, "~/.cache/pip"),
        ("pip install x", "/root", {"XDG_CACHE_HOME": "/x"}, "/x/pip"),
        ("pip install x", "/root", {"XDG_CACHE_HOME": ""}, "/root/.cache/pip"),
        ("pip install x", "/root", {"XDG_CACHE_HOME": None}, None),
        ("pip install x", "/root", {"PIP_CACHE_DIR": "/c//d/"}, "/c/d"),
        ("pip install x", "/root", {"PIP_CACHE_DIR": "~/c"}, "/root/c"),
        ("pip install x", "/root", {"PIP_CACHE_DIR": "~app/c"}, "~app/c"),
        ("pip install x", "/root", {"PIP_CACHE_DIR": "c"}, None),
        ("pip install x", "/root", {"PIP_CACHE_DIR": None}, None),
        ("pip install --cache-dir=/d x", "/root", {"PIP_CACHE_DIR": "/c"}, "/d"),
        ("sudo pip install x", "/home/app", {}, "/root/.cache/pip"),
        ("gosu app pip install x", "/root", {}, "~/.cache/pip"),
    ],
)
def test_the_folder(text: str, home: str | None, variables: dict[str, str | None], folder: str | None) -> None:
    assert pip_cache_folder(pip(text, **variables), home) == folder


def test_a_configured_folder() -> None:
    assert pip_cache_folder(pip("pip install x"), "/root", {"cache-dir": "/c"}) == "/c"
    assert ask(mounts=(Mount("cache", "/c"),), earlier=("pip config set global.cache-dir /c",)).kept is False


@pytest.mark.parametrize(
    ("mount", "home", "variables", "kept"),
    [
        (("cache", "/root/.cache/pip"), "/root", {}, False),
        (("cache", "/root/.cache"), "/root", {}, False),
        (("cache", "/root/.cache/"), "/root", {}, False),
        (("cache", "/root"), "/root", {}, False),
        (("tmpfs", "/root/.cache"), "/root", {}, False),
        (("bind", "/root/.cache"), "/root", {}, True),
        (("cache", "/root/.cache/pip/http"), "/root", {}, True),
        (("cache", "/root/.cache/pi"), "/root", {}, True),
        (("cache", "/root/.cache/uv"), "/root", {}, True),
        (("cache", "/var/cache/apt"), "/root", {}, True),
        (("cache", "/root/.cache/pip"), "/home/app", {}, True),
        (("cache", "/home/app/.cache"), "/home/app", {}, False),
        (("cache", "/root/.cache/pip"), None, {}, None),
        (("cache", "/home/x"), None, {}, None),
        (("cache", "/var/cache/apt"), None, {}, True),
        (("cache", "/root/.ccache"), None, {}, None),
        (("cache", None), "/root", {}, None),
        ((None, "/root/.cache"), "/root", {}, None),
        ((None, "/var/cache/apt"), "/root", {}, True),
        (("cache", "/c"), "/root", {"PIP_CACHE_DIR": "/c"}, False),
        (("cache", "/root/.cache"), "/root", {"PIP_CACHE_DIR": "/c"}, True),
        (("cache", "/c"), "/root", {"PIP_CACHE_DIR": None}, None),
        (("cache", "/c"), "/root", {"XDG_CACHE_HOME": "/c"}, False),
        (("cache", ".cache"), "/root", {}, None),
    ],
)
def test_mounts(
    mount: tuple[str | None, str | None], home: str | None, variables: dict[str, str | None], kept: bool | None
) -> None:
    cache = pip_cache(pip("pip install x", **variables), [Mount("cache", "/var/lib/apt"), Mount(*mount)], [], home)
    assert cache == Cache(kept, CACHES.get(kept, "mount"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("later", "home", "kept"),
    [
        ("rm -rf ~/.cache", "/root", False),
        ("rm -rf ~/.cache", None, False),
        ("rm -rf ~/.cache/pip/*", None, False),
        ("rm -fr /root/.cache", "/root", False),
        ("rm -r -f /root/.cache/pip", "/root", False),
        ("rm --recursive /root/.cache/*", "/root", False),
        ("rm -R /tmp/* /root/.cache/pip/*", "/root", False),
        ("rm -rf /root/.c*", "/root", False),
        ("rm -rf /root/", "/root", False),
        ("rm -rf /*/.cache", "/root", False),
        ("rm -rf /root/*", "/root", True),
        ("rm -rf /root/.cache/pip/http", "/root", True),
        ("rm -rf /root/.cache/pip/http/*", "/root", True),
        ("rm -f /root/.cache/pip", "/root", True),
        ("rm -rf /root/.cache/uv", "/root", True),
        ("rm -rf build dist", "/root", True),
        ("rm -rf .cache/pip", "/root", None),
        ("rm -rf /var/lib/apt/lists/*", "/root", True),
        ("rm -rf /var/lib/apt/lists/*", None, True),
        ("rm -rf /root/.cache/pip", None, None),
        ("rm -rf /home/app", None, None),
        ("rm -rf /home/app/.cache/*", None, None),
        ("rm -rf /app/.cache/pip", "/root", True),
        ("rm -rf ?", "/root", None),
        ("rm -rf ? /root/.cache", "/root", False),
        ("pip cache purge", "/root", False),
        ("python -m pip cache purge", None, False),
        ("pip cache remove torch", "/root", True),
        ("pip --cache-dir /c cache purge", "/root", True),
        ("find /root/.cache -delete", "/root", False),
        ("find /root/.cache /x -type f -delete", "/root", False),
        ("find / -name .cache -delete", "/root", True),
        ("find ? -delete", "/root", None),
        ("find /root/.cache", "/root", True),
        ("apt-get clean", "/root", True),
        ("pip install numpy", "/root", True),
    ],
)
def test_removal_later(later: str, home: str | None, kept: bool | None) -> None:
    cache = ask(later=("ls", later), home=home)
    assert (cache.kept, cache.reason) == (kept, CACHES.get(kept, "removed"))
    assert (cache.span is not None) == (kept is False)


def test_removal_of_another_folder() -> None:
    assert ask(later=("rm -rf ~/.cache",), PIP_CACHE_DIR="/c").kept is True
    assert ask(later=("rm -rf /c",), PIP_CACHE_DIR="/c").kept is False
    assert ask(later=("rm -rf /c",), PIP_CACHE_DIR=None).kept is None


def test_removal_is_asked_before_nothing_else() -> None:
    """An unknown word in one command does not hide the command that surely removes."""
    assert ask(later=("rm -rf ?", "pip cache purge")).kept is False
