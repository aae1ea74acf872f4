r"""This instruction gives a credential away.

The text of every instruction is in the image's history, `docker history --no-trunc` prints it to everyone who can pull
the image. Commands that log in keep what they are given, too: `wandb login` in `~/.netrc`, `hf auth login` in
`~/.cache/huggingface/token`, `docker login` in `~/.docker/config.json`, and `git clone https://token@…` in
`.git/config`. What a layer holds stays in it when a later one deletes the file. A token that was pushed has to be
revoked.

Reported are

- a credential by its form (`hf_…`, `ghp_…`, `AKIA…`, the password in `https://user:password@host`) in any instruction
  other than `ENV` and `ARG`, heredocs and `CMD` included;
- what `wandb login`, `hf auth login --token`, `docker login -p`, `aws configure set aws_secret_access_key`,
  `poetry config`, `curl -u` or a header `Authorization` are given, a variable set before a command
  (`WANDB_API_KEY=… python train.py`), and what is written to `.netrc`, an SSH key and the like;
- a build argument or a variable of `ENV` that such a command keeps in a file of the image, and, as a warning, a
  mounted secret that it keeps there: the mount goes, the file stays.

Nothing is said of other values that a secret mount brings, of a file that the same `RUN` deletes, of placeholders, of
`git@` addresses, and of throwaway passwords of users (`chpasswd`). The value itself is never printed.

## Bad
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir wandb==0.23.0
ARG WANDB_KEY
RUN wandb login $WANDB_KEY
CMD ["python", "train.py"]
```

## Good
wandb reads the variable, and needs no login:

```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir wandb==0.23.0
WORKDIR /app
COPY fetch_model.py .
RUN --mount=type=secret,id=wandb_api_key,env=WANDB_API_KEY python fetch_model.py
CMD ["python", "train.py"]
```

## References
- [Build secrets](https://docs.docker.com/build/building/secrets/)
- [wandb: environment variables](https://docs.wandb.ai/guides/track/environment-variables/)
"""

from __future__ import annotations

from mlint.image.secrets.credentials import handed_credentials
from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.image.secrets.credentials import Handed

MOUNT = "mount it in the RUN that needs it (--mount=type=secret)"


@rule("ML502", severity="error")
def secret_in_run(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for one in handed_credentials(stage) if stage.is_reached else ():
            message = _literal(one) if one.variable is None else _passed_on(stage, one)
            if message:
                yield Finding(build.place(one.span), message, severity="warning" if one.variable == "" else None)


def _literal(handed: Handed) -> str:
    what = f"a credential ({handed.kind})" if handed.kind else "a credential"
    where = f", and {handed.keeper} keeps it in {handed.kept}" if handed.kept else ""
    name = (handed.instruction.trigger or handed.instruction).name
    advice = MOUNT if name == "RUN" else "give it when the container starts"
    readers = "everyone who reads the file or pulls the image"
    return f"this {name} gives away {what} to {readers}{where}; revoke it, and {advice}"


def _passed_on(stage: BuildStage, handed: Handed) -> str:
    """The message for a variable; empty where its ARG or ENV is reported, or what keeps it does not ship."""
    from mlint_rules.secrets._shared import is_secret_key, secret_names

    if handed.kept and stage.in_final_chain and not handed.variable:
        kept = f"{handed.keeper} keeps the mounted secret in the image, in {handed.kept}"
        return f"{kept}; let the command that needs it read the mount, or delete the file in this RUN"
    if handed.kept and stage.in_final_chain:
        return f"{handed.keeper} keeps the value of {handed.variable} in the image, in {handed.kept}; {MOUNT}"
    if not handed.kept and stage.in_final_chain and not is_secret_key(handed.variable or "", secret_names(stage.build)):
        return f"the image history shows the value of {handed.variable}, which is used as a password here; {MOUNT}"
    return ""
