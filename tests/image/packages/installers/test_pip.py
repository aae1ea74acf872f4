"""pip's command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.dockerfile.source import Span
from mlint.image.packages.installers import read_install
from mlint.image.packages.installers.pip import read
from mlint.shell.commands import Argument, Command
from tests.image.helpers import shell

if TYPE_CHECKING:
    from mlint.image.packages.installs import Install


def pip(text: str, **environment: str | None) -> Install:
    install = read(shell(text, **environment))
    assert install is not None
    return install


def names(install: Install) -> list[str]:
    return [one.text for one in install.requirements]


@pytest.mark.parametrize(
    ("text", "python"),
    [
        ("pip install x", None),
        ("pip3 install x", None),
        ("pip3.12 install x", "python3.12"),
        ("pip-3.11 install x", "python3.11"),
        ("/opt/venv/bin/pip install x", "/opt/venv/bin/python"),
        (".venv/bin/pip3 install x", ".venv/bin/python3"),
        ("python -m pip install x", "python"),
        ("python3.11 -m pip install x", "python3.11"),
        ("/usr/bin/python3 -u -B -I -m pip install x", "/usr/bin/python3"),
        ("python -X utf8 -Wignore -W default -Xdev -m pip install x", "python"),
        ("python -Im pip install x", "python"),
        ("python -mpip install x", "python"),
        ("python --check-hash-based-pycs always -m pip install x", "python"),
        ("python3 /usr/bin/pip3 install x", "python3"),
        ("py -3.11 -m pip install x", "py"),
        ("pypy3 -m pip install x", "pypy3"),
        ("sudo -H pip install x", None),
        ("env A=b python -m pip install x", "python"),
        ("conda run -n env pip install x", None),
        ("uv run pip install x", None),
        ("pip --python /opt/py install x", "/opt/py"),
        ("pip --python=/opt/py install x", "/opt/py"),
    ],
)
def test_spellings_of_pip(text: str, python: str | None) -> None:
    install = read_install(shell(text))
    assert install is not None
    assert (install.manager, install.verb, names(install), install.python) == ("pip", "install", ["x"], python)
    assert not install.unknown
    assert not install.uncertain


@pytest.mark.parametrize(
    "text",
    [
        "uv pip install x",
        "pipenv install x",
        "pipx install x",
        "pip",
        "pip --version",
        "pip list",
        "pip freeze",
        "pip ? x",
        "? install x",
        "python",
        "python -c pip install",
        "python -m pipx install x",
        "python -m venv pip",
        "python - pip install",
        "python setup.py install",
        "python pip install x",
        "python ? -m pip install x",
        "python -m",
        "python -X",
        "pyenv install 3.12",
        "apt-get install python3-pip",
        "bash -c pip",
    ],
)
def test_what_is_not_an_install_of_pip(text: str) -> None:
    assert read(shell(text)) is None
    assert read(shell(text)) is None


@pytest.mark.parametrize("verb", ["install", "download", "wheel", "uninstall"])
def test_verbs_with_requirements(verb: str) -> None:
    install = pip(f"pip {verb} torch")
    assert (install.verb, names(install)) == (verb, ["torch"])


@pytest.mark.parametrize("verb", ["cache purge", "config set global.index-url https://x"])
def test_verbs_without(verb: str) -> None:
    install = pip(f"pip {verb}")
    assert [verb.split()[0], *[word.value or "" for word in install.words]] == verb.split()
    assert install.requirements == ()


@pytest.mark.parametrize(
    ("words", "requirements"),
    [
        ("torch numpy", "torch numpy"),
        ("-r requirements.txt torch", "torch"),
        ("-rrequirements.txt torch", "torch"),
        ("-Ur requirements.txt torch", "torch"),
        ("-qqr requirements.txt torch", "torch"),
        ("-qUt dir torch", "torch"),
        ("--requirement=requirements.txt torch", "torch"),
        ("-c constraints.txt -i https://x torch", "torch"),
        ("-f https://x -t dir -e . -C a=b torch", "torch"),
        ("--index-url https://x --extra-index-url https://y torch", "torch"),
        ("--find-links https://x --target dir --prefix /p torch", "torch"),
        ("--platform linux --python-version 3.11 --timeout 9 --retries 3 torch", "torch"),
        ("--trusted-host h --only-binary :all: --no-binary x torch", "torch"),
        ("--progress-bar off --root-user-action ignore --upgrade-strategy eager torch", "torch"),
        ("--group dev --report - --global-option --x torch", "torch"),
        ("-b /tmp/build --install-option --no-deps torch", "torch"),
        ("torch --extra https://x", "torch"),
        ("--index https://x torch", "torch"),
        ("--no-cache torch", "torch"),
        ("--pre --user torch", "torch"),
        ("-U --no-deps -I -v torch --force-reinstall", "torch"),
        ("-- -x torch", "-x torch"),
        ("torch --no-cache-dir numpy", "torch numpy"),
        ("", ""),
        ("-r", ""),
    ],
)
def test_values_of_options_are_no_packages(words: str, requirements: str) -> None:
    assert " ".join(names(pip(f"pip install {words}".strip()))) == requirements


def test_options_before_the_verb() -> None:
    install = pip("pip --no-cache-dir --proxy install -q --cert c install torch")
    assert names(install) == ["torch"]
    assert install.has("--no-cache-dir")
    assert [option.value for option in install.options["--proxy"]] == ["install"]


def test_a_requirement_has_its_place() -> None:
    text = "pip install torch \"Numpy[a]>=1 ; python_version < '3'\""
    first, second = pip(text).requirements
    assert (text[first.span.start : first.span.end], first.literal, first.quoted) == ("torch", True, False)
    assert (second.name, second.extras, second.specifier, second.quoted) == ("numpy", ("a",), ">=1", True)
    assert second.marker == "python_version < '3'"
    assert text[second.span.start] == '"'


def test_options_have_their_places() -> None:
    text = "pip install -Urreq.txt --index-url=https://x -c con.txt"
    install = pip(text)
    spans = [option.span for name in install.options for option in install.options[name]]
    assert [text[span.start : span.end] for span in spans if span] == [
        "-Urreq.txt",
        "-Urreq.txt",
        "--index-url=https://x",
        "-c con.txt",
    ]
    (requirements,) = install.requirement_files
    (constraints,) = install.constraint_files
    assert requirements.span is not None
    assert text[requirements.span.start : requirements.span.end] == requirements.path == "req.txt"
    assert constraints.span is not None
    assert text[constraints.span.start : constraints.span.end] == constraints.path == "con.txt"
    index = install.option("--index-url")
    assert index is not None
    assert index.value_span == Span(text.index("https"), text.index(" -c"))
    assert text[install.verb_span.start : install.verb_span.end] == "install"
    assert install.span == Span(0, len("pip install"))


def test_editables_and_groups() -> None:
    install = pip("pip install -e .[dev] --editable=git+https://g/h#egg=h -e ? --group dev --group ? torch")
    assert [(one.path, one.name, one.extras) for one in install.editables] == [(".", None, ("dev",)), (None, "h", ())]
    assert install.groups == ("dev",)
    assert install.names == {"h", "torch"}
    assert install.unknown


def test_indexes() -> None:
    install = pip("pip install -i https://a -i https://b --extra-index-url https://c -f https://d --no-index x")
    indexes = install.indexes
    assert indexes.urls == ("https://b", "https://c", "https://d")
    assert (indexes.index_url, indexes.no_index, indexes.unknown) == ("https://b", True, False)
    assert pip("pip install -i ? x").indexes.unknown
    assert pip("pip install -i ? x").indexes.index_url is None
    assert not pip("pip install -i ? -i https://a x").indexes.unknown
    assert pip("pip install x", PIP_EXTRA_INDEX_URL=None).indexes.unknown


def test_unknown_words() -> None:
    install = pip("pip install ? torch")
    assert install.unknown
    assert names(install) == ["torch"]
    assert not pip("pip install --index-url ? torch").unknown
    assert pip("pip install -r ? torch").unknown
    assert pip("pip install -r ? torch").requirement_files[0].path is None
    assert pip("xargs -a req.txt pip install").unknown


@pytest.mark.parametrize(
    ("words", "uncertain"),
    [
        ("--no-such-option torch", True),
        ("-Z torch", True),
        ("--no-c torch", True),
        ("--only torch==1 numpy", True),
        ("--no-cache torch", False),
        ("--process-dependency-links --build x torch", False),
    ],
)
def test_unknown_options(words: str, uncertain: bool) -> None:
    assert pip(f"pip install {words}").uncertain is uncertain


def test_an_ambiguous_option_of_values_takes_its_value() -> None:
    """``--only`` means --only-binary for every pip before 26.1."""
    assert names(pip("pip install --only-b :all: torch")) == ["torch"]
    assert names(pip("pip install --dest torch numpy")) == ["torch", "numpy"]
    assert names(pip("pip download --destination-d out numpy")) == ["numpy"]


def test_variables() -> None:
    install = pip(
        "pip install torch -f https://c",
        PIP_INDEX_URL="https://a",
        PIP_FIND_LINKS="https://b /w",
        PIP_REQUIREMENT="a.txt b.txt",
        PIP_NO_DEPS="yes",
        PIP_PRE="0",
        PIP_UPGRADE="",
        PIP_QUIET="3",
        PIP_DEFAULT_TIMEOUT="100",
        PIP_VERSION="24.0",
        PIP_PACKAGES="x",
    )
    assert install.indexes.index_url == "https://a"
    assert install.indexes.find_links == ("https://b", "/w", "https://c")
    assert [file.path for file in install.requirement_files] == ["a.txt", "b.txt"]
    assert [file.span for file in install.requirement_files] == [None, None]
    assert install.has("--no-deps")
    assert install.has("--timeout")
    assert not install.has("--pre")
    assert not install.has("--upgrade")
    assert not install.has("--version")
    assert not install.uncertain


def test_variables_that_are_no_booleans() -> None:
    assert pip("pip install torch", PIP_PRE="maybe").uncertain
    assert pip("pip install torch", PIP_NO_CACHE_DIR="/tmp").uncertain


def test_isolated_pip_ignores_variables() -> None:
    assert pip("pip --isolated install torch", PIP_INDEX_URL="https://a").indexes.index_url is None
    assert pip("pip install --isolated torch", PIP_INDEX_URL="https://a").indexes.index_url is None


def test_editables_of_the_environment() -> None:
    (editable,) = pip("pip install", PIP_EDITABLE="src").editables
    assert (editable.path, editable.span) == ("src", Span(0, 3))


def test_an_installer_in_a_variable() -> None:
    """``$PIP install x`` with PIP="python -m pip": words that share the place of the variable."""
    span = Span(4, 8)
    words = tuple(Argument(word, span, literal=False) for word in ("python", "-m", "pip"))
    rest = (Argument("install", Span(9, 16)), Argument("x", Span(17, 18)))
    install = read(Command((*words, *rest)))
    assert install is not None
    assert install.span == Span(4, 16)
    assert names(install) == ["x"]


def test_a_value_in_a_word_that_is_not_literal() -> None:
    """The place of the value is then that of the whole word."""
    span = Span(12, 40)
    words = (
        Argument("pip", Span(0, 3)),
        Argument("install", Span(4, 11)),
        Argument("--index-url=https://x", span, quoted=True, literal=False),
    )
    install = read(Command(words))
    assert install is not None
    index = install.option("--index-url")
    assert index is not None
    assert index.value_span == span
