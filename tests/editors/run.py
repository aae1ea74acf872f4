"""mlint server in real editors, end to end: `make test-editors`.

Neovim is taken from the path, or installed with apt-get where that may be done.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
DOCKERFILE = """\
FROM python:3.12-slim
RUN pip install pandas==2.2.3
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
"""


def main() -> int:
    neovim = shutil.which("nvim") or _installed()
    if neovim is None:
        print("no nvim here, and it cannot be installed", file=sys.stderr)
        return 1
    print(subprocess.run([neovim, "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        home, project = folder / "home", folder / "project"
        for one in (home, project / ".git"):
            one.mkdir(parents=True)
        (project / "Dockerfile").write_text(DOCKERFILE, encoding="utf-8")
        (project / "requirements.txt").write_text("six\n", encoding="utf-8")
        command = [neovim, "--headless", "--clean", "-n", "-S", str(HERE / "neovim.lua")]
        environment = {**os.environ, "HOME": str(home), "MLINT_PYTHON": sys.executable}
        done = subprocess.run(command, cwd=project, env=environment, timeout=120, check=False)
    return done.returncode


def _installed() -> str | None:
    """Neovim from the packages of Debian or Ubuntu, for those who may install it."""
    if sys.platform == "win32" or shutil.which("apt-get") is None or os.geteuid() != 0:
        return None
    update = ["apt-get", "update", "-qq"]
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "neovim"]
    for command in (update, install):
        if subprocess.run(command, stdout=sys.stderr, check=False).returncode:
            return None
    return shutil.which("nvim")


if __name__ == "__main__":
    sys.exit(main())
