"""Write the skeleton of a new rule: its module and its cases file (``make rule NAME=family/ML999-rule-name``)."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

MODULE = '''r"""Say in one line what is wrong.

Say why it matters, with a figure and its source.

## Bad
```dockerfile
FROM python:3.12-slim
RUN true
```

## Good
```dockerfile
FROM python:3.12-slim
```

## References
- [where the fact stands](https://docs.docker.com/)
"""

from __future__ import annotations

from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("{code}", severity="info", default=False)
def {function}(build: Build) -> Iterator[Finding]:
    for stage in build.final_chain:
        for command in stage.commands:
            yield Finding(build.place(command.span), "say what is wrong here and what to do")
'''

CASES = """# {name}

## what is special about this case

```dockerfile
FROM python:3.12-slim
RUN true
```

```findings
2:5 {code} say what is wrong here
```
"""


def main(wanted: str) -> None:
    """Write the files for ``family/CODE-rule-name``; exit with a message when the name does not fit."""
    match = re.fullmatch(r"([a-z]+)/([A-Z]+\d+)-([a-z][a-z0-9-]*)", wanted)
    if not match:
        sys.exit("usage: make rule NAME=family/ML999-rule-name, for example NAME=packages/ML336-my-rule")
    family, code, name = match.groups()
    folder = ROOT / "rules" / "mlint_rules" / family
    if not folder.is_dir():
        families = sorted(path.name for path in folder.parent.iterdir() if (path / "__init__.py").exists())
        sys.exit(f"there is no family {family!r}; the families are {', '.join(families)}")
    module = folder / f"{name.replace('-', '_')}.py"
    cases = ROOT / "tests" / "cases" / f"{name}.md"
    for path, text in ((module, MODULE), (cases, CASES)):
        if path.exists():
            sys.exit(f"{path.relative_to(ROOT)} exists already")
        filled = text.replace("{code}", code).replace("{function}", name.replace("-", "_")).replace("{name}", name)
        path.write_text(filled, encoding="utf-8", newline="\n")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
