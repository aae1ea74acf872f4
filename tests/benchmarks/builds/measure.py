"""One project: mlint's findings in it, its image before and after the fixes, and what each estimate comes to."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.benchmarks.builds import bases
from tests.benchmarks.builds.buildah import Buildah, BuildError
from tests.benchmarks.builds.projects import Project

ROOT = Path(__file__).parents[3]
_WITHOUT_SIZE = re.compile(r'url = "([^"]+(?:none-any|x86_64)\.whl)", hash = "[^"]+"(?!, size)')
VARIANTS = {"before": None, "fixed": ("--fix",), "unsafe": ("--fix", "--unsafe-fixes")}


@dataclass
class Variant:
    """One state of a project's files: its image, and whether it starts ("" when it does)."""

    bytes: int = 0
    seconds: float = 0.0
    rebuild_seconds: float = 0.0
    rebuild_downloaded: int = 0
    failed: str = ""
    remaining: list[str] = field(default_factory=list)
    """The codes of what mlint still finds."""


@dataclass
class Check:
    """One estimate: the bytes that mlint predicts, and what image or rebuild have less without its cause."""

    code: str
    of: str
    at_least: bool
    predicted: int
    measured: int
    by_hand: bool = False


@dataclass
class Result:
    """What was measured of one project."""

    name: str
    title: str
    variants: dict[str, Variant] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Result":
        variants = {name: Variant(**one) for name, one in data["variants"].items()}
        return cls(data["name"], data["title"], variants, [Check(**one) for one in data["checks"]], data["problems"])


def measure(project: Project, buildah: Buildah, progress: Callable[[str], None]) -> Result:
    """Build all variants of a project, one after the other."""
    folder = buildah.work / "projects" / project.name
    shutil.rmtree(folder, ignore_errors=True)
    pristine = folder / "pristine"
    pristine.mkdir(parents=True)
    project.write(pristine)
    if project.lock:
        progress(f"{project.name}: locking")
        lock(project, pristine, buildah)
    result = Result(project.name, project.title)
    seen: dict[str, Variant] = {}
    for name, options in VARIANTS.items():
        context = folder / name
        shutil.copytree(pristine, context)
        if options:
            mlint(context, *options)
        variant = seen.get(content(context))
        if variant is None:
            progress(f"{project.name}: building it {name}")
            # Where a layer has two successors buildah may look for the next one below the wrong one.
            buildah.remove_images(bases.NAMES)
            variant = seen[content(context)] = build_and_start(project, context, f"{project.name}-{name}", buildah)
        if variant.failed:
            progress(f"{project.name} {name}: {variant.failed}")
        result.variants[name] = variant
    result.checks = list(checks(project, pristine, seen, buildah, progress, result.problems))
    buildah.remove_images(bases.NAMES)
    shutil.rmtree(folder)
    return result


def build_and_start(project: Project, context: Path, tag: str, buildah: Buildah) -> Variant:
    """Build without any cache, start, change one line, build again."""
    variant = Variant(remaining=sorted({finding["code"] for finding in findings(context)}))
    try:
        built = buildah.build(context, tag, cached=False)
        variant.bytes, variant.seconds = built.bytes, built.seconds
        variant.failed = buildah.start(tag, project.port, project.path)
        variant.rebuild_seconds, variant.rebuild_downloaded = rebuild(project, context, tag, buildah)
    except BuildError as error:
        variant.failed = f"the build fails: {error}"
    return variant


def rebuild(project: Project, context: Path, tag: str, buildah: Buildah) -> tuple[float, int]:
    """Seconds and downloaded bytes of a build after a changed line; the change is taken back."""
    file = context / project.changes
    before = file.read_bytes()
    with file.open("a", encoding="utf-8") as stream:
        stream.write("\n" if file.suffix == ".ipynb" else f"# changed at {time.time_ns()}\n")
    built = buildah.build(context, f"{tag}-again")
    file.write_bytes(before)
    return built.seconds, built.downloaded


