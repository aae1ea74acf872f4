"""The Markdown page with what was measured."""

import platform
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence

from tests.benchmarks.builds.measure import Check, Result, Variant

TOLERANCE = 0.3


def report(results: Sequence[Result], bases: Mapping[str, int]) -> str:
    checked = [(result, check) for result in results for check in result.checks]
    return (
        "\n\n".join(
            [
                "# What the fixes save, measured",
                _how(results, bases),
                "## Before and after",
                _BEFORE_AND_AFTER,
                _images(results),
                "## Estimates",
                _estimates_text([check for _, check in checked]),
                _estimates(checked),
                *_failures(results),
            ]
        )
        + "\n"
    )


_BEFORE_AND_AFTER = """\
Image size in MB (layers not compressed) and the rebuild in seconds after a comment was added to one source file: as
the project was written, after `mlint check --fix`, and after `mlint check --fix --unsafe-fixes`. *Starts* tells whether
each image then answers on its port, or its script exits with 0."""


def _how(results: Sequence[Result], bases: Mapping[str, int]) -> str:
    version = _output("buildah", "--version").partition(" version ")[2].partition(" ")[0]
    sizes = ", ".join(f"{name.removeprefix('docker.io/library/')} {_mb(size)}" for name, size in bases.items())
    return f"""\
`make bench-builds` wrote this page: it builds {len(results)} small projects (tests/benchmarks/builds/projects) with
buildah {version} on {platform.system()} {platform.machine()}, starts every image, and builds it again after one changed
line. Every first build begins without any cache.

The base images are made with debootstrap from Debian 12 and carry the names of the official ones. Their Python is
Debian's 3.11 with pip 24.0, not the one that the official images compile; the full image holds the packages that
buildpack-deps lists. Sizes in MB: {sizes}.

Sizes hardly depend on the machine. Times do, and on what else it does; each was taken once. pip reaches PyPI through a
server on the same machine that keeps what it fetched, so most downloads take no time here. conda channels,
download.pytorch.org and model hubs are not covered: nothing here measures torch, conda or CUDA images."""


def _output(*command: str) -> str:
    """What a program prints; nothing where there is none, or it fails."""
    if not shutil.which(command[0]):
        return ""
    return subprocess.run(command, capture_output=True, encoding="utf-8").stdout.strip()


def _images(results: Iterable[Result]) -> str:
    rows = []
    for result in results:
        before, fixed, unsafe = (result.variants[name] for name in ("before", "fixed", "unsafe"))
        three = (before, fixed, unsafe)
        rows.append(
            (
                f"{result.title} (`{result.name}`)",
                *(_mb(one.bytes) if one.bytes else "-" for one in three),
                *(f"{one.seconds:.0f}" if one.bytes else "-" for one in three),
                *(f"{one.rebuild_seconds:.1f}" if one.bytes else "-" for one in three),
                _starts(three),
                ", ".join(one for one in before.remaining if one not in unsafe.remaining) or "-",
            )
        )
    heads = ("project", "MB", "fixed", "unsafe", "build s", "fixed", "unsafe", "rebuild s", "fixed", "unsafe")
    return _table((*heads, "starts", "repaired"), rows, right=range(1, 10))


def _starts(variants: Sequence[Variant]) -> str:
    if not any(one.failed for one in variants):
        return "yes"
    return ", ".join("no" if one.failed else "yes" for one in variants)


def _estimates_text(checks: Sequence[Check]) -> str:
    close = sum(1 for check in checks if _is_close(check))
    bounds = [check for check in checks if check.at_least]
    missed = sum(1 for check in bounds if check.predicted > check.measured)
    return f"""\
What mlint says that a finding costs, against a build in which only the cause of that finding is gone: by mlint's own
fix, or by a repair written by hand where there is none (†). `image`: what the image has less. `rebuild`: what the
build after a changed line fetches less, as pip and uv report it. Findings may share bytes: with link mode copy (ML320)
every package is there twice, so what ML323 finds, too. pip's cache (ML301) also keeps pages of the index.

{close} of {len(checks)} estimates are within 30 % of what was measured. {len(bounds)} say "at least" (≥); of these \
{missed} are larger
than what was measured."""


def _estimates(checked: Sequence[tuple[Result, Check]]) -> str:
    rows = [
        (
            f"`{result.name}`",
            check.code + (" †" if check.by_hand else ""),
            check.of,
            ("≥ " if check.at_least else "") + _mb(check.predicted, 1),
            _mb(check.measured, 1),
            f"{check.measured / check.predicted:.2f}",
            "yes" if _is_close(check) else "no",
        )
        for result, check in sorted(checked, key=lambda one: (one[1].code, one[0].name))
    ]
    heads = ("project", "rule", "of", "predicted MB", "measured MB", "measured / predicted", "within 30 %")
    return _table(heads, rows, right=(3, 4, 5))


def _is_close(check: Check) -> bool:
    return abs(check.predicted - check.measured) <= TOLERANCE * check.measured


def _failures(results: Iterable[Result]) -> list[str]:
    lines = []
    for result in results:
        for name, variant in result.variants.items():
            if variant.failed:
                last = variant.failed.strip().splitlines()[-1].replace("|", "\\|")
                lines.append(f"- `{result.name}`, {name}: `{last[:200]}`")
        lines += [f"- `{result.name}`: {problem.strip().splitlines()[0]}" for problem in result.problems]
    return ["## What does not work", "\n".join(dict.fromkeys(lines))] if lines else []


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int]) -> str:
    to_the_right = set(right)
    rule = ["---:" if number in to_the_right else "---" for number in range(len(heads))]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (heads, rule, *rows))


def _mb(size: float, digits: int = 0) -> str:
    return f"{size / 1e6:,.{digits}f}"
