"""Variables of the Hugging Face libraries that newer versions ignore, or that have been given another name.

As of 2026-11-21. Source: the wheels of transformers 4.57.1, 5.0.0 and 5.23.0; constants.py of
huggingface_hub of August 2026. What 0.x does without hf_transfer: zml/zml#339.
"""

from __future__ import annotations

from mlint.records import Record

AS_OF = "2026-11-21"


class Deprecated(Record):
    """One variable: the ``replacement`` that does the same, what is to say of it, and who ignores it from when on.

    ``also`` are other variables that make up for it when they are set. ``package`` and ``version`` tell the first
    release that ignores it; empty for one that is still read. ``copied``: the replacement takes its value.
    """

    replacement: str
    package: str = ""
    version: str = ""
    also: tuple[str, ...] = ()
    copied: bool = True


_CACHE = Deprecated("HF_HUB_CACHE", "transformers", "5.0", ("HF_HOME", "HUGGINGFACE_HUB_CACHE"))
"""In transformers 4 these held the folder that HF_HUB_CACHE holds; HF_HOME is the folder above it."""

DEPRECATED = {
    "HF_HUB_ENABLE_HF_TRANSFER": Deprecated("HF_XET_HIGH_PERFORMANCE", "huggingface-hub", "1.0"),
    "HUGGINGFACE_ASSETS_CACHE": Deprecated("HF_ASSETS_CACHE", also=("HF_HOME",)),
    "HUGGINGFACE_HUB_CACHE": Deprecated("HF_HUB_CACHE", also=("HF_HOME",)),
    "HUGGING_FACE_HUB_TOKEN": Deprecated("HF_TOKEN", copied=False),
    "PYTORCH_PRETRAINED_BERT_CACHE": _CACHE,
    "PYTORCH_TRANSFORMERS_CACHE": _CACHE,
    "TRANSFORMERS_CACHE": _CACHE,
}

OWN_READERS = ("text-embeddings-router", "text-generation-launcher", "text-embeddings-inference", "tgi-entrypoint")
"""Programs of Hugging Face that read the old names themselves."""

LIMITS = {"huggingface-hub": "1.0", "transformers": "5.0"}
"""The first versions of the generation that ignores old names; the two belong together."""
