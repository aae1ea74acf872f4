r"""If the repository changes, so does the model.

A model on a hub has branches like any Git repository, and a download without a revision takes whatever `main` holds
on the day of the build. Authors replace weights, tokenizers and configurations there, sometimes the code that
`trust_remote_code` runs. Two builds of the same Dockerfile then answer differently, and nothing in the file tells why.
A commit in `--revision` or `revision=` ends that. The hub shows it under *Files and versions*, and `hf download`
prints it as part of the path.

The same holds for URLs with `resolve/main` or another branch in them, for `torch.hub.load` without a tag behind the
repository, and for a file from a server or from Google Drive that nobody compares with a checksum. Drive also refuses
popular files for a day once their quota is used up.

mlint is content with any revision that is no branch called `main`, `master` or the like, with a checksum program in
the same `RUN`, with files of a GitHub release, and with a hash in the file's name. It says nothing of spaCy and NLTK
data, of Whisper models, and of models whose name only a variable knows. What belongs to one `RUN` is one finding.

## Bad
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir huggingface-hub==1.1.4
RUN hf download BAAI/bge-small-en-v1.5 --local-dir /models/bge-small
```

## Good
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir huggingface-hub==1.1.4
RUN hf download BAAI/bge-small-en-v1.5 --revision 5c38ec7c405ec4b44b94cc5a9bb96e735b38267a --local-dir /models/bge-small
```

## References
- [Hugging Face: download from a revision](https://huggingface.co/docs/huggingface_hub/guides/download)
- [torch.hub.load: `repo_or_dir` with a tag](https://docs.pytorch.org/docs/stable/hub.html)
- [Dockerfile reference: ADD --checksum](https://docs.docker.com/reference/dockerfile/#add---checksum)
"""

from __future__ import annotations

from mlint.rule import Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.models.downloads import Download


@rule("ML704", severity="info")
def unpinned_model_download(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for run in (one for one in stage.runs if one.downloads) if stage.is_reached else ():
            from mlint.image.models.downloads import moves, verifies

            by_name: dict[str | None, Download] = {}
            for one in run.downloads:
                if moves(one):
                    by_name.setdefault(one.name, one)
            found = list(by_name.values())
            if found and not any(verifies(command) for command in run.commands):
                yield Finding(
                    build.place(found[0].span),
                    _message(found[0]),
                    related=tuple(Related(build.place(one.span), f"{one.shown} too") for one in found[1:]),
                )


def _message(one: Download) -> str:
    if one.cache == "drive":
        return (
            "if this file on Google Drive is replaced, so is the model of the next build, and Drive refuses files when "
            "their quota is used up; take it from a hub or a bucket, and check its sha256 in the same RUN"
        )
    if one.cache == "url":
        branch = one.branch
        remedy = f"put a commit in the place of {branch} in the URL" if branch else "check its sha256 in the same RUN"
        return f"if {one.shown} changes on its server, so does the model of the next build; {remedy}"
    if one.cache == "torch":
        return (
            f"if the default branch of {one.shown} changes, so do the code and the model of the next build; name a tag "
            f"or commit: '{one.shown}:<tag>'"
        )
    option = "revision=" if one.code else "--revision"
    return f"if {one.shown} changes on the hub, so does the model of the next build; name a commit with {option}"
