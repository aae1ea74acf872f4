"""Building and starting images with buildah, in a store of its own that is thrown away with the folder it lies in."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_UNITS = {"B": 1, "kB": 1e3, "KB": 1e3, "KiB": 2**10, "MB": 1e6, "MiB": 2**20, "GB": 1e9, "GiB": 2**30}
_DOWNLOADED = re.compile(r"^ *Downloading (\S+).* \((?:[\d.]+/)?([\d.]+) ?([kKMG]?i?B)\)", re.MULTILINE)
"""How pip (megabytes of 10^6 bytes) and uv (of 2^20) say what they fetch."""


class BuildError(Exception):
    """An image that cannot be built; the end of what the build printed."""


@dataclass(frozen=True)
class Built:
    """An image: its size with all layers and what building it took."""

    bytes: int
    seconds: float
    downloaded: int


@dataclass
class Buildah:
    """buildah with its store, cache mounts and temporary files below ``work``; ``shared`` are volumes of every RUN."""

    work: Path
    shared: Sequence[str] = ()

    def build(self, context: Path, tag: str, *, cached: bool = True) -> Built:
        """Build ``context``. Without ``cached`` nothing of earlier builds is used, cache mounts included."""
        if not cached:
            shutil.rmtree(self._tmp / "buildah-cache", ignore_errors=True)
        volumes = [f"--volume={one}" for one in self.shared]
        how = ["--layers", *([] if cached else ["--no-cache"])]
        start = time.monotonic()
        answer = self.call(
            "build", "--isolation=chroot", "--network=host", *how, *volumes, f"--tag={tag}", str(context)
        )
        seconds = time.monotonic() - start
        if answer.returncode:
            raise BuildError((answer.stdout + answer.stderr)[-3000:])
        return Built(self.size(tag), seconds, downloaded(answer.stdout + answer.stderr))

    def size(self, tag: str) -> int:
        """Bytes of all layers, not compressed: what the image takes in a store, and what ``docker images`` shows."""
        layers = {layer["id"]: layer for layer in self._read("overlay-layers/layers.json")}
        name = tag if "/" in tag else f"localhost/{tag}:latest"
        (image,) = (one for one in self._read("overlay-images/images.json") if name in one.get("names", ()))
        total = 0
        layer = layers.get(image["layer"])
        while layer:
            total += layer.get("diff-size", 0)
            layer = layers.get(layer.get("parent", ""))
        return total

    def has(self, tag: str) -> bool:
        return self.call("inspect", "--type=image", tag).returncode == 0

    @contextlib.contextmanager
    def container(self, tag: str) -> Iterator[str]:
        """A container of an image."""
        name = self.call("from", "--pull-never", tag, check=True).stdout.strip()
        try:
            yield name
        finally:
            self.call("rm", name)

    def start(self, tag: str, port: int | None, path: str, patience: float = 60.0) -> str:
        """Run the command of an image; "" if it exits with 0 or, where there is a port, answers there, else why not."""
        config = json.loads(self.call("inspect", "--type=image", tag, check=True).stdout)["OCIv1"]["config"]
        command = [*(config.get("Entrypoint") or ()), *(config.get("Cmd") or ())]
        with self.container(tag) as name, (self._tmp / "started.log").open("w+b") as log:
            words = [*self._command, "run", "--isolation=chroot", "--network=host", name, "--", *command]
            process = subprocess.Popen(words, stdout=log, stderr=log, env=self._env, start_new_session=True)
            try:
                failed = process.wait(patience) != 0 if port is None else not answers(process, port, path, patience)
            except subprocess.TimeoutExpired:
                failed = True
            finally:
                end(process)
            log.seek(0)
            text = log.read().decode("utf-8", "replace").strip()
            return (text[-1500:] or f"no output, exit code {process.returncode}") if failed else ""

    def remove_images(self, but: Sequence[str]) -> None:
        """Remove all images but those with these tags."""
        keep = {self.call("inspect", "--type=image", "--format={{.FromImageID}}", tag).stdout.strip() for tag in but}
        for image in self._read("overlay-images/images.json"):
            if image["id"] not in keep:
                self.call("rmi", "--force", image["id"])

    def unmount(self) -> None:
        """Unmount what buildah has left below its store, so that the folder can be removed."""
        mounts = [line.split()[1] for line in Path("/proc/self/mounts").read_text("utf-8").splitlines()]
        for mount in reversed(mounts):
            if mount.startswith(f"{self.work}/"):
                subprocess.run(["umount", mount], check=False)

    def call(self, *words: str, check: bool = False) -> subprocess.CompletedProcess[str]:
        command = [*self._command, *words]
        return subprocess.run(
            command, capture_output=True, encoding="utf-8", check=check, env=self._env, errors="replace"
        )

    @property
    def _command(self) -> list[str]:
        store = [f"--root={self.work / 'store'}", f"--runroot={self.work / 'run'}", "--storage-driver=overlay"]
        return ["buildah", *store]

    @property
    def _env(self) -> dict[str, str]:
        self._tmp.mkdir(parents=True, exist_ok=True)
        return {**os.environ, "TMPDIR": str(self._tmp)}

    @property
    def _tmp(self) -> Path:
        return self.work / "tmp"

    def _read(self, name: str) -> list[dict[str, Any]]:
        file = self.work / "store" / name
        found: list[dict[str, Any]] = json.loads(file.read_text("utf-8")) if file.exists() else []
        return found


def downloaded(log: str) -> int:
    """Bytes that pip or uv say to fetch, each file once."""
    sizes = {name: float(number) * _UNITS[unit] for name, number, unit in _DOWNLOADED.findall(log)}
    return int(sum(sizes.values()))


def answers(process: subprocess.Popen[bytes], port: int, path: str, patience: float) -> bool:
    """Whether something at this port answers a GET with success while the process runs."""
    end_of_patience = time.monotonic() + patience
    while process.poll() is None and time.monotonic() < end_of_patience:
        with contextlib.suppress(urllib.error.URLError, OSError):
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with opener.open(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
                return bool(200 <= answer.status < 300)
        time.sleep(0.3)
    return False


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process that leads a group of its own, and all in that group."""
    if sys.platform == "win32":
        raise NotImplementedError("images are built on Linux")
    for number, seconds in ((signal.SIGTERM, 5.0), (signal.SIGKILL, 5.0)):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
