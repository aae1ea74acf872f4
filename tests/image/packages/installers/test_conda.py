"""conda's, mamba's and micromamba's command lines."""

from __future__ import annotations

import pytest

from mlint.image.packages.installers import read_install
from mlint.shell.commands import Command, Site
from tests.image.helpers import shell
from tests.image.packages.installers.reading import asked, files, read


@pytest.mark.parametrize(
    ("text", "manager", "verb"),
    [
        ("conda install x", "conda", "install"),
        ("/opt/conda/bin/conda install x", "conda", "install"),
        ("python -m conda install x", "conda", "install"),
        ("mamba install x", "mamba", "install"),
        ("micromamba install x", "micromamba", "install"),
        ("./bin/micromamba create -n x", "micromamba", "create"),
        ("conda upgrade x", "conda", "update"),
        ("conda uninstall x", "conda", "remove"),
        ("conda env create", "conda", "env create"),
        ("mamba env update", "mamba", "env update"),
        ("conda env remove -n x", "conda", "env remove"),
        ("conda clean -afy", "conda", "clean"),
        ("conda config --add channels x", "conda", "config"),
        ("conda tos accept --override-channels --channel x", "conda", "tos accept"),
        ("micromamba -r /root create -n x", "micromamba", "create"),
        ("conda -v install x", "conda", "install"),
    ],
)
def test_verbs(text: str, manager: str, verb: str) -> None:
    install = read(text)
    assert (install.manager, install.verb, install.uncertain) == (manager, verb, False)


@pytest.mark.parametrize(
    "text",
    ["conda", "conda init bash", "conda activate x", "conda env", "conda env list", "conda ?", "conda-lock install"],
)
def test_what_is_no_install(text: str) -> None:
    assert read_install(shell(text)) is None


@pytest.mark.parametrize(
    ("text", "requirements"),
    [
        ("conda install numpy=1.26 pytorch::torchvision", ["numpy==1.26.*", "torchvision"]),
        ("conda install -y -c pytorch -c nvidia pytorch=2.1 python>=3.10", ["pytorch==2.1.*", "python"]),
        ("conda install -n env -p /p numpy", ["numpy"]),
        ("conda install numpy --channel conda-forge --yes", ["numpy"]),
        ("conda install --override-channels -c conda-forge numpy", ["numpy"]),
        ("conda install --solv libmamba numpy", ["numpy"]),
        ("conda create -yn env python=3.10", ["python==3.10.*"]),
        ("conda create -y --clone base -n x", []),
        ("conda install --solver=libmamba numpy", ["numpy"]),
        ("conda install --solver libmamba numpy", ["numpy"]),
        ("conda install --file requirements.txt numpy", ["numpy"]),
        ("conda install -c conda-forge --strict-channel-priority numpy", ["numpy"]),
        ("conda update --all", []),
        ("conda remove --force numpy", ["numpy"]),
        ("micromamba install -yqn base -c conda-forge numpy", ["numpy"]),
        ("micromamba create --rc-file a b -n x numpy", ["numpy"]),
        ("micromamba install --channel-priority strict numpy", ["numpy"]),
        ("mamba install --freeze-installed -r /root numpy", ["numpy"]),
        ("mamba install --solver libmamba numpy", ["numpy"]),
        ("conda install ./numpy-1.26-0.conda", ["./numpy-1.26-0.conda"]),
    ],
)
def test_requirements(text: str, requirements: list[str]) -> None:
    install = read(text)
    assert asked(install) == requirements
    assert not install.unknown


def test_channel_and_build_of_a_requirement() -> None:
    (wanted,) = read("conda install conda-forge::pytorch=2.1=*cuda*").requirements
    assert (wanted.channel, wanted.build, wanted.specifier) == ("conda-forge", "*cuda*", "==2.1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("conda env create", ["environment.yml"]),
        ("conda env update -n base", ["environment.yml"]),
        ("conda env create -f a.yml", ["a.yml"]),
        ("conda env create --file=a.yml -n x", ["a.yml"]),
        ("conda env create -f a.yml b.yml", ["a.yml", "b.yml"]),
        ("conda env create user/env", []),
        ("conda install --file a.txt", ["a.txt"]),
        ("conda install -yf a.txt", ["a.txt"]),
        ("conda create -f env/a", ["env/a"]),
        ("micromamba install -y -f a.yml -f b.yml", ["a.yml", "b.yml"]),
        ("micromamba create -f a.yml x", ["a.yml"]),
        ("mamba env update -n base --file a.yml", ["a.yml"]),
        ("conda install numpy", []),
        ("conda env create -f ?", [None]),
    ],
)
def test_files(text: str, expected: list[str | None]) -> None:
    assert files(read(text)) == expected


@pytest.mark.parametrize("text", ["conda install -f numpy", "conda install -yf numpy", "mamba update -f numpy"])
def test_the_flag_force_of_old(text: str) -> None:
    install = read(text)
    assert asked(install) == ["numpy"]
    assert files(install) == []
    assert install.uncertain


