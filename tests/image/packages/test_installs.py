"""What an install tells a rule."""

from __future__ import annotations

import pytest

from mlint.dockerfile.source import Span
from mlint.image.packages.installers.pip import read
from mlint.image.packages.installs import Indexes, Install, Surroundings
from mlint.shell.commands import Command
from tests.image.helpers import shell


def pip(text: str, **environment: str | None) -> Install:
    install = read(shell(text, **environment))
    assert install is not None
    return install


@pytest.mark.parametrize(
    ("words", "only"),
    [
        ("pip", True),
        ("--upgrade pip setuptools wheel==0.45", True),
        ("uv poetry==1.8", True),
        ("pip torch", False),
        ("", False),
        ("-r requirements.txt pip", False),
        ("-e . pip", False),
        ("--group dev pip", False),
        ("pip ?", False),
        ("./pip", False),
    ],
)
def test_installers_alone(words: str, only: bool) -> None:
    assert pip(f"pip install {words}".strip()).only_installers is only


@pytest.mark.parametrize(
    ("text", "brings"),
    [
        ("pip install torch", True),
        ("pip install -r requirements.txt", True),
        ("pip install --group dev", True),
        ("pip install pip", False),
        ("pip install .", False),
        ("pip install -e .", False),
        ("pip install ./torch-2.0-cp311-cp311-linux_x86_64.whl", False),
        ("pip download torch", True),
        ("pip wheel .", False),
    ],
)
def test_dependencies(text: str, brings: bool) -> None:
    assert pip(text).brings_dependencies is brings


@pytest.mark.parametrize(
    ("words", "dropped"),
    [
        ("torch>=2.0,<3 numpy", ["torch>=2.0,<3"]),
        ("numba>=0.57", ["numba>=0.57"]),
        ("numba<2", ["numba<2"]),
        ("a>1 b c<=3", ["a>1", "c<=3"]),
        ("pkg[extra]>=1", ["pkg[extra]>=1"]),
        ("torch >log", []),
        ("torch>log", []),
        ("torch>/dev/null", []),
        ("-r req.txt>1", []),
        ("-r req.txt >1", []),
        ("'torch>=2'", []),
        ("./torch>1", []),
        ("torch", []),
    ],
)
def test_versions_that_the_shell_drops(words: str, dropped: list[str]) -> None:
    text = f"pip install {words}"
    found = pip(text).dropped
    assert [one.text for one in found] == dropped
    assert [text[one.span.start : one.span.end] for one in found] == dropped


def test_a_dropped_version_that_is_not_known() -> None:
    (one,) = pip("pip install torch>").dropped
    assert one.text is None
    assert one.requirement.name == "torch"
    assert (one.operators, one.targets) == ((">",), (None,))


def test_a_redirection_with_a_descriptor_drops_nothing() -> None:
    command = shell("pip install torch>1")
    redirections = (command.redirections[0]._replace(descriptor="2"),)
    install = read(Command(command.arguments, redirections))
    assert install is not None
    assert install.dropped == ()


def test_the_cache_is_that_of_its_surroundings() -> None:
    install = pip("pip install torch")
    assert install.cache == (True, "kept", None)
    install = pip("pip install torch")
    install.surroundings = Surroundings(later=[shell("rm -rf /root/.cache")], home="/root")
    assert install.cache == (False, "removed", Span(0, 19))


def test_options() -> None:
    install = pip("pip install --timeout 1 --timeout 2 torch")
    timeout = install.option("--timeout")
    assert timeout is not None
    assert timeout.value == "2"
    assert install.option("--user") is None
    assert repr(install) == "Install(pip install ['torch'])"


def test_indexes() -> None:
    assert Indexes("a", ("b", None), ("c",)).urls == ("a", "b", "c")
    assert Indexes().urls == ()
