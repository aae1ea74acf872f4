"""What lies in a project's folder and is seldom meant for its image. As of 2026-11-21.

Names are in lower case. Sources: the tools' own documentation and their ``.gitignore`` templates (github/gitignore:
Python), from memory where no tool owns the name (``data``, ``checkpoints``).
"""

from __future__ import annotations

AS_OF = "2026-11-21"


def _words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


ENVIRONMENT_MARKS = ("pyvenv.cfg", "conda-meta/history")
"""Files at fixed places of an environment: the folder that holds them is one, whatever its name."""
ENVIRONMENT_FOLDERS = _words(".venv venv .conda node_modules")
"""Folders of installed packages by their usual names."""

CACHE_FOLDERS = _words(
    "__pycache__ .cache .eggs .hypothesis .ipynb_checkpoints .mypy_cache .nox .pytest_cache .ruff_cache .tox"
)
CACHE_PATHS = (".dvc/cache", ".dvc/tmp")
"""Caches in folders that hold more than that."""

RUN_FOLDERS = _words("lightning_logs mlartifacts mlruns tb_logs wandb")
"""What experiment trackers write; a Python package of that name is none."""

DATA_FOLDERS = _words("data dataset datasets")
WEIGHT_FOLDERS = _words("checkpoint checkpoints ckpt ckpts model models pretrained weights")

DATA_ENDINGS = _words(
    "arff arrow avro csv feather h5ad hdf5 jsonl lmdb mdb ndjson npy npz nrrd orc parquet tfrecord tfrecords tsv zarr"
)
"""Of files that hold data, whatever their folder."""
WEIGHT_ENDINGS = _words(
    "caffemodel ckpt engine ggml gguf h5 joblib keras llamafile mar mlmodel nemo onnx pdiparams pdparams pt pth "
    "safetensors tflite trt"
)
"""Of files that hold weights."""
MAYBE_WEIGHT_ENDINGS = _words("bin model msgpack params pb pickle pkl")
"""Of files that hold weights when they are large: tokenizers, firmware and lookup tables have them, too."""
LARGE_WEIGHTS = 10_000_000
"""From how many bytes on a file of :data:`MAYBE_WEIGHT_ENDINGS` counts as weights."""

TEXT_ENDINGS = _words(
    "c cc cfg conf cpp cu go h hpp html in ini ipynb j2 java jinja js lock md mdx proto py pyi pyx rs rst sh sql toml "
    "ts txt xml yaml yml"
)
"""Of files that are program text or settings although a folder called ``data`` holds them."""

SECRET_FILES = _words(".env .netrc .pypirc id_ed25519 id_rsa kaggle.json")
SECRET_STARTS = (".env.",)
SAMPLE_WORDS = _words("default defaults dist example sample template test")
"""Last parts of the names of files that only show what a secret file would hold."""

VERSION_FROM_GIT = (
    *("setuptools_scm", "setuptools-scm", "hatch-vcs", "hatch_vcs", "versioneer", "versioningit", "dunamai"),
    *("pbr", "poetry-dynamic-versioning", "uv-dynamic-versioning", "setuptools-git-versioning"),
)
"""Build requirements that read the project's version from ``.git``."""

IGNORED: dict[str, str] = {
    ".git": ".git",
    ".venv": "**/.venv",
    "venv": "**/venv",
    ".env": "**/.env\n**/.env.*\n!**/.env.example",
    "__pycache__": "**/__pycache__",
    ".pytest_cache": "**/.pytest_cache",
    ".mypy_cache": "**/.mypy_cache",
    ".ruff_cache": "**/.ruff_cache",
    ".ipynb_checkpoints": "**/.ipynb_checkpoints",
    "mlruns": "mlruns",
    "wandb": "wandb",
}
"""The lines of a new ignore file, by what they keep out."""
