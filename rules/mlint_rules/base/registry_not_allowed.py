r"""The base comes from a registry that is not allowed.

A base image is code of others that runs with everything the image may do. Teams that scan and sign what they build on
keep it in a registry of their own, and a `FROM` that bypasses it goes past the scan, into Docker Hub's rate limit, and
fails in a cluster without internet.

This rule is off by default, since only you know your registries: name them, and select it.

mlint looks at `FROM`, `COPY --from` and `RUN --mount=from=`, with variables replaced by their defaults. Stages and
`scratch` are always allowed. Short names are Docker Hub's: `python:3.12` is `docker.io/library/python`.

## Options
- `allowed-registries`: hosts (`ghcr.io`, `registry.example.com:5000`), hosts with a star at one end (`*.example.com`),
  or a host with the beginning of a path (`nvcr.io/nvidia`, `docker.io/library` for the official images). Empty: all are
  allowed.
- `strict`: also report what cannot be told, a name with a variable that has no default. Off.

## Bad
```yaml .mlint.yaml
options:
  registry-not-allowed:
    allowed-registries: [registry.example.com]
```
```dockerfile
FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.13.8 /uv /bin/
```

## Good
```yaml .mlint.yaml
options:
  registry-not-allowed:
    allowed-registries: [registry.example.com]
```
```dockerfile
FROM registry.example.com/mirror/python:3.12-slim AS wheels
FROM registry.example.com/mirror/python:3.12-slim
COPY --from=wheels /etc/os-release /tmp/
```

## References
- hadolint DL3026: the same; `allowed-registries` takes the place of `trustedRegistries`.
"""

from __future__ import annotations

from mlint.image.references import external_images, in_registries
from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule(
    "ML111",
    severity="error",
    default=False,
    aliases=("DL3026",),
    options={"allowed-registries": [], "strict": False},
)
def registry_not_allowed(build: Build) -> Iterator[Finding]:
    allowed = build.settings.option(registry_not_allowed, "allowed-registries")
    strict = build.settings.option(registry_not_allowed, "strict")
    for used in external_images(build) if allowed else ():
        image = used.reference
        if image is not None and not in_registries(image, allowed):
            message = f"{image.registry}/{image.repository} is in no allowed registry; allowed: {', '.join(allowed)}"
            yield Finding(build.place(used.span), message)
        elif image is None and strict:
            message = f"the registry of {used.written} cannot be told; give its variable a default"
            yield Finding(build.place(used.span), message)
