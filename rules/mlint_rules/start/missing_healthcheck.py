r"""No HEALTHCHECK, or one that gives up before the model is loaded.

Docker and Compose take a container for ready as soon as its process exists. A model server exists for seconds or
minutes before it answers, and may go on existing when it has stopped to answer. `HEALTHCHECK` names a command that
asks it, so that `depends_on: condition: service_healthy`, Swarm and people who read `docker ps` know.

A check has to be patient: three failures in a row, 30 s apart, make a container unhealthy, so without `--start-period`
a model has 90 s to load. mlint counts with the `--interval` and `--retries` of the file, and speaks where less than
three minutes are left in an image with torch, TensorFlow, transformers or the like.

Off by default, as DL3057 is in hadolint: Kubernetes, AWS Lambda, SageMaker, Vertex AI and RunPod ignore the
instruction and have probes of their own, and most servers of models run there. Only images that serve are looked at;
those made for these places, named after development, tests or CI, or checked by a compose file are left alone, and so
are unknown base images, which may hold a check.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY main.py .
USER 1000
CMD ["uvicorn", "main:app", "--host", "0.0.0.0"]
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY main.py .
USER 1000
HEALTHCHECK --start-period=3m \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health', timeout=3)"]
CMD ["uvicorn", "main:app", "--host", "0.0.0.0"]
```

## References
- [Dockerfile reference: HEALTHCHECK](https://docs.docker.com/reference/dockerfile/#healthcheck)
- hadolint DL3057: laxer, since only images that serve are looked at; stricter on a missing `--start-period`.
"""

from __future__ import annotations

from mlint.image.purpose import is_for_development
from mlint.image.start.health import health_check, is_checked_elsewhere, loads_model, patience
from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build

LEFT_ALONE = frozenset({"azureml", "lambda", "runpod", "sagemaker", "spaces", "vertex", "vertex-prediction"})
"""Places that do not look at the instruction."""
ENOUGH_SECONDS = 180


@rule("ML610", severity="info", default=False, aliases=("DL3057",))
def missing_healthcheck(build: Build) -> Iterator[Finding]:
    server = build.serving_because
    if server is None or build.startup.facts is None or is_for_development(build):
        return
    if not LEFT_ALONE.isdisjoint(build.runtimes) or is_checked_elsewhere(build):
        return
    check = health_check(build)
    if check is None:
        where = next(iter(build.startup.parts), None)
        start = where.instruction if where else build.final_chain[-1].start
        message = f"nothing tells Docker whether {server} answers; add a HEALTHCHECK"
        yield Finding(build.place(start.text_span), message)
        return
    seconds = patience(check)
    loads = loads_model(build) if seconds is not None and seconds < ENOUGH_SECONDS else None
    if loads:
        yield Finding(
            build.place(check.text_span),
            f"if loading the model ({loads}) takes more than {seconds} s, this check calls the container unhealthy "
            "before it answers; add --start-period",
        )
