"""The special runtimes: by base image, variables, packages, start command, user and port."""

from __future__ import annotations

import pytest

from mlint.build import Build
from mlint.config import Settings
from mlint.dockerfile.source import Source, encode
from tests.builds import at, build


@pytest.mark.parametrize(
    ("text", "runtime", "because"),
    [
        ("FROM public.ecr.aws/lambda/python:3.12", "lambda", "the base image is public.ecr.aws/lambda/python"),
        ("FROM x\nCOPY --from=public.ecr.aws/x/aws-lambda-adapter:0.8 /a /b", "lambda", "it copies the Lambda adapter"),
        ('FROM pytorch/torchserve\nCMD ["serve"]', "torchserve", "the base image is pytorch/torchserve"),
        ("RUN pip install awslambdaric", "lambda", "it installs awslambdaric"),
        ('ENTRYPOINT ["python", "-m", "awslambdaric"]', "lambda", "the start command is awslambdaric"),
        ("ENV SAGEMAKER_PROGRAM=train.py", "sagemaker", "it sets SAGEMAKER_PROGRAM"),
        ("RUN pip install sagemaker-training", "sagemaker", "it installs sagemaker-training"),
        ('CMD ["serve"]', "sagemaker", "the start command is serve"),
        ('WORKDIR /opt/program\nCMD ["serve", "-x"]', "sagemaker", "the start command is serve"),
        ('CMD ["train"]', "sagemaker", "the start command is train"),
        ("ENV AIP_HTTP_PORT=8080", "vertex-prediction", "it sets AIP_HTTP_PORT"),
        ("CMD exec uvicorn a --port $AIP_HTTP_PORT", "vertex-prediction", "the start command reads its variables"),
        (
            "CMD exec uvicorn a --port ${AIP_HTTP_PORT:-80}",
            "vertex-prediction",
            "the start command reads its variables",
        ),
        ("FROM pytorch/torchserve", "torchserve", "the base image is pytorch/torchserve"),
        ("CMD torchserve --start --foreground", "torchserve", "the start command is torchserve"),
        ("FROM runpod/pytorch:2.1.0", "runpod", "the base image is runpod/pytorch"),
        ("RUN pip install runpod", "runpod", "it installs runpod"),
        ('# runpod\nCMD ["python", "-u", "/handler.py"]', "runpod", "the start command is a handler of RunPod"),
        ('CMD ["python", "rp_handler.py"]', "runpod", "the start command is a handler of RunPod"),
        ("FROM quay.io/jupyter/scipy-notebook", "jupyter", "the base image is quay.io/jupyter/scipy-notebook"),
        ("ARG NB_USER=jovyan", "jupyter", "it sets NB_USER"),
        ('CMD ["start-notebook.sh"]', "jupyter", "the start command is start-notebook.sh"),
        ("FROM registry.hf.space/a-b:latest", "spaces", "the base image is one of a Space"),
        ("USER 1000\nEXPOSE 7860", "spaces", "it runs as user 1000 on port 7860"),
        ("RUN useradd -m -u 1000 user\nUSER user\nEXPOSE 7860/tcp", "spaces", "it runs as user 1000 on port 7860"),
        ("USER 1000\nCMD uvicorn a --port 7860", "spaces", "it runs as user 1000 on port 7860"),
    ],
)
def test_runtime(text: str, runtime: str, because: str) -> None:
    found = build(text).runtimes
    assert {name: hint.because for name, hint in found.items()} == {runtime: because}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "CMD python serve.py",
        'CMD ["serve", "run", "a:b"]',
        'CMD ["python", "handler.py"]',
        'CMD ["python", "rpc.py"]',
        'CMD ["./start.sh"]',
        "EXPOSE 7860",
        "USER 1000\nEXPOSE 8000",
        "USER user\nEXPOSE 7860",
        "RUN useradd -u 1001 user\nUSER user\nEXPOSE 7860",
        "CMD echo $HOME $AIPORT",
        "RUN pip install sagemaker boto3",
    ],
)
def test_no_runtime(text: str) -> None:
    assert not build(text).runtimes


@pytest.mark.parametrize(("path", "found"), [("binder/Dockerfile", True), (".binder/Dockerfile", True), ("a/D", False)])
def test_binder(path: str, found: bool) -> None:
    assert ("jupyter" in Build(Source(path, encode("FROM python:3.12")), Settings()).runtimes) is found


def test_places() -> None:
    found = build("ENV A=1 SM_MODEL_DIR=/x\nRUN pip install sagemaker-inference")
    span = found.runtimes["sagemaker"].span
    assert span is not None
    assert at(found, span) == "SM_MODEL_DIR=/x"


def test_no_stage() -> None:
    assert not Build(Source("Dockerfile", b""), Settings()).runtimes
