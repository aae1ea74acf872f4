r"""Build arguments are visible in the image history.

A value given with `--build-arg` is written into the history of every RUN that follows the ARG: `docker history
--no-trunc` prints it to everyone who can pull the image. It also takes part in the cache key, so a rotated token
rebuilds everything behind it. Docker's documentation calls build arguments inappropriate for secrets; a secret mount
exists during one RUN only and leaves nothing in the image or the cache.

Reported is an ARG of which the name says that it holds a credential, with or without a default, and any ARG whose
default is a token by its form (an error: that one is in the file itself). In a stage that does not ship, and with a
placeholder as default, it is advice. An ARG that ENV passes on is reported there (`secret-in-env`), and one that only
names the id of a secret mount is none.

## Bad
```dockerfile
FROM python:3.12-slim
ARG HF_TOKEN
COPY fetch_model.py .
RUN python fetch_model.py
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY fetch_model.py .
RUN --mount=type=secret,id=hf_token,env=HF_TOKEN python fetch_model.py
```

Built with `docker build --secret id=hf_token,env=HF_TOKEN .`

## Options
None of its own; names added with the option `secret-names` of `secret-in-env` count here too.

## References
- [Build secrets](https://docs.docker.com/build/building/secrets/)
- [Build check SecretsUsedInArgOrEnv](https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/)
- hadolint DL3064, BuildKit SecretsUsedInArgOrEnv: laxer, since names are read as words and what only ENV stores is told
  once; stricter on defaults, which are read too. An `ARG` before the first `FROM` is in no image.
"""

from __future__ import annotations

import re

from mlint.rule import Finding, rule
from mlint.secrets import is_placeholder
from mlint_rules.secrets._shared import is_secret_key, pairs, secret_names, stored_secrets, token_kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.dockerfile.arguments import Assignment
    from mlint.dockerfile.instructions import Instruction
    from mlint.rule import Severity


@rule("ML504", severity="warning", aliases=("DL3064", "SecretsUsedInArgOrEnv"), mentions=("arg",))
def secret_in_arg(build: Build) -> Iterator[Finding]:
    in_file = _global_tokens(build)
    found = [(stage, _in_stage(stage)) for stage in build.stages if stage.is_reached]
    if not in_file and not any(findings for _, findings in found):
        return
    stored = _stored_by_env(build)
    for key, finding in in_file.items():
        if not any(key in names for names in stored.values()):
            yield finding
    for stage, findings in found:
        for key, finding in findings.items():
            if key not in in_file and key not in stored[stage.number]:
                yield finding


def _global_tokens(build: Build) -> dict[str, Finding]:
    """The tokens that are defaults before the first FROM: one cause, however many stages declare the argument again."""
    found = {}
    for instruction in build.global_arguments:
        for pair in instruction.assignments:
            kind = token_kind(pair.key, pair.value or "")
            if kind:
                found[pair.key] = Finding(build.place(pair.key_span), _message(pair.key, kind), severity="error")
    return found


def _in_stage(stage: BuildStage) -> dict[str, Finding]:
    """One finding for each key; one with a token as default comes before others of that key."""
    extra = secret_names(stage.build)
    found: dict[str, Finding] = {}
    for instruction, pair in pairs(stage, "ARG"):
        key = pair.key
        default = _default(stage, instruction, pair)
        kind = token_kind(key, (pair.value if default is None else default) or "")
        if not (kind or is_secret_key(key, extra)) or _names_mounts_only(stage, key):
            continue
        severity: Severity | None = None
        if kind:
            severity = "error"
        elif not stage.in_final_chain or (default is not None and is_placeholder(default)):
            severity = "info"
        if key not in found or (kind and found[key].severity != "error"):
            message = _message(key, kind, conditional=severity == "info", ships=stage.in_final_chain)
            found[key] = Finding(stage.build.place(pair.key_span), message, severity=severity)
    return found


def _stored_by_env(build: Build) -> dict[int, set[str]]:
    """The arguments of every stage that ENV stores, there or in a stage built on it: secret-in-env reports these."""
    stored: dict[int, set[str]] = {stage.number: set() for stage in build.stages}
    for stage in build.stages:
        if stage.is_reached:
            names = {name for secret in stored_secrets(stage) for name in secret.arguments}
            below: BuildStage | None = stage
            while below:
                stored[below.number] |= names
                below = below.parent
    return stored


def _default(stage: BuildStage, instruction: Instruction, pair: Assignment) -> str | None:
    """The default in force; None when there is none or the file does not tell it."""
    if pair.value is not None:
        return stage.expand(pair.value, instruction)
    if pair.key in stage.build.build_args:
        return None
    return stage.build.global_environment.get(pair.key)


def _names_mounts_only(stage: BuildStage, key: str) -> bool:
    """Whether the argument is used, and only to name secret mounts."""
    mounts = [mount for run in stage.runs for mount in run.instruction.mounts if mount.type == "secret"]
    if not mounts:
        return False
    mention = re.compile(rf"\$\{{?{re.escape(key)}\b")
    text = stage.build.source.text
    named = sum(len(mention.findall(text[slice(*mount.span)])) for mount in mounts)
    return named > 0 and named == sum(len(mention.findall(text[slice(*one.span)])) for one in stage.instructions)


def _message(key: str, kind: str | None, *, conditional: bool = False, ships: bool = True) -> str:
    if kind:
        what = f"the default of {key} is a credential ({kind}), which the file itself gives away; revoke it, and"
    elif conditional and not ships:
        what = f"if {key} is given with --build-arg, the history and the cache of this stage keep it;"
    elif conditional:
        what = f"if {key} is given with --build-arg, the image history shows it to everyone who can pull the image;"
    else:
        what = f"the image history shows the build argument {key} to everyone who can pull the image;"
    return f"{what} mount the secret in the RUN that needs it: --mount=type=secret,id={key.lower()},env={key}"
