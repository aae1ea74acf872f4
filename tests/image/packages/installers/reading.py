"""What the tests of the readers ask of a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlint.image.packages.installers import read_install
from mlint.image.packages.installs import Surroundings
from tests.image.helpers import shell

if TYPE_CHECKING:
    from mlint.image.packages.installs import Install


def read(text: str, *earlier: str, **environment: str | None) -> Install:
    """The install of a command, after ``earlier`` ones."""
    install = read_install(shell(text, **environment))
    assert install is not None
    install.surroundings = Surroundings(earlier=[shell(one) for one in earlier], home="/root")
    return install


def asked(install: Install) -> list[str]:
    """The requirements as name and specifier, or as URL, or as path."""
    return [f"{one.url or one.path or one.name}{one.specifier}" for one in install.requirements]


def files(install: Install) -> list[str | None]:
    return [file.path for file in install.requirement_files]
