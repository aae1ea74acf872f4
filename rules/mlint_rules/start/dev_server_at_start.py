r"""A development server in an image.

`flask run`, `fastapi dev` and Django's `runserver` are for the machine of the person who writes the program. So are
`uvicorn --reload` and `gunicorn --reload`: they watch the files, which in an image never change, and restart the whole
process, the loaded model with it, when one is touched. Flask says of its server that it is "not designed to be
particularly efficient, stable, or secure". With `--debug` or `FLASK_DEBUG=1` it offers a console at every error, in
which whoever knows the PIN runs Python code in the container.

mlint says nothing when the file, its folder or the stage is named after development or tests, when a file beside it is
named after production (`Dockerfile.prod`), or when a compose file watches the source for this image (`develop:`).

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY app.py .
USER 1000
CMD ["uvicorn", "app:app", "--host", "0.0.0.0", "--reload"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY app.py .
USER 1000
CMD ["uvicorn", "app:app", "--host", "0.0.0.0"]
```

## Fix safety
The fix is unsafe: somebody may start this image with the source mounted into it and count on the restarts. It drops
`--reload` and its like, and makes `fastapi run` of `fastapi dev`. For the other servers it takes a new package, and
there is no fix.

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY app.py .
USER 1000
CMD ["gunicorn", "app:app", "--bind", "0.0.0.0:8000"]
```

## References
- [Flask: development server](https://flask.palletsprojects.com/en/stable/server/)
- [FastAPI CLI: fastapi dev and fastapi run](https://fastapi.tiangolo.com/fastapi-cli/)
- [uvicorn: settings for development](https://www.uvicorn.org/settings/#development)
"""

from __future__ import annotations

from mlint.rule import Edit, Finding, Fix, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.start.dev_server import DevServer

INSTEAD = {
    "fastapi dev": "use fastapi run",
    "flask run": "start the app with gunicorn or waitress",
    "gradio": "start the app with python",
    "manage.py runserver": "start the app with gunicorn or uvicorn",
}


@rule("ML607", severity="warning", mentions=("cmd", "entrypoint"))
def dev_server_at_start(build: Build) -> Iterator[Finding]:
    if build.startup.server is None:
        return
    from mlint.image.start.dev_server import dev_server

    found = dev_server(build)
    if found is None:
        return
    switches = found.server.dev_switches
    names = " and ".join(dict.fromkeys(one.text for one in switches))
    if found.server.for_development:
        verb = "lets" if len(switches) == 1 else "let"
        debug = f" and {names} {verb} it debug" if names else ""
        advice = INSTEAD.get(found.server.name, "start the app with a server for production")
        message = f"{found.server.name} is for development{debug}; {advice}"
    else:
        message = f"{names} of {found.server.name} is for development; drop it"
    yield Finding(
        build.place(found.place),
        message,
        fix=_fix(build, found),
        related=tuple(Related(build.place(one.span), "switched on here") for one in switches if one.span),
    )


def _fix(build: Build, found: DevServer) -> Fix | None:
    if not found.changes:
        return None
    return Fix(
        "Start it for production", tuple(Edit(build.place(span), text) for span, text in found.changes), "unsafe"
    )
