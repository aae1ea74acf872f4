"""How models are downloaded: functions and commands, where they keep what they fetch, and what is pinned.

As of 2026-11-21. Sources: signatures and constants of huggingface_hub 1.x, transformers 5, sentence-transformers 5,
faster-whisper 1, nltk 3.9, torch.hub of torch 2.9; the caches of openai-whisper and EasyOCR from memory. Size of NLTK's
collection ``all``: the sums of its index.xml (nltk/nltk_data of February 2023), archives, which stay, and unpacked.
"""

from __future__ import annotations

from mlint.records import Record

AS_OF = "2026-11-21"


class Function(Record):
    """A Python function that downloads.

    ``packages`` are those that it may come from, ``cache`` the kind of cache that it fills. ``name`` is the keyword of
    the model and ``position`` its index among the arguments; ``folders`` are the keywords that say where to.
    """

    packages: frozenset[str]
    cache: str
    name: str = ""
    position: int | None = 0
    folders: tuple[str, ...] = ()


_TRANSFORMERS = frozenset({"diffusers", "optimum", "peft", "transformers"})
_HUB = frozenset({"huggingface_hub"})
_SENTENCES = frozenset({"sentence_transformers"})

FUNCTIONS = {
    "CrossEncoder": Function(_SENTENCES, "sentence-transformers", "model_name_or_path", 0, ("cache_folder",)),
    "Reader": Function(frozenset({"easyocr"}), "easyocr", "", None, ("model_storage_directory",)),
    "SentenceTransformer": Function(_SENTENCES, "sentence-transformers", "model_name_or_path", 0, ("cache_folder",)),
    "SparseEncoder": Function(_SENTENCES, "sentence-transformers", "model_name_or_path", 0, ("cache_folder",)),
    "WhisperModel": Function(frozenset({"faster_whisper"}), "hub", "model_size_or_path", 0, ("download_root",)),
    "download_model": Function(frozenset({"faster_whisper"}), "hub", "size_or_id", 0, ("output_dir", "cache_dir")),
    "from_pretrained": Function(_TRANSFORMERS, "transformers", "pretrained_model_name_or_path", 0, ("cache_dir",)),
    "hf_hub_download": Function(_HUB, "hub", "repo_id", 0, ("local_dir", "cache_dir")),
    "load_state_dict_from_url": Function(frozenset({"torch", "torchvision"}), "torch", "url", 0, ("model_dir",)),
    "pipeline": Function(frozenset({"transformers"}), "transformers", "model", 1, ()),
    "snapshot_download": Function(_HUB, "hub", "repo_id", 0, ("local_dir", "cache_dir")),
}
"""Functions and classes by the last part of their full name; those below go by the full name."""

QUALIFIED = {
    "gdown.download": Function(frozenset({"gdown"}), "drive", "url", 0, ("output",)),
    "gdown.download_folder": Function(frozenset({"gdown"}), "drive", "url", 0, ("output",)),
    "nltk.download": Function(frozenset({"nltk"}), "nltk", "info_or_id", 0, ("download_dir",)),
    "nltk.downloader.download": Function(frozenset({"nltk"}), "nltk", "info_or_id", 0, ("download_dir",)),
    "spacy.cli.download": Function(frozenset({"spacy"}), "spacy", "model", 0, ()),
    "torch.hub.load": Function(frozenset({"torch"}), "torch", "repo_or_dir", 0, ()),
    "urllib.request.urlretrieve": Function(frozenset({"urllib"}), "url", "url", 0, ("filename",)),
    "whisper.load_model": Function(frozenset({"whisper"}), "whisper", "name", 0, ("download_root",)),
}

_HUB_FOLDERS = (
    ("HF_HUB_CACHE", ""),
    ("HUGGINGFACE_HUB_CACHE", ""),
    ("HF_HOME", "hub"),
    ("XDG_CACHE_HOME", "huggingface/hub"),
    ("", "~/.cache/huggingface/hub"),
)
CACHES: dict[str, tuple[tuple[str, str], ...]] = {
    "easyocr": (("EASYOCR_MODULE_PATH", ""), ("", "~/.EasyOCR")),
    "hub": _HUB_FOLDERS,
    "nltk": (("", "~/nltk_data"),),
    "sentence-transformers": (("SENTENCE_TRANSFORMERS_HOME", ""), *_HUB_FOLDERS),
    "torch": (("TORCH_HOME", "hub"), ("XDG_CACHE_HOME", "torch/hub"), ("", "~/.cache/torch/hub")),
    "transformers": (("TRANSFORMERS_CACHE", ""), *_HUB_FOLDERS),
    "whisper": (("XDG_CACHE_HOME", "whisper"), ("", "~/.cache/whisper")),
}
"""For each cache, the variables that set its folder, the first one that is set counts, with what is added to it.

NLTK takes the first existing folder of ``NLTK_DATA`` and of some system folders instead, see ``downloads.py``.
"""

HUB_CACHES = frozenset({"hub", "sentence-transformers", "transformers"})
"""The caches of what comes from the Hugging Face hub."""

HUB_OPTIONS = frozenset(
    {"--cache-dir", "--exclude", "--include", "--local-dir", "--local-dir-use-symlinks", "--max-workers", "--repo-type"}
    | {"--revision", "--token"}
)
"""Options of ``hf download`` that take a value; ``--include`` and ``--exclude`` take several."""
WGET_OPTIONS = frozenset(
    {"--header", "--limit-rate", "--output-document", "--password", "--referer", "--timeout", "--tries", "--user"}
    | {"--user-agent", "--directory-prefix", "--output-file", "--input-file", "-O", "-P", "-T", "-U", "-o", "-t", "-w"}
    | {"-i", "-a", "-e"}
)
CURL_OPTIONS = frozenset(
    {"--connect-timeout", "--data", "--header", "--max-time", "--output", "--output-dir", "--proxy", "--referer"}
    | {"--request", "--retry", "--retry-delay", "--retry-max-time", "--user", "--user-agent", "-A", "-C", "-H", "-X"}
    | {"-b", "-c", "-d", "-e", "-m", "-o", "-u", "-x", "--continue-at"}
)
ARIA2_OPTIONS = frozenset({"--checksum", "--dir", "--header", "--out", "-d", "-j", "-o", "-s", "-x", "-k"})
COMFY_OPTIONS = frozenset({"--filename", "--relative-path", "--set-civitai-api-token", "--set-hf-api-token", "--url"})
GDOWN_OPTIONS = frozenset({"--id", "--output", "--proxy", "--speed", "-O"})

NLTK_COLLECTIONS = {"all": 3_476_000_000, "all-corpora": 3_011_000_000, "all-nltk": 3_476_000_000}
"""NLTK's collections that hold all or nearly all it has, with their bytes on disk."""

CHECKSUM_PROGRAMS = frozenset(
    {"b2sum", "cksum", "md5sum", "openssl", "rhash", "sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum"}
    | {"b3sum", "gpg", "shasum"}
)
MOVING_REFERENCES = frozenset({"HEAD", "develop", "latest", "main", "master", "nightly"})
"""Parts of URLs that name what changes: a branch, the newest release."""

IMPORTED_BESIDE = frozenset(
    {"PIL", "accelerate", "cv2", "datasets", "dotenv", "huggingface_hub", "numpy", "onnxruntime", "open_clip", "pandas"}
    | {"requests", "safetensors", "tensorflow", "tiktoken", "timm", "torch", "torchaudio", "torchvision", "tqdm"}
    | {"transformers", "ultralytics"}
)
"""Modules of well-known packages that code which downloads models imports, beside those of the functions above."""
