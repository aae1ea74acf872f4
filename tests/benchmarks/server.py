r"""The language servers of mlint and tally on this machine, as a Markdown report on stdout.

    python -m tests.benchmarks.server                 200 edits, 10,000 edits for the memory
    python -m tests.benchmarks.server --edits 50 --long 0 --only mlint

A client of a few lines, so that its own time does not count, opens a Dockerfile of 100 lines with its build context,
types a character and saves at once. Measured is what an editor sees: from the first byte of the change to the last byte
of the diagnostics for that version; and the processor time of the server, which a busy machine changes less. The
servers take turns, edit by edit.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.peers import PEERS, ROOT

LINES = 100


def dockerfile() -> str:
    """100 lines: two stages, a context that is copied, installs from files, findings of several kinds."""
    head = [
        "FROM nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04 AS build",
        "ARG PYTHON=3.11",
        "ENV DEBIAN_FRONTEND=noninteractive PIP_NO_CACHE_DIR=1",
        "WORKDIR /app",
        "COPY requirements.txt .",
        "RUN apt-get update && apt-get install -y python${PYTHON} python3-pip git",
        "RUN pip install -r requirements.txt",
        "COPY . .",
    ]
    body = []
    for number in range(16):
        body += [
            f"RUN curl -fsSL https://example.org/tool-{number}.tar.gz -o /tmp/tool.tar.gz && \\",
            "    tar -xzf /tmp/tool.tar.gz -C /opt && \\",
            "    rm /tmp/tool.tar.gz",
            f'ENV TOOL_{number}="/opt/tool-{number}/bin"',
            f"# step {number}",
        ]
    tail = [
        "FROM python:3.11",
        "RUN pip install torch==2.5.1 transformers==4.46.0",
        "COPY --from=build /opt /opt",
        "COPY --from=build /app /app",
        "WORKDIR /app",
        "RUN useradd app",
        "USER app",
        "EXPOSE 8000",
        'HEALTHCHECK CMD ["curl", "-f", "http://localhost:8000/health"]',
        "STOPSIGNAL SIGTERM",
        "LABEL org.opencontainers.image.title=app",
        'CMD ["uvicorn", "app.main:app", "--port", "8000"]',
    ]
    lines = [*head, *body, *tail]
    assert len(lines) == LINES
    return "\n".join(lines) + "\n"


def project(folder: Path) -> Path:
    """The Dockerfile in a repository with 300 files around it."""
    (folder / ".git").mkdir(parents=True)
    (folder / "requirements.txt").write_text("torch==2.5.1\nfastapi==0.115.0\nuvicorn==0.32.0\n")
    for number in range(300):
        path = folder / "app" / f"part{number % 20}" / f"module_{number}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("VALUE = 1\n")
    path = folder / "Dockerfile"
    path.write_text(dockerfile())
    return path


class Client:
    """Talks to one server about one file."""

    def __init__(self, name: str, command: list[str], file: Path) -> None:
        self.name = name
        self.file = file
        self.uri = file.as_uri()
        self.version = 1
        self.pulls = False
        start = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=file.parent
        )
        capabilities = {
            "textDocument": {"publishDiagnostics": {"versionSupport": True, "relatedInformation": True}},
            "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}},
        }
        params = {"processId": os.getpid(), "rootUri": file.parent.as_uri(), "capabilities": capabilities}
        answer = self.request("initialize", params)
        self.notify("initialized", {})
        document = {"uri": self.uri, "languageId": "dockerfile", "version": 1, "text": file.read_text()}
        self.notify("textDocument/didOpen", {"textDocument": document})
        if self._published(1) is None:
            self.pulls = "diagnosticProvider" in answer["result"]["capabilities"]
        self.first = time.perf_counter() - start

    def edit(self, number: int) -> float:
        """Type one character and save; the seconds until the diagnostics are there."""
        self.version += 1
        line = 12 + 5 * (number % 16)
        column = len(f"# step {number % 16}")
        end = column + 1 if number // 16 % 2 else column
        change = {
            "range": {"start": {"line": line, "character": column}, "end": {"line": line, "character": end}},
            "text": "" if end > column else "x",
        }
        document = {"uri": self.uri, "version": self.version}
        start = time.perf_counter()
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})
        self.notify("textDocument/didSave", {"textDocument": {"uri": self.uri}})
        if self.pulls:
            self.request("textDocument/diagnostic", {"textDocument": {"uri": self.uri}})
        else:
            self._published(self.version)
        return time.perf_counter() - start

    def memory(self) -> int:
        """Resident bytes."""
        if sys.platform == "win32":
            raise NotImplementedError("measured on Linux")
        fields = Path(f"/proc/{self.process.pid}/statm").read_text().split()
        size: int = os.sysconf("SC_PAGE_SIZE")
        return int(fields[1]) * size

    def processor(self) -> float:
        """Seconds of processor time so far."""
        if sys.platform == "win32":
            raise NotImplementedError("measured on Linux")
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        ticks: int = os.sysconf("SC_CLK_TCK")
        return (int(fields[11]) + int(fields[12])) / ticks

    def close(self) -> None:
        self.request("shutdown", None)
        self.notify("exit", None)
        self.process.communicate()

    def request(self, method: str, params: Any) -> Any:
        self._send({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == 1 and "method" not in message:
                return message
            self._answer(message)

    def notify(self, method: str, params: Any) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def _published(self, version: int) -> Any:
        while True:
            message = self._read()
            params = message.get("params") or {}
            if message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == self.uri:
                if params.get("version") in (None, version):
                    return params["diagnostics"]
            else:
                self._answer(message)

    def _answer(self, message: Any) -> None:
        if "id" in message and "method" in message:
            self._send({"jsonrpc": "2.0", "id": message["id"], "result": None})

    def _send(self, message: Any) -> None:
        assert self.process.stdin
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def _read(self) -> Any:
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            raise SystemExit(f"{self.name} has ended")
        return json.loads(self.process.stdout.read(length))


def main() -> None:
    if sys.platform == "win32":
        raise NotImplementedError("measured on Linux")
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.server", description=__doc__)
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--long", type=int, default=10_000, help="edits for the memory of mlint; 0 for none")
    parser.add_argument("--starts", type=int, default=10)
    parser.add_argument("--only", choices=("mlint", "tally"))
    parser.add_argument("--tally", type=Path, help="default: installed into .venv-bench")
    options = parser.parse_args()
    commands = {"mlint": [sys.executable, "-m", "mlint", "server"]}
    if options.only != "mlint":
        commands["tally"] = [str(options.tally or _tally()), "lsp", "--stdio"]
    if options.only == "tally":
        del commands["mlint"]
    with tempfile.TemporaryDirectory() as folder:
        file = project(Path(folder).resolve() / "project")
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.2f}, Python {sys.version.split()[0]}\n")
        _speed(commands, file, options.edits, options.starts)
        if options.long and "mlint" in commands:
            _memory(commands["mlint"], file, options.long)


def _speed(commands: dict[str, list[str]], file: Path, edits: int, starts: int) -> None:
    firsts: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(starts):
        for name, command in commands.items():
            client = Client(name, command, file)
            firsts[name].append(client.first)
            client.close()
    clients = [Client(name, command, file) for name, command in commands.items()]
    before = {client.name: client.processor() for client in clients}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(edits):
        for client in clients:
            times[client.name].append(client.edit(number))
    print(
        f"| server | a save, median of {edits} | 95 % | slowest | processor "
        f"| start to first diagnostics, median of {starts} |"
    )
    print("|---|--:|--:|--:|--:|--:|")
    for client in clients:
        found = sorted(times[client.name])
        figures = (statistics.median(found), found[int(len(found) * 0.95)], found[-1])
        cells = " | ".join(f"{one * 1000:.1f} ms" for one in figures)
        cells += f" | {(client.processor() - before[client.name]) / edits * 1000:.1f} ms"
        print(f"| {client.name} | {cells} | {statistics.median(firsts[client.name]) * 1000:.0f} ms |")
        client.close()


def _memory(command: list[str], file: Path, edits: int) -> None:
    client = Client("mlint", command, file)
    print("\n| edits | resident |\n|--:|--:|")
    for number in range(edits + 1):
        if number % max(edits // 10, 1) == 0:
            print(f"| {number:,} | {client.memory() / 1e6:.1f} MB |", flush=True)
        client.edit(number)
    client.close()


def _tally() -> Path:
    venv = ROOT / ".venv-bench"
    if not (venv / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *PEERS], check=True, stdout=sys.stderr)
    return next(venv.glob("lib/python*/site-packages/tally_cli/bin/tally-*/tally"))


if __name__ == "__main__":
    main()
