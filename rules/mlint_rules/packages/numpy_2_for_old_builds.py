r"""numpy 2 is installed beside a package that was built for numpy 1.

NumPy 2.0 (June 2024) changed its data types for compiled code and dropped old names. What was built against numpy 1
fails with it: *RuntimeError: Numpy is not available* (torch before 2.3), *numpy.dtype size changed, may indicate binary
incompatibility* (pandas before 2.1.2, scikit-learn before 1.3.1), *numpy.core.multiarray failed to import* (OpenCV
before 4.10.0.84, faiss-cpu, matplotlib), *np.float_ was removed* (wandb before 0.17.2). A pin on such a version with no
bound on numpy worked when it was written, and breaks at the next build: versions of that time ask for numpy 1.20 or
later, and pip takes the newest.

mlint knows the versions of some 30 packages that do not work with numpy 2, each installed and called with what is
resolved for it today (November 2026), and with `numpy<2`.

It is silent where numpy is held below 2 by a pin, a constraint or a package that asks for it itself (scipy before 1.13,
pandas 2.1.2 to 2.2.1, tensorflow 2.12 to 2.17), where a dependency file cannot be read, where a lock decides, on
Pythons before 3.9 and those that the old version has no wheel for, and on bases that bring numpy. Where packages are
installed of which mlint does not know whether they hold numpy below 2, the finding is an `info`.

## Bad
```dockerfile
FROM python:3.11-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
```
```text requirements.txt
flask==3.0.0
numpy
torch==2.1.0
```

## Fixed
```dockerfile
FROM python:3.11-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
```
```text requirements.txt
flask==3.0.0
numpy<2
torch==2.1.0
```

## Fix safety
The fix is unsafe: another version of numpy is installed, and code of your own may want numpy 2; then update the old
package. It is offered where `numpy` stands bare, in the command or in a requirements file.

## Good
```dockerfile
FROM python:3.11-slim
RUN pip install --no-cache-dir pandas==2.0.3 numpy==1.26.4
```

## References
- [NumPy: what to do when a module was compiled for numpy 1](https://numpy.org/doc/stable/user/troubleshooting-importerror.html)
- [NumPy: packages and their first versions for numpy 2](https://github.com/numpy/numpy/issues/26191)
- [torch: 2.3.0 is the first version for numpy 2](https://github.com/pytorch/pytorch/issues/132179)
"""

from __future__ import annotations

from mlint.image.packages.asked_for import shipped
from mlint.knowledge.numpy_abi import OLD_BUILDS
from mlint.rule import Edit, Finding, Fix, Place, Related, Span, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.packages.asked_for import Asked
    from mlint.image.packages.numpy_builds import NumpyClash


@rule("ML339", severity="warning", packages=tuple(sorted(OLD_BUILDS)))
def numpy_2_for_old_builds(build: Build) -> Iterator[Finding]:
    packages = (one for asked in shipped(build) for one in asked.packages)
    if not any(one.name in OLD_BUILDS and one.requirement.clauses for one in packages):
        return
    from mlint.image.packages.numpy_builds import numpy_clashes

    for clash in numpy_clashes(build):
        first, *others = clash.old
        related = [Related(first.place, "it is asked for here")] if first.file else []
        related += [Related(one.place, f"{_shown(one)} was made for numpy 1 too") for one in others]
        if clash.numpy:
            related.append(Related(clash.numpy.place, "numpy is asked for here"))
        yield Finding(
            build.place(first.install.span) if first.file else first.place,
            _message(clash),
            fix=None if clash.told or clash.numpy is None else _fix(clash.numpy),
            severity=None if clash.sure else "info",
            related=tuple(related),
        )


def _message(clash: NumpyClash) -> str:
    first = clash.old[0]
    old = OLD_BUILDS[first.name]
    made = f"{_shown(first)} was made for numpy 1"
    if clash.numpy and clash.told:
        newer = f", or {first.name} {old.works_since} or later" if old.works_since else ""
        wanted = f"{clash.numpy.name}{clash.numpy.requirement.specifier}"
        return f"{made}, so {old.failure} with {wanted}; take numpy<2{newer}"
    advice = "write" if clash.numpy else "add"
    if clash.sure:
        return f'{made} and this installs numpy 2, so {old.failure}; {advice} "numpy<2"'
    return f'if nothing else holds numpy below 2, {old.failure}, because {made}; {advice} "numpy<2"'


def _shown(one: Asked) -> str:
    version = one.requirement.exact_version
    return f"{one.name} {version}" if version else f"{one.name}{one.requirement.specifier}"


def _fix(numpy: Asked) -> Fix | None:
    requirement, place = numpy.requirement, numpy.place
    if not requirement.literal or requirement.text != numpy.name or requirement.hashes:
        return None
    if numpy.file is None and not requirement.quoted:
        edit = Edit(place, '"numpy<2"') if numpy.run.can_quote(place.span) else None
    elif numpy.file is None or numpy.file.endswith((".txt", ".in")):
        edit = Edit(Place(place.path, Span(place.span.end, place.span.end)), "<2")
    else:
        edit = None
    return Fix("Keep numpy below 2", (edit,), "unsafe") if edit else None
