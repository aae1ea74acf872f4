"""Images of the clouds: AWS's deep-learning containers, Lambda, SageMaker; Google's, Vertex AI; Azure ML; Replicate."""

from __future__ import annotations

from mlint.image.base.families.cuda import flavour_in
from mlint.image.base.families.facts import SHELL, BaseFacts, Entrypoint, OperatingSystem
from mlint.image.base.families.frameworks import framework_versions, words_of
from mlint.image.base.families.tags import (
    cuda_version,
    first,
    is_version,
    minor,
    numbers,
    python_version,
    system_in,
    system_named,
    tag_of,
)
from mlint.knowledge.cloud_images import (
    AWS_DLC_ACCOUNTS,
    AWS_DLC_ENV,
    AWS_DLC_PUBLIC,
    AWS_FRAMEWORKS,
    AZURE_ML,
    AZURE_ML_ACCELERATED,
    GOOGLE_DEEP_LEARNING,
    GOOGLE_FRAMEWORKS,
    GOOGLE_VERTEX,
    GOOGLE_VERTEX_MODEL_GARDEN,
    LAMBDA_ENV,
    LAMBDA_LAST_AMAZON_LINUX_2,
    REPLICATE_COG,
    SAGEMAKER_ALGORITHMS,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlint.image.base.families.facts import Accelerator, Runtime
    from mlint.image.references import ImageReference

_NEURON = ("neuron", "neuronx")
_PIP = frozenset({"pip"})


def read(image: ImageReference) -> BaseFacts | None:
    """What is known of a cloud's image."""
    name = image.name
    if image.registry == "public.ecr.aws" and image.repository.startswith("lambda/"):
        return _lambda(image)
    if name == "public.ecr.aws/sagemaker/sagemaker-distribution":
        return _sagemaker_distribution(image)
    if name.startswith(AWS_DLC_PUBLIC):
        return _aws(image, name.removeprefix(AWS_DLC_PUBLIC))
    if _is_aws_registry(image.registry):
        return _aws_account(image)
    if name.startswith((*GOOGLE_DEEP_LEARNING, *GOOGLE_VERTEX, GOOGLE_VERTEX_MODEL_GARDEN)):
        return _google(image)
    if name.startswith((AZURE_ML, AZURE_ML_ACCELERATED)):
        return _azure(image)
    return _cog(image) if name == REPLICATE_COG else None


def _is_aws_registry(registry: str) -> bool:
    """Whether a registry is a private one of AWS: ``763104351884.dkr.ecr.us-east-1.amazonaws.com``."""
    return ".dkr.ecr." in registry and registry.endswith((".amazonaws.com", ".amazonaws.com.cn"))


def _aws_account(image: ImageReference) -> BaseFacts | None:
    if image.registry.partition(".")[0] in AWS_DLC_ACCOUNTS:
        return _aws(image, image.repository)
    return _aws(image, image.repository) if image.repository in SAGEMAKER_ALGORITHMS else None


def _aws(image: ImageReference, name: str) -> BaseFacts:
    """``huggingface-pytorch-training:2.1.0-transformers4.36.0-gpu-py310-cu121-ubuntu20.04``."""
    names = name.split("-")
    words = (tag_of(image) or "").split("-")
    packages = [AWS_FRAMEWORKS[word] for word in names if word in AWS_FRAMEWORKS]
    frameworks: dict[str, str | None] = {package: None for package in packages if package != "djl"}
    # The version at the head is that of the framework named first, but djl's containers have djl's own.
    if packages and packages[0] in frameworks and is_version(words[0]):
        frameworks[packages[0]] = words[0]
    for word in words:
        if word.startswith("transformers") and is_version(word.removeprefix("transformers")):
            frameworks["transformers"] = word.removeprefix("transformers")
    cuda = first(map(cuda_version, words))
    accelerator = _aws_accelerator(names + words, cuda)
    sagemaker = "sagemaker" in words or name in SAGEMAKER_ALGORITHMS or ("ec2" not in words and "training" in names)
    return BaseFacts(
        image.name,
        "framework" if packages else "cuda" if accelerator == "cuda" else "python",
        verified=name not in SAGEMAKER_ALGORITHMS,
        os=system_in(words),
        tools=frozenset({"pip"}),
        python=True,
        python_version=first(map(python_version, words)),
        gpu=accelerator is not None if accelerator or "cpu" in words else None,
        accelerator=accelerator,
        cuda=cuda,
        cuda_flavour=flavour_in(words),
        cudnn=True if accelerator == "cuda" else None,
        toolkit=True if accelerator == "cuda" else None,
        frameworks=frameworks if packages else None,
        user="root" if name.startswith(("huggingface-", "pytorch-", "tensorflow-")) else None,
        shell=SHELL,
        entrypoint=Entrypoint("unknown", None, "sagemaker" if sagemaker and "inference" in names else None),
        env=AWS_DLC_ENV,
        runtime="sagemaker" if sagemaker else None,
        from_memory=frozenset({"user", "env", "toolkit", "cudnn", "python"}),
    )


def _aws_accelerator(words: Sequence[str], cuda: str | None) -> Accelerator | None:
    if any(word in _NEURON for word in words):
        return "neuron"
    if "habana" in words or "hpu" in words:
        return "gaudi"
    return "cuda" if cuda or "gpu" in words else None


def _lambda(image: ImageReference) -> BaseFacts | None:
    """``public.ecr.aws/lambda/python:3.12``; the other languages' and ``provided`` hold no Python."""
    name = image.repository.removeprefix("lambda/")
    words = (tag_of(image) or "").split("-")
    digits = words[0].partition(".")[2].partition(".")[0]
    version = minor(words[0]) if name == "python" and is_version(words[0]) and len(digits) <= 2 else None
    if name == "provided":
        system = system_in(words)
    elif version:
        system = system_named("amazonlinux", "2" if numbers(version) <= LAMBDA_LAST_AMAZON_LINUX_2 else "2023")
    else:
        system = OperatingSystem("amazonlinux")
    with_python = name == "python"
    return BaseFacts(
        image.name,
        "python" if with_python else "runtime",
        variant="minimal",
        os=system,
        tools=(_PIP if with_python else frozenset()) | ({"dnf"} if system and system.version == "2023" else set()),
        python=True if with_python else None,
        python_version=version,
        own_python=True if with_python else None,
        conda=False,
        gpu=False,
        frameworks={},
        user="root",
        workdir="/var/task",
        shell=SHELL,
        entrypoint=Entrypoint("handler", ("/lambda-entrypoint.sh",)),
        env=LAMBDA_ENV,
        runtime="lambda",
    )


def _sagemaker_distribution(image: ImageReference) -> BaseFacts:
    """``sagemaker-distribution:2.3-gpu``: built on micromamba, for SageMaker Studio."""
    words = (tag_of(image) or "").split("-")
    gpu = True if "gpu" in words else False if "cpu" in words else None
    return BaseFacts(
        image.name,
        "notebook",
        verified=True,
        os=OperatingSystem("debian"),
        tools=frozenset({"pip", "conda", "micromamba"}),
        python=True,
        own_python=True,
        conda=True,
        gpu=gpu,
        accelerator="cuda" if gpu else None,
        frameworks={"torch": None},
        user="sagemaker-user",
        workdir="/home/sagemaker-user",
        shell=("/usr/local/bin/_dockerfile_shell.sh",),
        entrypoint=Entrypoint(),
        env={"PATH": None, "SHELL": "/bin/bash", "DOCKER_BUILDKIT": "0"},
        runtime="sagemaker",
        from_memory=frozenset({"frameworks", "os"}),
    )


def _google(image: ImageReference) -> BaseFacts:
    """``pytorch-gpu.2-1.py310``, ``tf2-cpu.2-12``, ``pytorch-cu121.2-2.py310``: name and versions stand in the path."""
    kind, _, rest = image.repository.rpartition("/")[2].partition(".")
    first_name, *names = kind.split("-")
    package = GOOGLE_FRAMEWORKS.get(first_name)
    version, _, python = rest.partition(".")
    number = version.replace("-", ".")
    cuda = first(map(cuda_version, names))
    gpu = True if cuda or "gpu" in names else False if "cpu" in names else None
    prediction = "/prediction/" in image.name
    deep_learning = image.name.startswith(GOOGLE_DEEP_LEARNING)
    runtime: Runtime | None = "vertex-prediction" if prediction else None if deep_learning else "vertex"
    return BaseFacts(
        image.name,
        "serving" if prediction else "framework",
        os=system_in([*image.tag_parts, *rest.split(".")]),
        # Debian in the older ones, Ubuntu in the newer ones.
        tools=frozenset({"apt", "pip", "conda"} if deep_learning else {"apt", "pip"}),
        python=True,
        python_version=python_version(python),
        own_python=True if deep_learning else None,
        conda=True if deep_learning else None,
        gpu=gpu,
        accelerator="cuda" if gpu else "tpu" if "tpu" in names else None,
        cuda=cuda,
        toolkit=gpu,
        frameworks={package: number if is_version(number) else None} if package else None,
        user=None if prediction else "root",
        serves=prediction,
        runtime=runtime,
    )


def _azure(image: ImageReference) -> BaseFacts:
    """``azureml/openmpi4.1.0-cuda11.8-cudnn8-ubuntu22.04``, ``aifx/acpt/stable-ubuntu2204-cu121-py310-torch22x``."""
    words = image.repository.rpartition("/")[2].split("-")
    cuda = first(map(cuda_version, words))
    accelerated = image.name.startswith(AZURE_ML_ACCELERATED)
    inference = "inference" in words
    torch = accelerated or any(word.startswith(("torch", "pytorch")) for word in words)
    return BaseFacts(
        image.name,
        "framework" if torch else "serving" if inference else "conda",
        os=system_in(words),
        tools=frozenset({"pip", "conda"}),
        python=True,
        python_version=first(map(python_version, words)),
        own_python=True,
        conda=True,
        gpu=cuda is not None or "gpu" in words if accelerated or cuda or "cpu" in words or "gpu" in words else None,
        accelerator="cuda" if cuda or "gpu" in words else None,
        cuda=cuda,
        cudnn=True if any(word.startswith("cudnn") for word in words) else None,
        frameworks={"torch": None} | framework_versions(words) if torch else None,
        user="dockeruser" if inference else "root",
        shell=SHELL,
        runtime="azureml",
    )


def _cog(image: ImageReference) -> BaseFacts:
    """``r8.im/cog-base:cuda12.1-python3.11-torch2.3.1``."""
    words = words_of(tag_of(image))
    cuda = first(map(cuda_version, words))
    return BaseFacts(
        image.name,
        "framework",
        os=OperatingSystem("ubuntu" if cuda else "debian"),
        tools=frozenset({"pip"}),
        python=True,
        python_version=first(map(python_version, words)),
        own_python=True,
        conda=False,
        gpu=cuda is not None,
        accelerator="cuda" if cuda else None,
        cuda=cuda,
        toolkit=cuda is not None,
        frameworks=framework_versions(words),
        user="root",
        workdir="/src",
    )
