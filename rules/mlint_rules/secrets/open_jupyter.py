r"""Anyone who reaches this port can run code.

Jupyter makes a random token at every start and prints it; who opens the page needs it. With an empty token and no
password everybody who reaches the port has a terminal in the container: the data, the keys in its environment, the GPU.
Scanners look for open notebooks all day, and the usual find is a miner. Give the token when the container starts,
`docker run -e JUPYTER_TOKEN`, or leave the random one on.

Reported is a notebook that the image starts on all interfaces with an empty token, as an option
(`--ServerApp.token=''`, also `IdentityProvider`, `NotebookApp` and `LabApp`) or in a `jupyter_*_config.py` that a
`RUN` or `COPY` writes or that lies in the build context. Where it is not known on which address it listens, it is an
`info`. An empty `JUPYTER_TOKEN` is left alone: Jupyter reads it as not set and makes a token. So are a password or a
token from a variable, `--ip=127.0.0.1`, a socket, and images for Binder, JupyterHub and Kubeflow, whose proxy asks who
somebody is.

Jupyter refuses to start as root without `--allow-root`. Where that stands while the user is root, it is an `info`: a
`USER` makes it unnecessary. Images named after development are left alone there.

## Bad
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir jupyterlab==4.5.0 && useradd --create-home --uid 1000 app
USER app
CMD ["jupyter", "lab", "--ip=0.0.0.0", "--no-browser", "--ServerApp.token=''"]
```

## Good
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir jupyterlab==4.5.0 && useradd --create-home --uid 1000 app
USER app
CMD ["jupyter", "lab", "--ip=0.0.0.0", "--no-browser"]
```

## References
- [Jupyter Server: security](https://jupyter-server.readthedocs.io/en/latest/operators/security.html)
- [Jupyter Server: running a public server](https://jupyter-server.readthedocs.io/en/latest/operators/public-server.html)
"""

from __future__ import annotations

from mlint.image.purpose import is_for_development
from mlint.image.secrets.notebooks import notebook
from mlint.image.secrets.users import ROOT
from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML505", severity="error", mentions=("token", "allow-root", "jupyter"))
def open_jupyter(build: Build) -> Iterator[Finding]:
    found = notebook(build)
    final = build.final
    if found is None or final is None or found.local:
        return
    name = found.server.name
    if found.doors:
        door = found.doors[0]
        where = door.span or (build.startup.parts[0].instruction if build.startup.parts else final.start).text_span
        advice = "leave it out, or give JUPYTER_TOKEN when the container starts"
        if found.local is None:
            message = f"if {name} listens on all interfaces, {door.text} lets everyone run code, being empty; {advice}"
            yield Finding(build.place(where), message, severity="info")
        else:
            message = f"anyone who reaches the port of {name} can run code, since {door.text} is empty; {advice}"
            yield Finding(build.place(where), message)
    elif found.as_root and final.user in ROOT and not is_for_development(build):
        advice = "create a user, set USER, and leave --allow-root out"
        message = f"if the notebook needs no root, {name} runs as root in vain; {advice}"
        yield Finding(build.place(found.as_root), message, severity="info")
