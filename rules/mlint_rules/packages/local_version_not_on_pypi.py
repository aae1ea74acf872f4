r"""PyPI has no versions with a local part such as +cu118.

`pip freeze` on a machine with a GPU writes `torch==2.5.1+cu124`. What stands behind the `+` says how the wheel was
built; PyPI takes no such versions, those of torch are on PyTorch's own indexes. Without one of these pip ends with
*Could not find a version that satisfies the requirement torch==2.5.1+cu124*, and so does the build. An index for
another build does not help: `whl/cu121` has no `+cu118`.

Name the index of that build, in the command or on a line of its own in the requirements file. With
`--extra-index-url` everything else still comes from PyPI. Or drop the local part: then PyPI's build is taken, see
`torch-cuda-on-cpu-image` for what that brings.

mlint is silent where another index may have the version (a private one, one that a variable or a configuration file of
pip names), where an earlier install, the base image or a `COPY` of installed packages may have brought it, and where
the build goes on without it (`||`). It looks at `pip` only: uv's projects and lock files tell the index of each
package.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
```
```text requirements.txt
torch==2.5.1+cu124
transformers==4.57.1
```

## Fixed
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --extra-index-url https://download.pytorch.org/whl/cu124 --no-cache-dir -r requirements.txt
```

## Fix safety
The fix is unsafe: pip asks one index more.

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
```
```text requirements.txt
--extra-index-url https://download.pytorch.org/whl/cu124
torch==2.5.1+cu124
transformers==4.57.1
```

## References
- [Version specifiers: local versions are not for public indexes](https://packaging.python.org/en/latest/specifications/version-specifiers/#local-version-identifiers)
- [PyTorch: previous versions and their indexes](https://pytorch.org/get-started/previous-versions/)
"""

from __future__ import annotations

from mlint.rule import Edit, Finding, Fix, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.packages.asked_for import Asked


@rule("ML337", severity="error", packages=("+cpu", "+cu", "+pt", "+rocm", "+torch", "+xpu"))
def local_version_not_on_pypi(build: Build) -> Iterator[Finding]:
    from mlint.image.packages.local_versions import nowhere_to_be_had

    for run in (run for stage in build.stages if stage.is_reached for run in stage.runs):
        for install in run.installs:
            found = nowhere_to_be_had(run, install)
            if found:
                yield _finding(build, found)


def _finding(build: Build, found: list[Asked]) -> Finding:
    from mlint.image.packages.local_versions import index_of, local_part

    first = found[0]
    index = index_of(first)
    advice = f"add --extra-index-url {index}" if index else "name the index that has it"
    others = found if first.file else found[1:]
    return Finding(
        build.place(first.install.span) if first.file else first.place,
        f"no index that pip asks here has {first.requirement.text}, for PyPI takes no versions with "
        f"+{local_part(first)}; {advice}",
        fix=_fix(build, found, index) if index else None,
        related=tuple(Related(one.place, f"{one.requirement.text} is asked for here") for one in others),
    )


def _fix(build: Build, found: list[Asked], index: str) -> Fix | None:
    from mlint.image.packages.local_versions import index_of

    first = found[0]
    if first.indexes.urls or any(index_of(one) != index for one in found):
        return None
    option = first.run.with_option(first.install, f"--extra-index-url {index}")
    return Fix("Ask PyTorch's index too", (Edit(build.place(option.span), option.text),), "unsafe") if option else None
