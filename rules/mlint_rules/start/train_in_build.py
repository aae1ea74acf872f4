r"""A model is trained inside docker build.

A build has no GPU, no restart and no record: training runs on the CPU of whoever builds, its metrics scroll away with
the build log, its data and checkpoints become layers, and the result changes when a base image or an unpinned package
does. Nobody can say later which run made the model that predicts. A cached layer makes it worse: the build reports
success without training at all.

Of 974 public ML Dockerfiles read for mlint, one trains in its build; courses and demonstrations do it more often.

Train in a container (`docker run`, a job, a pipeline), log the run, and copy or download the model that it produced.
A small model trained on purpose, for a demonstration or a test, is fine: hence an `info`. It is a `warning` when the
same `RUN` needs a GPU or logs to Weights & Biases or MLflow, which shows that the result matters.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
RUN python train.py --epochs 20
CMD ["python", "predict.py"]
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY src/ src/
COPY train.py .
CMD ["python", "train.py", "--epochs", "20"]
```

## References
- [Dockerfile reference: RUN](https://docs.docker.com/reference/dockerfile/#run)
"""

from __future__ import annotations

from mlint.image.programs import on_record_or_gpu, training
from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML605", severity="info", mentions=("accelerate", "deepspeed", "dvc", "tune", "torchrun", "train"))
def train_in_build(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for run in stage.runs if stage.is_reached else ():
            matters = any(on_record_or_gpu(command) for command in run.commands)
            for command in run.commands:
                program = training(command)
                if program is not None:
                    yield Finding(
                        build.place(command.span),
                        f"if the result matters, train in a container and copy the model: in docker build {program} "
                        "has no GPU, leaves no record and keeps its data in the layers",
                        severity="warning" if matters else None,
                    )
