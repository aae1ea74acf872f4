r"""This server runs as root.

Whoever breaks into a server has the rights of its process. Model servers load pickles, parse images and run code of
many packages, so a hole is a matter of time; as root, the intruder may then change every file of the image, install
programs, and write to whatever is mounted, with the rights of root on the host too unless user namespaces are set up.
Clusters that demand `runAsNonRoot`, and Hugging Face Spaces, which runs every image as user 1000, do not start such an
image, or it fails when it writes to a folder of root's.

Reported is an image that starts a known server, or is built on one, while `USER` is root, or is not set on a base image
that is known to start as root. In other images mlint only gives an `info` where `USER root` comes last although the
file uses another user before: often one who installs something as root and forgets to change back.

mlint says nothing where the base image is not known, where a program that changes the user is there (`gosu`,
`su-exec`, `setpriv`, gunicorn's `--user`), in images for Lambda and SageMaker, which set the user themselves, for
RunPod's handlers, which have no port, on the Jupyter Docker Stacks, whose start script leaves root, and in images named
after development, tests, CI or training.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /srv
COPY src/ src/
CMD ["uvicorn", "src.main:app", "--host", "0.0.0.0"]
```

## Good
```dockerfile
FROM python:3.12-slim
RUN useradd --uid 1000 app
WORKDIR /srv
COPY src/ src/
USER 1000
CMD ["uvicorn", "src.main:app", "--host", "0.0.0.0"]
```

## References
- [Docker: USER](https://docs.docker.com/build/building/best-practices/#user)
- [Kubernetes: restricted pods run as non-root](https://kubernetes.io/docs/concepts/security/pod-security-standards/)
- [Hugging Face: permissions of Docker Spaces](https://huggingface.co/docs/hub/spaces-sdks-docker#permissions)
- hadolint DL3002: stricter on servers without any `USER`; laxer elsewhere: an `info`, and for the stages that ship
  only.
"""

from __future__ import annotations

from mlint.image.purpose import is_for_building, is_for_development, is_for_training
from mlint.image.secrets.users import ROOT, may_drop_root, users_set
from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.dockerfile.instructions import Instruction

ELSEWHERE = frozenset({"jupyter", "lambda", "runpod", "sagemaker"})
"""Runtimes that set the user of the container themselves, or whose programs have no port."""


@rule("ML506", severity="warning", aliases=("DL3002",))
def server_runs_as_root(build: Build) -> Iterator[Finding]:
    final = build.final
    if final is None or final.user not in ROOT or final.on_windows:
        return
    users = users_set(build)
    server = build.serving_because
    changes = any(user not in ROOT for _, user in users)
    if not (server or changes) or is_for_development(build) or is_for_training(build):
        return
    if not ELSEWHERE.isdisjoint(build.runtimes) or may_drop_root(build):
        return
    if server:
        where = users[-1][0] if users else _start(build, final)
        message = (
            f"{server} is started as root; create a user who owns the files that it writes, and set USER to that one"
        )
        yield Finding(build.place(where.text_span), message)
    elif not is_for_building(build):
        message = "if the container needs no root when it runs, end with the USER of before"
        yield Finding(build.place(users[-1][0].text_span), message, severity="info")


def _start(build: Build, final: BuildStage) -> Instruction:
    """The instruction that starts the server: ENTRYPOINT or CMD, or FROM where the base image does."""
    parts = build.startup.parts
    return parts[0].instruction if parts else final.start
