"""Timing of whole processes: programs take turns, so that whatever else the machine does strikes them alike."""

import resource
import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.peers import FINDINGS_OR_NONE, Sandbox, Tool


class Failed(SystemExit):
    """A tool did not lint what it was given."""


@dataclass
class Times:
    """Seconds on the clock and on the processors, by tool, then by what was linted, one for each repetition."""

    wall: dict[str, dict[object, list[float]]] = field(default_factory=dict)
    cpu: dict[str, dict[object, list[float]]] = field(default_factory=dict)

    def add(self, tool: str, subject: object, wall: float, cpu: float) -> None:
        self.wall.setdefault(tool, {}).setdefault(subject, []).append(wall)
        self.cpu.setdefault(tool, {}).setdefault(subject, []).append(cpu)

    def median(self, tool: str) -> float:
        """Over all subjects, of each one's median."""
        return _medians(self.wall[tool])

    def median_cpu(self, tool: str) -> float:
        return _medians(self.cpu[tool])

    def slowest(self, tool: str) -> float:
        return max(statistics.median(values) for values in self.wall[tool].values())

    def ratio(self, tool: str, base: str) -> float:
        """How many times as long as `base` the tool takes: the median of the pairs, subject by subject."""
        pairs = [
            statistics.median(values) / statistics.median(self.wall[base][subject])
            for subject, values in self.wall[tool].items()
            if subject in self.wall[base]
        ]
        return statistics.median(pairs)


def timed(tool: Tool, files: Sequence[Path], sandbox: Sandbox, timeout: float | None = None) -> tuple[float, float]:
    """One call; anything but a completed lint ends the benchmark, for its time would mean nothing."""
    if sys.platform == "win32":
        raise NotImplementedError("measured on Linux and macOS")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    answer = sandbox.run([*tool.command, *map(str, files)], timeout)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if answer.returncode not in FINDINGS_OR_NONE:
        where = f"{files[0]}" if len(files) == 1 else f"{len(files)} files"
        raise Failed(f"{tool.name} failed on {where}: exit {answer.returncode}\n{answer.stderr.decode()[:2000]}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def one_by_one(tools: Sequence[Tool], files: Sequence[Path], repeat: int, sandbox: Sandbox) -> Times:
    """Each file in a call of its own; a first round, not counted, warms the caches."""
    times = Times()
    for number in range(repeat + 1):
        for place, file in enumerate(files):
            for tool in _turn(tools, number + place):
                wall, cpu = timed(tool, [file], sandbox)
                if number:
                    times.add(tool.name, file, wall, cpu)
        progress(f"round {number} of {repeat}")
    return times


def in_one_call(tools: Sequence[Tool], files: Sequence[Path], repeat: int, sandbox: Sandbox) -> Times:
    """All the files in one call; asking which files are readable has warmed the caches."""
    times = Times()
    for number in range(repeat):
        for tool in _turn(tools, number):
            times.add(tool.name, len(files), *timed(tool, files, sandbox))
        progress(f"round {number + 1} of {repeat}")
    return times


def progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _turn(tools: Sequence[Tool], number: int) -> Iterable[Tool]:
    first = number % len(tools)
    return [*tools[first:], *tools[:first]]


def _medians(by_subject: dict[object, list[float]]) -> float:
    return statistics.median(statistics.median(values) for values in by_subject.values())
