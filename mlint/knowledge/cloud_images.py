"""Images of the clouds: AWS, Google, Azure. As of 2026-11-21.

Sources: available_images.md of aws/deep-learning-containers (accounts, tags; the huggingface images' variables at
2026-08-21), aws/sagemaker-distribution template/v2/Dockerfile. Google's, Azure's and Lambda's from memory.
"""

from __future__ import annotations

AS_OF = "2026-11-21"

AWS_DLC_ACCOUNTS = frozenset(
    {"763104351884", "626614931356", "871362719292", "364406365360", "907027046896", "692866216735", "217643126080"}
    | {"914824155844", "727897471807", "380420809688", "503227376785"}
)
"""Accounts of AWS that publish the Deep Learning Containers, each in some regions."""

AWS_DLC_PUBLIC = "public.ecr.aws/deep-learning-containers/"

AWS_FRAMEWORKS: dict[str, str] = {
    "pytorch": "torch",
    "tensorflow": "tensorflow",
    "mxnet": "mxnet",
    "autogluon": "autogluon",
    "vllm": "vllm",
    "sglang": "sglang",
    "jax": "jax",
    "djl": "djl",
}
"""Words of the repositories' names (``huggingface-pytorch-training``) and the package that the version is of."""

AWS_DLC_ENV: dict[str, str | None] = {
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONUNBUFFERED": "1",
    "PYTHONIOENCODING": "UTF-8",
    "DLC_CONTAINER_TYPE": None,
    "PATH": None,
    "LD_LIBRARY_PATH": None,
}

SAGEMAKER_ALGORITHMS = frozenset(
    {"sagemaker-scikit-learn", "sagemaker-xgboost", "sagemaker-sparkml-serving", "sagemaker-tritonserver"}
)
"""Repositories of other accounts of AWS that hold SageMaker's own containers."""

LAMBDA_LAST_AMAZON_LINUX_2 = (3, 11)
"""Lambda's Python images run on Amazon Linux 2 up to this version, on Amazon Linux 2023 from the next."""

LAMBDA_ENV: dict[str, str | None] = {
    "LAMBDA_TASK_ROOT": "/var/task",
    "LAMBDA_RUNTIME_DIR": "/var/runtime",
    "LANG": "en_US.UTF-8",
    "TZ": ":/etc/localtime",
    "PATH": "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
    "LD_LIBRARY_PATH": None,
}

GOOGLE_DEEP_LEARNING = ("gcr.io/deeplearning-platform-release/", "us-docker.pkg.dev/deeplearning-platform-release/")
GOOGLE_VERTEX = (
    "us-docker.pkg.dev/vertex-ai/training/",
    "us-docker.pkg.dev/vertex-ai/prediction/",
    "europe-docker.pkg.dev/vertex-ai/training/",
    "europe-docker.pkg.dev/vertex-ai/prediction/",
    "asia-docker.pkg.dev/vertex-ai/training/",
    "asia-docker.pkg.dev/vertex-ai/prediction/",
    "gcr.io/cloud-aiplatform/training/",
    "gcr.io/cloud-aiplatform/prediction/",
)
GOOGLE_VERTEX_MODEL_GARDEN = "us-docker.pkg.dev/vertex-ai/vertex-vision-model-garden-dockers/"

GOOGLE_FRAMEWORKS: dict[str, str] = {
    "pytorch": "torch",
    "tf": "tensorflow",
    "tf2": "tensorflow",
    "sklearn": "scikit-learn",
    "scikit-learn": "scikit-learn",
    "xgboost": "xgboost",
    "jax": "jax",
}
"""How Google's names begin: ``pytorch-gpu.2-1``, ``tf2-cpu.2-12.py310``, ``sklearn-cpu.1-0``."""

AZURE_ML = "mcr.microsoft.com/azureml/"
AZURE_ML_ACCELERATED = "mcr.microsoft.com/aifx/acpt/"
REPLICATE_COG = "r8.im/cog-base"