def checks(
    project: Project,
    pristine: Path,
    seen: dict[str, Variant],
    buildah: Buildah,
    progress: Callable[[str], None],
    problems: list[str],
) -> Iterable[Check]:
    """Each estimate of mlint for the project against a build in which only its cause is gone.

    ``seen`` are the variants that are built already, by their content.
    """
    estimated: dict[str, list[dict[str, Any]]] = {}
    for finding in findings(pristine):
        if finding.get("estimate"):
            estimated.setdefault(finding["code"], []).append(finding)
    before = seen[content(pristine)]
    for code, found in estimated.items():
        context = pristine.with_name(code)
        shutil.copytree(pristine, context)
        by_hand = code in project.by_hand
        if by_hand:
            (context / "Dockerfile").write_text(project.by_hand[code], "utf-8")
        else:
            mlint(context, "--fix", "--unsafe-fixes", f"--select={code}")
        if content(context) == content(pristine):
            problems.append(f"{code} has an estimate and no fix here")
            continue
        of = found[0]["estimate"]["of"]
        after = seen.get(content(context))
        if after is None:
            progress(f"{project.name}: building it without what {code} finds")
            try:
                after = build_without(project, context, code, of, buildah)
            except BuildError as error:
                problems.append(f"{code}: the repaired image cannot be built: {error}")
                continue
        measured = before.bytes - after.bytes
        if of == "rebuild":
            measured = before.rebuild_downloaded - after.rebuild_downloaded
        predicted = sum(finding["estimate"]["bytes"] for finding in found)
        at_least = any(finding["estimate"]["at_least"] for finding in found)
        yield Check(code, of, at_least, predicted, measured, by_hand)


def build_without(project: Project, context: Path, code: str, of: str, buildah: Buildah) -> Variant:
    """What the check of an estimate needs to know of a repaired project."""
    tag = f"{project.name}-{code.lower()}"
    buildah.remove_images(bases.NAMES)
    after = Variant(buildah.build(context, tag).bytes)
    if of == "rebuild":
        after.rebuild_seconds, after.rebuild_downloaded = rebuild(project, context, tag, buildah)
    return after


def lock(project: Project, context: Path, buildah: Buildah) -> None:
    """Write a uv.lock with the uv that the project asks for."""
    with buildah.container(bases.SLIM) as name:
        volumes = [f"--volume={one}" for one in (*buildah.shared, f"{context}:/project")]
        words = f"pip install --quiet {project.lock} && cd /project && uv lock --quiet"
        run = ("run", "--isolation=chroot", "--network=host", *volumes, name, "--", "sh", "-c", words)
        answer = buildah.call(*run)
    if answer.returncode:
        raise SystemExit(f"uv lock failed: {answer.stderr[-2000:]}")
    file = context / "uv.lock"
    file.write_text(_WITHOUT_SIZE.sub(_with_size, file.read_text("utf-8")), "utf-8")


def _with_size(found: re.Match[str]) -> str:
    """The entry of a wheel with the size that uv writes where the index tells it, which not every mirror does."""
    request = urllib.request.Request(found[1], method="HEAD")
    with urllib.request.urlopen(request, timeout=60) as answer:
        return f"{found[0]}, size = {answer.headers['Content-Length']}"


def mlint(context: Path, *options: str) -> str:
    """The output of mlint from this checkout for the Dockerfile of ``context``; a crash ends the benchmark."""
    fixed = ("check", "--isolated", "--fail-on=never", f"--context={context}")
    command = [sys.executable, "-m", "mlint", *fixed, *options, str(context / "Dockerfile")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "rules")))}
    answer = subprocess.run(command, cwd=context, capture_output=True, encoding="utf-8", env=environment)
    if answer.returncode:
        raise SystemExit(f"mlint failed on {context}: {answer.stderr}")
    return answer.stdout


def findings(context: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(mlint(context, "--format=json"))["findings"]
    return found


def content(context: Path) -> str:
    """A digest of all files in a folder."""
    digest = sha256()
    for file in sorted(path for path in context.rglob("*") if path.is_file()):
        digest.update(f"{file.relative_to(context)}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()
