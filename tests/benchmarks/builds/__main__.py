"""Build small projects before and after mlint's fixes, start them, and compare its estimates with what was measured.

    python -m tests.benchmarks.builds --report docs/builds.md

Needs Linux, root, buildah, debootstrap, and a way to PyPI and a Debian mirror. pip fetches through this process. What
apt and uv need to get there from inside a build (certificates, a configuration) is mounted with --share, and does not
end up in an image.
"""

import argparse
import contextlib
import json
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.builds import bases, projects, pypi
from tests.benchmarks.builds.buildah import Buildah
from tests.benchmarks.builds.measure import Result, measure
from tests.benchmarks.builds.report import report

NEEDED = ("buildah", "debootstrap")


def main() -> None:
    options = _options()
    _check_machine()
    with tempfile.TemporaryDirectory(prefix="mlint-builds-") as temporary, contextlib.ExitStack() as stack:
        work = Path(options.work or temporary).resolve()
        pip_conf = work / "pip.conf"
        pip_conf.parent.mkdir(parents=True, exist_ok=True)
        pip_conf.write_text(stack.enter_context(pypi.serve(work / "pypi")), "utf-8")
        buildah = Buildah(work, [f"{pip_conf}:/etc/pip.conf:ro", *map(_volume, options.share)])
        stack.callback(buildah.unmount)
        _progress("making the base images")
        sizes = bases.make(buildah, options.mirror)
        results = []
        for project in projects.read(options.only):
            done = work / "results" / f"{project.name}.json"
            if done.exists():
                results.append(Result.from_json(json.loads(done.read_text("utf-8"))))
                continue
            result = measure(project, buildah, _progress)
            done.parent.mkdir(exist_ok=True)
            done.write_text(json.dumps(result.to_json(), indent=1), "utf-8")
            results.append(result)
        text = report(results, sizes)
        if options.report:
            options.report.write_text(text, "utf-8")
        else:
            print(text, end="")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.builds",
        description=__doc__,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("--only", type=lambda text: text.split(","), default=[], metavar="NAME,…", help="of projects/")
    parser.add_argument("--report", type=Path, metavar="FILE", help="where to write it; default stdout")
    parser.add_argument("--work", metavar="DIR", help="keep images and results here; results there are not made again")
    parser.add_argument(
        "--share", action="append", default=[], metavar="FILE[:TARGET]", help="mount it read-only while RUNs run"
    )
    parser.add_argument("--mirror", default="http://deb.debian.org/debian", metavar="URL", help="of Debian")
    return parser.parse_args()


def _check_machine() -> None:
    if sys.platform != "linux":
        raise SystemExit(f"images are built on Linux, not on {platform.system()}")
    missing = [name for name in NEEDED if not shutil.which(name)]
    if missing:
        raise SystemExit(
            f"not installed: {', '.join(missing)} (on Debian and Ubuntu: apt-get install {' '.join(missing)})"
        )
    if os.geteuid():
        raise SystemExit("debootstrap and the overlay store need root")
    if "overlay" not in Path("/proc/filesystems").read_text("utf-8"):
        raise SystemExit("this kernel has no overlay file system (modprobe overlay)")


def _volume(text: str) -> str:
    source, _, target = text.partition(":")
    if not Path(source).exists():
        raise SystemExit(f"--share: there is no {source}")
    return f"{Path(source).resolve()}:{target or source}:ro"


def _progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
