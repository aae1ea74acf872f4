r"""`python streamlit run` looks for a file called streamlit.

Python takes the first word behind its options for the path of a script. `python streamlit run app.py` therefore ends at
once with "can't open file '/app/streamlit': No such file or directory", and the container restarts until somebody reads
the log. `python -m streamlit run app.py` finds the package where it is installed; `streamlit run app.py` finds the
program in the PATH.

mlint knows the programs that ML images start so: streamlit, uvicorn, gunicorn, flask, fastapi, mlflow, celery, jupyter
and torchrun, whose module is `torch.distributed.run`. It says nothing when a file or folder of that name is copied.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY app.py .
USER 1000
CMD ["python", "streamlit", "run", "app.py"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY app.py .
USER 1000
CMD ["python", "-m", "streamlit", "run", "app.py"]
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY app.py .
USER 1000
CMD ["streamlit", "run", "app.py"]
```

## References
- [Python: command line, script and -m](https://docs.python.org/3/using/cmdline.html#interface-options)
"""

from __future__ import annotations

from mlint.image.start.cli_calls import cli_call
from mlint.knowledge.cli_modules import CLI_MODULES
from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML604", severity="error", mentions=tuple(CLI_MODULES))
def python_runs_cli(build: Build) -> Iterator[Finding]:
    found = cli_call(build)
    if found is None:
        return
    fix = None
    if found.edit:
        span, text = found.edit
        fix = Fix(f"Run the module {found.module}", (Edit(build.place(span), text),))
    yield Finding(
        build.place(found.command.span),
        f"python looks for a file called {found.name} here; write python -m {found.module}",
        fix=fix,
    )
