r"""Everyone in the container may change these files.

`chmod 777` ends an error about permissions, and with it the difference between the users: whatever runs in the
container, as whichever user, may now replace the code, the weights or the settings, and the next request or restart
runs what it left there. `chmod -R` on a large folder also stores every file in the image once more.

Usually one user needs to write. `COPY --chown=app` gives the files to that user while they are copied. For clusters
that choose the user themselves (OpenShift), `chgrp -R 0` with `chmod -R g=u` is enough, since that user is in group 0,
as is the one of `docker run -u`. A script that only has to be started needs `chmod +x`; where a single file is opened
the finding is an `info`.

mlint leaves alone the sticky bit (`1777`, as `/tmp` has it), `+w` without `a` or `o`, stages that do not ship, caches
behind a mount, and images that serve on port 7860: Hugging Face's Spaces run them as a user that is not in the image.
One finding per stage.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /srv
COPY src/ src/
RUN mkdir /cache && chmod -R 777 /cache /srv
CMD ["python", "src/train.py"]
```

## Good
```dockerfile
FROM python:3.12-slim
RUN useradd --uid 1000 app && mkdir /cache && chown app:app /cache
WORKDIR /srv
COPY src/ src/
USER app
CMD ["python", "src/train.py"]
```

## References
- [Docker: COPY --chown --chmod](https://docs.docker.com/reference/dockerfile/#copy---chown---chmod)
- [OpenShift: arbitrary user IDs](https://docs.openshift.com/container-platform/4.6/openshift_images/create-images.html)
"""

from __future__ import annotations

from mlint.image.secrets.modes import open_files
from mlint.image.start.runtimes import may_be_for_spaces
from mlint.rule import Finding, rule
from mlint.wording import listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.secrets.modes import OpenFiles


@rule("ML508", severity="warning", once=True, mentions=("chmod", "install", "mkdir"))
def world_writable(build: Build) -> Iterator[Finding]:
    found = [one for stage in build.final_chain for one in open_files(stage)]
    if found and not may_be_for_spaces(build):
        for one in found:
            yield Finding(build.place(one.span), _message(one), severity="info" if one.single else None)


def _message(found: OpenFiles) -> str:
    files = listed(found.files) or "these files"
    if found.single:
        return f"if {files} only has to be started, {found.what} lets everyone change it in vain; use chmod +x"
    return (
        f"{found.what} lets everyone change {files}; give it to the user who writes there, with chown or COPY --chown"
    )
