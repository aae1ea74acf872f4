"""The projects that are built: each a Markdown file with what it is, how it starts, and its files as code blocks.

The line `Starts:` tells `exits 0` or `GET <port> <path>`, `Changes:` the file that has another line in the rebuild.
`Generates: <path> <megabytes>` adds a file of random bytes, `Locks: <requirement>` a uv.lock. Blocks are named behind
their language; `dockerfile ML213` is the Dockerfile as a person would repair what mlint reports and does not fix.
"""

import random
import re
import tarfile
from dataclasses import dataclass, field
from pathlib import Path

PROJECTS = Path(__file__).with_name("projects")

_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SETTING = re.compile(r"^(Starts|Changes|Generates|Locks): (.+)$", re.MULTILINE)
_MEGABYTE = 1_000_000


@dataclass
class Project:
    """One of the projects."""

    name: str
    title: str
    files: dict[str, str] = field(default_factory=dict)
    by_hand: dict[str, str] = field(default_factory=dict)
    """Dockerfiles without the finding of a rule, by its code."""
    generated: dict[str, float] = field(default_factory=dict)
    changes: str = ""
    port: int | None = None
    path: str = ""
    lock: str = ""

    def write(self, folder: Path) -> None:
        """Write its files, the same at every call; a name that ends in .tar.gz is an archive of a generated file."""
        for name, text in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
        for name, megabytes in self.generated.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            archive = name.endswith(".tar.gz")
            unpacked = path.with_name(path.name.removesuffix(".tar.gz")) if archive else path
            unpacked.write_bytes(random.Random(name).randbytes(int(megabytes * _MEGABYTE)))
            if archive:
                with tarfile.open(path, "w:gz", compresslevel=1) as tar:
                    tar.add(unpacked, unpacked.name)
                unpacked.unlink()


def read(names: list[str]) -> list[Project]:
    """The projects with these names, all when there are none."""
    files = sorted(PROJECTS.glob("*.md"))
    unknown = set(names) - {file.stem for file in files}
    if unknown:
        raise SystemExit(f"no project is called {', '.join(sorted(unknown))}; there are {[one.stem for one in files]}")
    return [_read(file) for file in files if not names or file.stem in names]


def _read(file: Path) -> Project:
    text = file.read_text("utf-8")
    project = Project(file.stem, text.partition("\n")[0].removeprefix("# "))
    for language, name, block in _BLOCK.findall(text):
        if language == "dockerfile" and name:
            project.by_hand[name] = block
        else:
            project.files["Dockerfile" if language == "dockerfile" else name] = block
    for key, value in _SETTING.findall(_BLOCK.sub("", text)):
        match key, value.split():
            case "Starts", ["GET", port, path]:
                project.port, project.path = int(port), path
            case "Starts", ["exits", "0"]:
                pass
            case "Changes", [name]:
                project.changes = name
            case "Generates", [name, megabytes]:
                project.generated[name] = float(megabytes)
            case "Locks", [requirement]:
                project.lock = requirement
            case _:
                raise ValueError(f"{file}: {key}: {value}")
    return project
