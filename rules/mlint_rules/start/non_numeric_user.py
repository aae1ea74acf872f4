r"""`runAsNonRoot` cannot check a user name.

Kubernetes reads the USER of an image from its configuration, not from the `/etc/passwd` in it. With
`runAsNonRoot: true`, which the restricted Pod Security Standard demands, a name stops the pod: *container has
runAsNonRoot and image has non-numeric user (app), cannot verify user is non-root*. The number says the same and can be
checked; name, group and home folder are still looked up where the image's `/etc/passwd` knows the number.

Off by default: it only matters in such clusters, and there `runAsUser` in the manifest helps as well. When hadolint
brought DL3066 as a default, it failed the builds of many who run elsewhere (issue 1240). mlint looks at the last `USER`
of serving images, not at `root` (ML506 is about that) nor at variables. Where a RUN gives the user a fixed number, the
message names it, and the fix writes it: the kubelet does not accept the name of such a user either.

## Bad
```dockerfile
FROM python:3.12-slim
RUN useradd --create-home --uid 10001 app
USER app
CMD ["uvicorn", "main:app", "--host", "0.0.0.0"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
RUN useradd --create-home --uid 10001 app
USER 10001
CMD ["uvicorn", "main:app", "--host", "0.0.0.0"]
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY main.py .
USER 10001:10001
CMD ["uvicorn", "main:app", "--host", "0.0.0.0"]
```

## References
- [Kubernetes: security context](https://kubernetes.io/docs/tasks/configure-pod-container/security-context/)
- [hadolint 1240](https://github.com/hadolint/hadolint/issues/1240)
- hadolint DL3066: laxer; the last `USER` of images that serve alone, and not `root`.
"""

from __future__ import annotations

from mlint.image.secrets.user_ids import id_given
from mlint.image.secrets.users import ROOT
from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML612", severity="info", default=False, aliases=("DL3066",), mentions=("user",))
def non_numeric_user(build: Build) -> Iterator[Finding]:
    final = build.final
    if final is None or final.on_windows or build.serving_because is None:
        return
    found = [one for stage in build.final_chain for one in stage.instructions if one.name == "USER"]
    text = found[-1].arguments_text if found else None
    user = final.user
    if text is None or not user or user in ROOT or user.isdigit() or "$" in text.text:
        return
    number = id_given(build, user)
    wanted = f"USER {number}" if number else "the number of the user"
    place = build.place(text.span())
    yield Finding(
        place,
        f"a cluster that demands runAsNonRoot does not start this image, since the name {user} cannot be checked "
        f"there; write {wanted}",
        fix=Fix("Write the number", (Edit(place, number),)) if number and text.text == user else None,
    )
