r"""Every code change downloads the model again.

Docker builds everything behind a changed `COPY` anew. A download that stands behind the `COPY` of the source, and needs
nothing of it, is therefore repeated for each edited line of code: 0.4 GB and half a minute for a BERT at 100 Mbit/s,
15 GB and twenty minutes for a 7B model. It also makes each build depend on the hub being up and on its rate limits,
and each pushed image carries the weights in a new layer, although they are the same.

Put the download into a `RUN` of its own before the source is copied. If it needs a package that the source's
requirements name, install them first, from their file alone.

mlint knows `hf download`, `huggingface-cli`, `snapshot_download`, `from_pretrained` and their kin in inline Python,
wget, curl and aria2c of weights, gdown, torch.hub, Whisper, EasyOCR, spaCy, NLTK and `ollama pull`. Inline code that
imports the project's own modules needs the source and is left alone, and so is a download into a cache mount.

A script of the project that downloads is an `info`, where its name or its text says that it does: copy that script
alone before it runs, and the rest of the source behind it.

## Bad
```dockerfile
FROM vllm/vllm-openai:v0.11.2
WORKDIR /app
COPY . .
RUN hf download Qwen/Qwen3-4B --revision 1cfa9a7208912126459214e8b04321603b3df60c --local-dir /models/qwen3
CMD ["--model", "/models/qwen3"]
```

## Fixed
```dockerfile
FROM vllm/vllm-openai:v0.11.2
WORKDIR /app
RUN hf download Qwen/Qwen3-4B --revision 1cfa9a7208912126459214e8b04321603b3df60c --local-dir /models/qwen3
COPY . .
CMD ["--model", "/models/qwen3"]
```

## Fix safety
The fix is unsafe: a file of the source may lie where the download goes, and the last one wins. It is offered only
where nothing but copies stands between the two, and the `RUN` does nothing but download.

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY download_model.py .
RUN python download_model.py
COPY src/ src/
CMD ["python", "src/predict.py"]
```

## References
- [Docker: order your layers](https://docs.docker.com/build/cache/optimize/#order-your-layers)
- [Hugging Face: download files](https://huggingface.co/docs/huggingface_hub/guides/download)
"""

from __future__ import annotations

from mlint.rule import Finding, Fix, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.image.models.late_downloads import LateDownload


@rule("ML702", severity="warning")
def model_download_after_source(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        if not stage.is_reached or not any(run.downloads or run.starts_script for run in stage.runs):
            continue
        from mlint.image.models.late_downloads import late_downloads, late_scripts

        found = late_downloads(stage)
        if found:
            first = found[0]
            others = [Related(build.place(one.download.span), f"{one.download.shown} too") for one in found[1:]]
            yield Finding(
                build.place(first.download.span),
                f"every change of the files copied on line {first.copy.instruction.first_line} downloads "
                f"{first.download.shown} again; download it in a RUN before that COPY",
                fix=_fix(build, stage, found),
                related=(Related(build.place(first.copy.instruction.text_span), "the source is copied here"), *others),
            )
        for script in late_scripts(stage):
            yield Finding(
                build.place(script.command.span),
                f"if {script.name} needs nothing else of the source, copy it alone and run it before the COPY on line "
                f"{script.copy.instruction.first_line}: as it is, every change of the source downloads again",
                severity="info",
                related=(Related(build.place(script.copy.instruction.text_span), "the source is copied here"),),
            )


def _fix(build: Build, stage: BuildStage, found: list[LateDownload]) -> Fix | None:
    """Move the RUNs before the first source copy, in their order."""
    from mlint.image.models.late_downloads import early_runs

    runs = early_runs(stage, found)
    removals = [build.removal(run.instruction) for run in runs]
    if not runs or None in removals:
        return None
    text = build.source.newline.join(build.source.text[slice(*build.with_comments(run.instruction))] for run in runs)
    insertion = build.line_before(found[0].copy.instruction, text)
    return Fix("Download before the source is copied", (insertion, *(one for one in removals if one)), "unsafe")
