"""What a process that checks one file imports: it has to start, lint and end within 40 ms."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DOCKERFILE = """\
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . .
CMD ["python", "serve.py"]
"""


def imported(code: str) -> set[str]:
    """The modules that are there when ``code`` has run."""
    script = f"import sys; {code}; sys.stdout.flush(); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_a_check_imports_no_more_than_it_needs(tmp_path: Path) -> None:
    """Modules say ``TYPE_CHECKING = False``, as importing it from typing takes 2 ms."""
    (tmp_path / "Dockerfile").write_text(DOCKERFILE)
    found = imported(
        f"from mlint.__main__ import main; sys.argv = ['mlint', 'check', {str(tmp_path / 'Dockerfile')!r}]; main()"
    )
    assert "mlint_rules.packages.pip_cache_kept" in found
    unwanted = {"ast", "click", "dataclasses", "inspect", "packaging", "subprocess", "tomllib", "typing", "yaml"}
    assert not unwanted & (found - imported("import dockerfile_parse"))
