r"""This downloads every NLTK corpus.

NLTK's collection `all` holds 113 packages: treebanks, frame nets, chat logs, grammars. The archives are 750 MB, and
NLTK keeps them beside what it unpacks, so that the layer grows by 3.5 GB (index of nltk_data, February 2023). A
program that splits sentences and drops stop words needs two of them, less than 60 MB with their archives.

Name the packages: `punkt_tab` to split sentences and words, `stopwords`, `wordnet` to lemmatise,
`averaged_perceptron_tagger_eng` to tag. A missing one shows at once: NLTK raises a `LookupError` that names it. The
collection `popular` (0.4 GB) is left alone.

Without any name NLTK opens a menu instead. Nobody answers it in a build, which then fails.

## Bad
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir nltk==3.9.2
RUN python -m nltk.downloader all
```

## Good
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir nltk==3.9.2
RUN python -m nltk.downloader -d /usr/local/share/nltk_data punkt_tab stopwords
```

## References
- [NLTK: installing data](https://www.nltk.org/data.html)
- [nltk_data: the index with all sizes](https://github.com/nltk/nltk_data/blob/gh-pages/index.xml)
"""

from __future__ import annotations

from mlint.knowledge.model_downloads import NLTK_COLLECTIONS
from mlint.rule import Estimate, Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML706", severity="warning", mentions=("nltk",))
def nltk_download_all(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for run in stage.runs if stage.is_reached else ():
            for one in run.downloads:
                if one.cache != "nltk":
                    continue
                size = NLTK_COLLECTIONS.get(one.name or "")
                if size:
                    yield Finding(
                        build.place(one.span),
                        f"NLTK's collection '{one.name}' is {size / 1e9:.1f} GB of corpora; name the packages that the "
                        "code asks for, such as punkt_tab and stopwords",
                        estimate=Estimate(size) if stage.in_final_chain else None,
                    )
                elif one.name == "":
                    yield Finding(
                        build.place(one.span),
                        f"{one.tool} without a name asks what to download, which nobody answers in a build; name the "
                        "packages that the code asks for, such as punkt_tab and stopwords",
                    )
