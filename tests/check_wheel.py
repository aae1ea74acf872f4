"""Build the wheel, install it into a clean virtual environment, and lint the examples with what was installed."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path) -> str:
    """The output of ``command``; CalledProcessError with it printed when it fails."""
    result = subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, text=True, encoding="utf-8")
    if result.returncode:
        print(result.stdout, result.stderr, sep="\n", file=sys.stderr)
        result.check_returncode()
    return result.stdout


def main() -> None:
    """Exit with an error when the wheel lacks something or installs more than the two packages."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, cwd=folder)
        wheel = next(folder.glob("*.whl"))
        venv.create(folder / "venv", with_pip=True)
        scripts = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
        python = scripts / "python"
        run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=folder)
        run(scripts / "mlint", "check", "--fail-on", "never", ROOT / "docs" / "examples", cwd=folder)
        probe = "import importlib.util as u; print([n for n in ('rules', 'tests', 'docs') if u.find_spec(n)])"
        surplus = run(python, "-c", probe, cwd=folder).strip()
        if surplus != "[]":
            sys.exit(f"the wheel makes more importable than mlint and mlint_rules: {surplus}")
        rules = run(scripts / "mlint", "rules", cwd=folder)
        if "ML301" not in rules:
            sys.exit("the installed mlint does not list its rules")
    print(f"{wheel.name} installs and lints")


if __name__ == "__main__":
    main()
