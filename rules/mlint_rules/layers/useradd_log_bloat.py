r"""useradd with a huge user id writes huge logs into the image.

`useradd` enters every new user in `/var/log/lastlog` and `/var/log/faillog`, two files that hold a fixed number of
bytes for *each* user id up to the highest one. On a disk the unused part is a hole that takes no space. An image layer
is a tar archive that knows no holes: the zeros are written out, 324 bytes for each id (292 and 32). Id 1000 costs
nothing worth a word, id 1000000 costs 324 MB, and an id from a directory service such as 1553201121 fills the disk of
the build machine (moby/moby 5419). `-l` keeps the user out of these logs, which nobody reads in a container.

shadow 4.13 of 2022 fixed it: from then on `useradd` leaves the logs alone where they hold nothing. mlint therefore
says nothing on Debian 12, Ubuntu 23.04, Fedora 38, RHEL 10 and later, nor on Alpine, warns on the releases before,
and gives an `info` where the release is not known. Ids with fewer than six digits are left alone, and so are ids that
a variable hides.

## Bad
```dockerfile
FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04
RUN groupadd -g 1000620000 ml && useradd -m -u 1000620000 -g ml ml
```

## Fixed
```dockerfile
FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04
RUN groupadd -g 1000620000 ml && useradd -l -m -u 1000620000 -g ml ml
```

## Good
```dockerfile
FROM python:3.12-slim
RUN useradd --create-home --uid 1000 ml
USER 1000
CMD ["python", "-m", "http.server"]
```

## References
- [useradd: the option --no-log-init](https://man7.org/linux/man-pages/man8/useradd.8.html)
- [shadow: do not reset non-existent data in lastlog and faillog](https://github.com/shadow-maint/shadow/pull/558)
- [moby 5419: docker build hangs with a large user id](https://github.com/moby/moby/issues/5419)
- hadolint DL3046: the same, but that releases with shadow 4.13 are left alone and `--uid` is read.
"""

from __future__ import annotations

from mlint.image.secrets.users import logged_user_id, useradd_fills_logs
from mlint.knowledge.useradd import BYTES_PER_USER_ID
from mlint.rule import Edit, Finding, Fix, Span, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build

SMALLEST = 100_000


@rule("ML211", severity="warning", aliases=("DL3046",), mentions=("useradd",))
def useradd_log_bloat(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for run in stage.runs_and_triggers if stage.is_reached else ():
            for command in run.commands:
                uid = logged_user_id(command)
                if uid is None or uid < SMALLEST:
                    continue
                fills = useradd_fills_logs(stage.base_facts)
                if fills is False:
                    continue
                size = f"{uid * BYTES_PER_USER_ID / 1e6:,.0f} MB"
                start = command.arguments[0].span
                edit = Edit(build.place(Span(start.end, start.end)), " -l")
                writes = f"useradd writes {size} of zeros into lastlog and faillog for user id {uid}; add -l"
                yield Finding(
                    build.place(command.span),
                    writes if fills else f"if its shadow is older than 4.13, {writes}",
                    fix=Fix("Add -l", (edit,)) if run.can_quote(start) else None,
                    severity=None if fills else "info",
                )