def test_micromamba_never_had_it() -> None:
    assert files(read("micromamba install -f numpy")) == ["numpy"]


@pytest.mark.parametrize(
    ("text", "environment", "channels"),
    [
        ("conda install -c a -c b x", {}, ["a", "b"]),
        ("conda install --channel=a,b x", {}, ["a", "b"]),
        ("conda install -c ? x", {}, [None]),
        ("conda install x", {"CONDA_CHANNELS": "a,b"}, ["a", "b"]),
        ("conda install x", {"CONDA_CHANNELS": None}, [None]),
        ("conda install x", {}, []),
    ],
)
def test_channels(text: str, environment: dict[str, str | None], channels: list[str | None]) -> None:
    assert list(read(text, **environment).channels) == channels


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("conda install ?", True),
        ("conda install numpy", False),
        ("conda env create -f ?", True),
        ("conda install -c ? numpy", False),
        ("conda create -n ? numpy", False),
        ("xargs conda install", True),
    ],
)
def test_unknown_words(text: str, unknown: bool) -> None:
    assert read(text).unknown is unknown


@pytest.mark.parametrize(
    ("text", "earlier", "environment", "yes"),
    [
        ("conda install x", (), {}, False),
        ("conda install -y x", (), {}, True),
        ("conda install x --yes", (), {}, True),
        ("conda install -qy x", (), {}, True),
        ("conda create --dry-run -n x", (), {}, True),
        ("conda install x", (), {"CONDA_ALWAYS_YES": "true"}, True),
        ("conda install x", (), {"CONDA_ALWAYS_YES": "0"}, False),
        ("conda install x", (), {"CONDA_ALWAYS_YES": None}, None),
        ("micromamba install x", (), {"MAMBA_ALWAYS_YES": "1"}, True),
        ("conda install x", ("conda config --set always_yes yes",), {}, True),
        ("conda install x", ("conda config --set always_yes no",), {}, False),
        ("conda install x", ("conda config --set auto_update_conda false",), {}, False),
        ("micromamba install x", ("micromamba config set always_yes true",), {}, True),
        ("conda install x", ("echo >/root/.condarc",), {}, None),
        ("conda install x <answers", (), {}, None),
        ("conda install --json x", (), {}, None),
        ("conda env create", (), {}, True),
        ("mamba env create", (), {}, None),
        ("conda clean -a", (), {}, False),
        ("conda config --set a b", (), {}, True),
    ],
)
def test_questions(text: str, earlier: tuple[str, ...], environment: dict[str, str | None], yes: bool | None) -> None:
    assert read(text, *earlier, **environment).assumes_yes is yes


def test_an_answer_from_a_pipe() -> None:
    command = Command(shell("conda install x").arguments, site=Site(reads_pipe=True))
    install = read_install(command)
    assert install is not None
    assert install.assumes_yes is None


@pytest.mark.parametrize(
    ("text", "earlier", "environment", "uses"),
    [
        ("conda install x", (), {}, True),
        ("conda install -c conda-forge x", (), {}, True),
        ("conda install --override-channels -c conda-forge x", (), {}, False),
        ("conda install --override-channels -c defaults x", (), {}, True),
        ("conda install --override-channels -c ? x", (), {}, None),
        ("conda install -c nodefaults x", (), {}, False),
        ("conda install x", ("conda config --remove channels defaults",), {}, False),
        ("conda install x", ("conda config --remove-key channels",), {}, False),
        (
            "conda install x",
            ("conda config --remove channels defaults", "conda config --add channels defaults"),
            {},
            True,
        ),
        ("conda install x", ("conda config --add channels conda-forge",), {}, True),
        ("conda install x", ("conda config --add default_channels https://mirror.acme.org/main",), {}, None),
        ("conda install x", ("cp a /root/.condarc",), {}, None),
        ("conda install x", (), {"CONDA_DEFAULT_CHANNELS": "conda-forge"}, None),
        ("micromamba install x", (), {}, False),
        ("micromamba install -c defaults x", (), {}, True),
    ],
)
def test_default_channels(
    text: str, earlier: tuple[str, ...], environment: dict[str, str | None], uses: bool | None
) -> None:
    assert read(text, *earlier, **environment).uses_defaults is uses


def test_versions_that_the_shell_drops() -> None:
    assert [one.text for one in read("conda install python>=3.8 numpy<2").dropped] == ["python>=3.8", "numpy<2"]


@pytest.mark.parametrize(
    ("text", "brings", "only_installers"),
    [
        ("conda install numpy", True, False),
        ("conda update conda", False, True),
        ("conda create -n x python=3.10 pip", False, True),
        ("conda env create", True, False),
        ("conda update --all", False, False),
        ("conda remove numpy", False, False),
        ("conda install --dry-run numpy", False, False),
        ("conda clean -a", False, False),
    ],
)
def test_dependencies(text: str, brings: bool, only_installers: bool) -> None:
    install = read(text)
    assert (install.brings_dependencies, install.only_installers) == (brings, only_installers)
