r"""A credential in ENV is stored in the image.

Environment variables are part of the image's configuration: `docker inspect` and `docker history` show them to
everyone who can pull the image, for every tag ever pushed, and overwriting the variable in a later instruction or at
run time does not take it out of the history. Docker's documentation calls build arguments and environment variables
inappropriate for secrets for this reason. A token that was pushed once has to be revoked.

Reported are

- a value in a variable that is known to hold a credential (`HF_TOKEN`, `WANDB_API_KEY`, `OPENAI_API_KEY`, …) or whose
  name ends in the word PASSWORD, SECRET, TOKEN, API_KEY, ACCESS_KEY or PRIVATE_KEY;
- a value that is a credential by its form, whatever the name: `hf_…`, `sk-…`, `AKIA…`, `ghp_…`, and the password in
  `https://user:password@host`;
- such a variable that takes its value from a build argument (a warning: the value comes with `--build-arg`).

Empty values and placeholders (`changeme`, `your_key`, `<token>`, `EMPTY`) are not, nor are names that only sound
secret: `TOKENIZERS_PARALLELISM`, `MAX_TOKENS`, `PAD_TOKEN`, `HF_TOKEN_PATH`. The value itself is never printed.

## Bad
```dockerfile
FROM python:3.12-slim
ENV WANDB_API_KEY=hunter2-abc
CMD ["python", "train.py"]
```

```dockerfile
FROM python:3.12-slim
ARG HF_TOKEN
ENV HF_TOKEN=$HF_TOKEN
CMD ["python", "predict.py"]
```

## Good
What the container needs comes at run time, `docker run -e WANDB_API_KEY`; what the build needs is mounted for one RUN,
`docker build --secret id=hf_token,env=HF_TOKEN`:

```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY fetch_model.py .
RUN --mount=type=secret,id=hf_token,env=HF_TOKEN python fetch_model.py
CMD ["python", "predict.py"]
```

## Options
- `secret-names` (list, default empty): more names of variables that hold a credential, for this rule and for
  `secret-in-arg`.

## References
- [Build secrets](https://docs.docker.com/build/building/secrets/)
- [Build check SecretsUsedInArgOrEnv](https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/)
- hadolint DL3064, BuildKit SecretsUsedInArgOrEnv: laxer, since names are read as words and empty values and
  placeholders are no secrets; stricter on values, which are read too.
"""

from __future__ import annotations

from mlint.rule import Finding, rule
from mlint_rules.secrets._shared import stored_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.rule import Severity
    from mlint_rules.secrets._shared import StoredSecret


@rule(
    "ML501",
    severity="error",
    aliases=("DL3064", "SecretsUsedInArgOrEnv"),
    options={"secret-names": ()},
    mentions=("env",),
)
def secret_in_env(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        if stage.is_reached:
            found: dict[str, StoredSecret] = {}
            for secret in stored_secrets(stage):
                known = found.get(secret.pair.key)
                if known is None or (secret.literal and not known.literal):
                    found[secret.pair.key] = secret
            for secret in found.values():
                severity: Severity | None = None if secret.literal else "warning"
                yield Finding(build.place(secret.pair.key_span), _message(secret), severity=severity)


def _message(secret: StoredSecret) -> str:
    key = secret.pair.key
    if not secret.literal:
        what = f"{key} stores the build argument {secret.arguments[0]} in the image"
    elif secret.kind:
        what = f"{key} stores a credential ({secret.kind}) in the image"
    else:
        what = f"{key} stores a credential in the image"
    return (
        f"{what}, where everyone who can pull it reads it; pass it at run time (docker run -e {key}), "
        f"or to one RUN with --mount=type=secret,id={key.lower()},env={key}"
    )
