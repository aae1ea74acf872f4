r"""Downloaded as root, looked for in another home.

A model is downloaded in the build so that the container starts without the network. The libraries put it below the
home of the user who runs them: `~/.cache/huggingface`, `~/.cache/torch`, `~/.cache/whisper`, `~/nltk_data`. When root
downloads and a later `USER` runs the container, its home is another one and `/root` is closed to it. The image carries
the gigabytes, and the container fetches them again at each start, or fails where it has no network. It is the same
when the folder's variable, such as `HF_HOME`, is set only behind the download.

Set the variable before the download to a folder that both can read, `HF_HOME=/models` for instance, or download behind
`USER`.

A cache mount loses the model as well: it belongs to the build machine, not to the image. mlint reports a download into
one unless something in the `RUN` uses or copies it, or another `RUN` mounts the same folder.

A `VOLUME` over the folder is an `info`. Docker copies the model into a new volume at each start, and a named volume
keeps the first image's model for good.

mlint says nothing where the call names a folder, where the user or the home is not known, and where a command or a
`COPY` mentions root's home: the model may be copied or linked from there.

## Bad
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir sentence-transformers==5.1.2
RUN python -c "from sentence_transformers import SentenceTransformer; SentenceTransformer('all-MiniLM-L6-v2')"
RUN useradd --create-home app
USER app
CMD ["python", "-m", "search"]
```

## Good
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir huggingface-hub==1.1.4
ENV HF_HOME=/models
RUN hf download sentence-transformers/all-MiniLM-L6-v2 --revision c9745ed1d9f207416be6d2e6f8de32d1f16199bf
RUN useradd --create-home app
USER app
CMD ["python", "-m", "search"]
```

## References
- [Hugging Face: environment variables](https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables)
- [NLTK: where data is looked for](https://www.nltk.org/data.html)
- [Docker: cache mounts](https://docs.docker.com/build/cache/optimize/#use-cache-mounts)
- [Docker: populate a volume using a container](https://docs.docker.com/engine/storage/volumes/#populate-a-volume-using-a-container)
"""

from __future__ import annotations

from mlint.rule import Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.models.lost_downloads import Elsewhere


@rule("ML703", severity="warning")
def model_cache_lost(build: Build) -> Iterator[Finding]:
    if not any(run.downloads for stage in build.final_chain for run in stage.runs):
        return
    from mlint.image.models.lost_downloads import below_volume, elsewhere, in_cache_mount

    seen = set()
    for one in elsewhere(build):
        if one.download.span not in seen:
            seen.add(one.download.span)
            yield Finding(build.place(one.download.span), _message(build, one))
    for stage in build.final_chain:
        for run in stage.runs:
            for download in run.downloads:
                mount = in_cache_mount(download)
                if mount and download.span not in seen:
                    seen.add(download.span)
                    yield Finding(
                        build.place(download.span),
                        f"{download.shown} goes to the cache mount at {mount.target}, which is no part of the image; "
                        "drop the mount, or copy the model out of it in the same RUN",
                        related=(Related(build.place(mount.span), "the cache mount"),),
                    )
    for download, volume, path in below_volume(build):
        if download.span not in seen:
            seen.add(download.span)
            yield Finding(
                build.place(download.span),
                f"if a named volume is mounted at {path}, it keeps the model of the first image that it was used with, "
                f"and without one {download.shown} is copied at each start; drop the VOLUME",
                severity="info",
                related=(Related(build.place(volume.text_span), "the volume"),),
            )


def _message(build: Build, one: Elsewhere) -> str:
    from mlint.knowledge.model_downloads import CACHES

    download = one.download
    variable = CACHES[download.cache][0][0] or ("NLTK_DATA" if download.cache == "nltk" else "XDG_CACHE_HOME")
    variable = "HF_HOME" if download.from_hub else variable
    user = build.final.user if build.final else ""
    looks = f"the container looks in {one.looked_in}"
    if one.looked_in.startswith("~"):
        looks = f"the container runs as {user} and looks in the home of that user"
    remedy = f"set {variable} to a folder for both before this RUN"
    if download.cache == "nltk":
        remedy = "download it with -d /usr/local/share/nltk_data"
    return f"{download.shown} is downloaded to {one.folder}, but {looks}; {remedy}"
