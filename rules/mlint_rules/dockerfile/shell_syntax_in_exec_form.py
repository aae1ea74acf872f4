r"""Exec form passes `$PORT` and `&&` as plain text.

In exec form no shell reads the words: the program gets `$PORT` as five characters, not as the port, and `&&` as one
more argument. A server then fails with something like "'$PORT' is not a valid integer", or, worse, takes the rest of
the line for options. Cloud Run and Heroku hand over the port in a variable, so the image that ran on the laptop dies
after deployment. Of 974 public ML Dockerfiles that mlint was measured on, 0.7 % do this, 1.5 % of the recent ones.

Write the shell explicitly, with `exec` so that the program receives the signals, or use the shell form with `exec`.
When `CMD` stands alone, the base image's entrypoint may be a script that evaluates its arguments; mlint then only says
"if" and reports an `info`. It says nothing where something may read the words: a shell, a script of your own,
TorchServe's entrypoint, code behind `-c`, programs such as supervisord and envsubst, `pipenv run`, which replaces
variables itself.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY app.py .
USER 1000
ENTRYPOINT ["uvicorn", "app:app", "--host", "0.0.0.0", "--port", "$PORT"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY app.py .
USER 1000
ENTRYPOINT ["sh", "-c", "exec uvicorn app:app --host 0.0.0.0 --port $PORT"]
```

## Fix safety
The fix is unsafe: with a shell, what looks like shell syntax takes effect, also where the text was meant as it stands.

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY app.py .
USER 1000
CMD ["sh", "-c", "exec uvicorn app:app --host 0.0.0.0 --port \"$PORT\""]
```

## References
- [Dockerfile reference: variable substitution in exec form](https://docs.docker.com/reference/dockerfile/#exec-form)
"""

from __future__ import annotations

import json

from mlint.rule import Edit, Finding, Fix, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.start.startup import Startup


@rule("ML010", severity="error", mentions=("[",))
def shell_syntax_in_exec_form(build: Build) -> Iterator[Finding]:
    startup = build.startup
    words = startup.unexpanded_words
    if not words:
        return
    known = startup.program_known
    advice = 'write ["sh", "-c", "exec …"]' if startup.cmd_is_command or not known else "write the value itself"
    condition = "" if known else "if the base image's entrypoint is not a script that evaluates its arguments, "
    yield Finding(
        build.place(words[0].span()),
        f"{condition}no shell reads this: the program gets {words[0].text!r} as it stands; {advice}",
        fix=_fix(build, startup),
        severity=None if known else "info",
        related=tuple(Related(build.place(word.span()), "this is not replaced either") for word in words[1:]),
    )


def _fix(build: Build, startup: Startup) -> Fix | None:
    if startup.shell_line is None:
        return None
    form = json.dumps(["sh", "-c", startup.shell_line], ensure_ascii=False)
    span = startup.parts[0].instruction.arguments_text.span()
    return Fix("Start it through a shell", (Edit(build.place(span), form),), "unsafe")
