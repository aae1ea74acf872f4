r"""This Hugging Face variable is no longer read, or soon will not be.

transformers 5 ignores `TRANSFORMERS_CACHE` without a word. An image that relied on it still builds and still runs, but
its models go to `~/.cache/huggingface`: into the container's own layer instead of the mounted volume, to be downloaded
again at each start, or nowhere when that home is not writable. huggingface_hub 1.0 ignores `HF_HUB_ENABLE_HF_TRANSFER`
with a warning, so that the fast downloads are gone; before 1.0 it made each download fail where the package
`hf_transfer` was missing. `HUGGINGFACE_HUB_CACHE` and `HUGGING_FACE_HUB_TOKEN` are still read, as old names.

| old | now |
| --- | --- |
| `TRANSFORMERS_CACHE`, `PYTORCH_TRANSFORMERS_CACHE`, `PYTORCH_PRETRAINED_BERT_CACHE` | `HF_HUB_CACHE` |
| `HUGGINGFACE_HUB_CACHE` | `HF_HUB_CACHE` |
| `HUGGINGFACE_ASSETS_CACHE` | `HF_ASSETS_CACHE` |
| `HUGGING_FACE_HUB_TOKEN` | `HF_TOKEN`, given at run time |
| `HF_HUB_ENABLE_HF_TRANSFER` | `HF_XET_HIGH_PERFORMANCE` |

The documentation advises `HF_HOME`, the folder *above* the cache: models then lie in `$HF_HOME/hub`. `HF_HUB_CACHE`
is the folder that the old variables meant, so that models which are there already are found.

mlint says nothing when the new variable or `HF_HOME` is set too, when the image installs transformers below 5 or
huggingface_hub below 1, when the switch is off, and in images of text-generation-inference and
text-embeddings-inference, whose programs read the old names themselves.

## Bad
```dockerfile
FROM python:3.12-slim
ENV TRANSFORMERS_CACHE=/models
RUN pip install --no-cache-dir transformers==5.0.0
```

## Fixed
```dockerfile
FROM python:3.12-slim
ENV TRANSFORMERS_CACHE=/models HF_HUB_CACHE=/models
RUN pip install --no-cache-dir transformers==5.0.0
```

## Fix safety
The fix adds the new variable and leaves the old one, which older versions read. It is unsafe because it changes where
newer versions look for models.

## Good
```dockerfile
FROM python:3.12-slim
ENV HF_HOME=/models
RUN pip install --no-cache-dir transformers==5.0.0
```

## References
- [huggingface_hub: environment variables](https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables)
- [huggingface_hub: migrating to 1.0](https://huggingface.co/docs/huggingface_hub/concepts/migration)
"""

from __future__ import annotations

from mlint.image.packages.asked_for import shipped
from mlint.knowledge.hub_variables import DEPRECATED, LIMITS, OWN_READERS
from mlint.knowledge.variables import FALSE_WORDS
from mlint.rule import Edit, Finding, Fix, Span, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.dockerfile.arguments import Assignment
    from mlint.dockerfile.instructions import Instruction
    from mlint.knowledge.hub_variables import Deprecated


@rule(
    "ML705",
    severity="info",
    mentions=(
        "hf_hub_enable_hf_transfer",
        "huggingface_hub_cache",
        "hugging_face_hub_token",
        "huggingface_assets_cache",
        "pretrained_bert_cache",
        "transformers_cache",
    ),
)
def deprecated_hf_variable(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        added: set[str] = set()
        for instruction in stage.instructions if stage.is_reached else ():
            for pair in instruction.assignments if instruction.name == "ENV" else ():
                known = DEPRECATED.get(pair.key)
                if known is None or known.replacement in added or not _matters(build, stage, pair, known):
                    continue
                added.add(known.replacement)
                yield Finding(
                    build.place(pair.key_span), _message(pair.key, known), fix=_fix(build, instruction, pair, known)
                )


def _message(name: str, known: Deprecated) -> str:
    if known.package:
        return (
            f"{known.package} {known.version} and later ignores {name}; if the image gets it, set {known.replacement}"
        )
    if not known.copied:
        return f"{name} is an old name of {known.replacement}; give the token at run time, under the new name"
    return f"{name} is an old name, which a release may stop to read; set {known.replacement}"


def _matters(build: Build, stage: BuildStage, pair: Assignment, known: Deprecated) -> bool:
    """Whether the variable does something in newer versions' eyes that nothing else in the image makes up for."""
    if any(name in stage.environment for name in (known.replacement, *known.also)):
        return False
    if (pair.value or "").strip("'\"").lower() in ("", *FALSE_WORDS) and known.copied:
        return False
    if any(name in build.source.text for name in OWN_READERS):
        return False
    asked = (one for each in shipped(build) for one in each.packages)
    return not any(one.name in LIMITS and one.requirement.keeps_below(LIMITS[one.name]) for one in asked)


def _fix(build: Build, instruction: Instruction, pair: Assignment, known: Deprecated) -> Fix | None:
    value = build.source.text[slice(*pair.value_span)]
    if not known.copied or not value or "\n" in value:
        return None
    title = f"Set {known.replacement} too"
    if not pair.legacy:
        edit = Edit(build.place(Span(pair.span.end, pair.span.end)), f" {known.replacement}={value}")
        return Fix(title, (edit,), "unsafe")
    end = instruction.span.end
    line = f"{build.source.newline}{instruction.written_name} {known.replacement} {value}"
    return Fix(title, (Edit(build.place(Span(end, end)), line),), "unsafe")
