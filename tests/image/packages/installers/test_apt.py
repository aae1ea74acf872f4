"""apt-get's and apt's command line."""

from __future__ import annotations

import pytest

from mlint.dockerfile.source import Span
from mlint.image.packages.installers import read_install
from mlint.image.packages.installs import Surroundings
from mlint.shell.commands import Argument, Command
from tests.image.helpers import shell
from tests.image.packages.installers.reading import asked, read


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("apt-get update", "update"),
        ("apt update", "update"),
        ("aptitude update", "update"),
        ("apt-get -y install git", "install"),
        ("apt-get -o A=b -q install git", "install"),
        ("apt-get -y -qq -o Dpkg::Use-Pty=0 install git", "install"),
        ("apt-get distclean", "dist-clean"),
        ("apt-get auto-remove -y", "autoremove"),
        ("apt full-upgrade", "full-upgrade"),
        ("sudo apt-get update", "update"),
    ],
)
def test_verbs(text: str, verb: str) -> None:
    install = read(text)
    assert (install.manager, install.verb, install.uncertain) == ("apt", verb, False)


@pytest.mark.parametrize("text", ["apt-get", "apt-get --version", "apt-cache policy x", "apt list", "apt-get ? git"])
def test_what_is_no_install(text: str) -> None:
    assert read_install(shell(text)) is None


@pytest.mark.parametrize(
    ("text", "requirements"),
    [
        ("apt-get install -y git curl", ["git", "curl"]),
        ("apt-get install git -y --no-install-recommends curl", ["git", "curl"]),
        ("apt-get install -t bookworm-backports git", ["git"]),
        ("apt-get install -tbookworm git", ["git"]),
        ("apt-get install -yt bookworm git", ["git"]),
        ("apt-get install --target-release=sid git", ["git"]),
        ("apt-get install -y -o Dpkg::Options::=--force-confold git", ["git"]),
        ("apt-get install -oA=b git", ["git"]),
        ("apt-get install -q 2 git", ["git"]),
        ("apt-get install -q git", ["git"]),
        ("apt-get install -y yes git", ["git"]),
        ("apt-get install --assume-yes git", ["git"]),
        ("apt-get install --No-Install-Recommends git", ["git"]),
        ("apt-get install git=1:2.39 python3.11 libstdc++6 g++", ["git==1:2.39", "python3.11", "libstdc++6", "g++"]),
        ("apt-get install git/sid libc6:amd64 'libnvinfer*'", ["git/sid", "libc6", "libnvinfer*"]),
        ("apt-get install ./a.deb /tmp/b.deb c.deb", ["./a.deb", "/tmp/b.deb", "c.deb"]),
        ("apt-get install -f", []),
        ("apt-get install -- git", ["git"]),
        ("apt-get remove --purge 'libcudnn*'", ["libcudnn*"]),
        ("apt-get build-dep python3", ["python3"]),
    ],
)
def test_packages(text: str, requirements: list[str]) -> None:
    install = read(text)
    assert asked(install) == requirements
    assert not install.unknown
    assert not install.uncertain


@pytest.mark.parametrize(
    ("text", "unknown"),
    [("apt-get install ?", True), ("apt-get install -y git", False), ("apt-get install -t ? git", False)],
)
def test_unknown_words(text: str, unknown: bool) -> None:
    assert read(text).unknown is unknown


def test_a_version_that_is_not_known() -> None:
    word = Argument(None, Span(0, 9), literal=False, prefix="libcudnn8=")
    install = read_install(Command((*shell("apt-get install").arguments, word)))
    assert install is not None
    assert [(one.name, one.specifier) for one in install.requirements] == [("libcudnn8", "==")]
    assert not install.unknown


def test_pins() -> None:
    pinned = {
        one.text: (one.pinned, one.exact_version) for one in read("apt-get install a=1.0 b=2.* c d/sid").requirements
    }
    assert pinned == {"a=1.0": (True, "1.0"), "b=2.*": (True, None), "c": (False, None), "d/sid": (False, None)}


@pytest.mark.parametrize(
    ("text", "earlier", "yes"),
    [
        ("apt-get install git", (), False),
        ("apt-get install -y git", (), True),
        ("apt-get install git --yes", (), True),
        ("apt-get --assume-yes install git", (), True),
        ("apt-get install -qq git", (), True),
        ("apt-get install -q -q git", (), True),
        ("apt-get install -q=2 git", (), True),
        ("apt-get install -q 2 git", (), True),
        ("apt-get install -q git", (), False),
        ("apt-get install -yqq git", (), True),
        ("apt-get install -y=no git", (), False),
        ("apt-get install -y --no-assume-yes git", (), False),
        ("apt-get install --no-assume-yes -y git", (), True),
        ("apt-get install -o APT::Get::Assume-Yes=true git", (), True),
        ("apt-get install -o APT::Get::Assume-Yes=false git", (), False),
        ("apt-get install -oapt::get::assume-yes=1 git", (), True),
        ("apt-get install --force-yes git", (), True),
        ("apt-get install -s git", (), True),
        ("apt-get install --dry-run git", (), True),
        ("apt-get install git <answers", (), None),
        ("apt-get install --oddly git", (), None),
        ("apt-get update", (), True),
        ("apt-get clean", (), True),
        ("apt-get upgrade", (), False),
        ("apt-get autoremove", (), False),
        ("apt-get install -V --show-progress=0 git", (), False),
        ("apt-get install git", ("echo 'APT::Get::Assume-Yes \"true\";' >/etc/apt/apt.conf.d/90y",), True),
        ("apt-get install git", ("echo 'APT::Get::Assume-Yes \"false\";' >/etc/apt/apt.conf.d/90y",), False),
        ("apt-get install git", ("tee /etc/apt/apt.conf.d/90y",), None),
        ("apt-get install git", ("rm -f /etc/apt/apt.conf.d/docker-clean",), False),
    ],
)
def test_questions(text: str, earlier: tuple[str, ...], yes: bool | None) -> None:
    assert read(text, *earlier).assumes_yes is yes


@pytest.mark.parametrize(
    ("text", "earlier", "recommends"),
    [
        ("apt-get install git", (), True),
        ("apt-get install --no-install-recommends git", (), False),
        ("apt-get --no-install-recommends install git", (), False),
        ("apt-get install --install-recommends=no git", (), False),
        ("apt-get install --install-recommends git", (), True),
        ("apt-get install --no-install-recommends --install-recommends git", (), True),
        ("apt-get install -o APT::Install-Recommends=0 git", (), False),
        ("apt-get install -o APT::Install-Recommends=1 git", (), True),
        ("apt-get install -o APT::Install-Suggests=0 git", (), True),
        ("apt-get install git", ("echo 'APT::Install-Recommends \"0\";' >/etc/apt/apt.conf.d/01n",), False),
        ("apt-get install git", ("cp n /etc/apt/apt.conf.d/01n",), None),
    ],
)
def test_recommended_packages(text: str, earlier: tuple[str, ...], recommends: bool | None) -> None:
    assert read(text, *earlier).recommends is recommends


def test_options_in_a_variable() -> None:
    install = read("apt-get install ? git")
    install.surroundings = Surroundings(open_options=True)
    assert install.assumes_yes is None
    assert install.recommends is None


def test_it_brings_no_python_packages() -> None:
    install = read("apt-get install git>=2")
    assert not install.installs_packages
    assert not install.brings_dependencies
    assert install.dropped == ()
