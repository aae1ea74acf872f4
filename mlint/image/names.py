"""The names by which people say what an image is for: of the file, its folder, its stages and its base images.

Of the folders only the nearest one counts, since it holds this file and few others, while those further up name
projects and checkouts (``/home/me/dev/…``, ``gpu-tools/api/Dockerfile``). Folders that only say that Dockerfiles lie in
them (``docker/``) are looked through: ``tests/docker/Dockerfile`` is one of the tests. The path counts as mlint was
given it, made relative to the current folder when it is absolute and below; any other absolute path tells nothing but
the file's name, so that the same file gets the same answer wherever the checkout lies.
"""

from __future__ import annotations

import os

from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from mlint.build import Build
    from mlint.dockerfile.source import Span

    Kind = Literal["file", "folder", "stage", "image"]

_HOLDING_DOCKERFILES = frozenset(
    {".docker", "build", "container", "containers", "docker", "docker-images", "docker_images", "dockerfile"}
    | {"dockerfiles", "image", "images"}
)


class Name(Record):
    """A name: of what it is one, its text, and its place in the Dockerfile (None: it stands in the path)."""

    kind: Kind
    text: str
    span: Span | None

    @property
    def words(self) -> list[str]:
        """The parts between everything that is no letter or digit, in lower case."""
        return words_of(self.text)


def words_of(text: str) -> list[str]:
    """The parts between everything that is no letter or digit, in lower case: ``cpu.Dockerfile`` is cpu, dockerfile."""
    return "".join(char if char.isalnum() else " " for char in text.lower()).split()


def path_names(path: str) -> list[Name]:
    """The names in the path of a Dockerfile: the file's and, when there is one, the nearest folder's that tells."""
    if os.path.isabs(path):
        here = os.path.join(os.getcwd(), "")
        path = path.removeprefix(here) if path.startswith(here) else os.path.basename(path)
    *folders, file = os.path.normpath(path).replace("\\", "/").split("/")
    telling = [folder for folder in folders if folder.lower() not in _HOLDING_DOCKERFILES and folder != ".."]
    return [Name("file", file, None), *(Name("folder", folder, None) for folder in telling[-1:])]


def names_of(build: Build) -> Iterator[Name]:
    """The names of the file, its folder, and of the stages that are built, with the images that these begin with."""
    yield from path_names(build.path)
    for stage in build.stages:
        if not stage.is_reached:
            continue
        arguments = stage.start.arguments
        if stage.name and arguments:
            yield Name("stage", stage.name, arguments[-1].span())
        if stage.base_image and arguments:
            yield Name("image", stage.base_image.written, arguments[0].span())


def edits_between(one: str, other: str) -> int:
    """How many letters are to be put in, taken out or replaced to make ``other`` of ``one``."""
    row = list(range(len(other) + 1))
    for count, letter in enumerate(one, start=1):
        diagonal, row[0] = row[0], count
        for index, another in enumerate(other, start=1):
            diagonal, row[index] = row[index], min(row[index] + 1, row[index - 1] + 1, diagonal + (letter != another))
    return row[-1]
