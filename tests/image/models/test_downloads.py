"""What a RUN downloads."""

from __future__ import annotations

import pytest

from mlint.image.models.downloads import Download, cache_folder, is_weights_url
from tests.builds import build


def found(text: str) -> list[Download]:
    return [one for stage in build(f"FROM python:3.12\nWORKDIR /srv\n{text}").stages for one in stage_downloads(stage)]


def stage_downloads(stage: object) -> list[Download]:
    return [one for run in stage.runs for one in run.downloads]  # type: ignore[attr-defined]


def the_download(text: str) -> Download:
    (one,) = found(f"RUN {text}")
    return one


@pytest.mark.parametrize(
    ("text", "tool", "cache", "name"),
    [
        ("hf download a/b", "hf download", "hub", "a/b"),
        ("uv run huggingface-cli download a/b c.bin", "huggingface-cli download", "hub", "a/b"),
        ("hf download --revision x $NAME", "hf download", "hub", None),
        ("wget -q https://a.b/c.pt", "wget", "url", "https://a.b/c.pt"),
        ("curl -fsSLo /m/c.onnx https://a.b/download?id=1", "curl", "url", "https://a.b/download?id=1"),
        ("aria2c -x 16 https://huggingface.co/a/b/resolve/main/c.bin", "aria2c", "url", None),
        ("gdown --fuzzy https://drive.google.com/file/d/1/view -O x.pt", "gdown", "drive", None),
        ("gdown --id 1abc", "gdown", "drive", "1abc"),
        ("python -m spacy download en_core_web_sm", "spacy download", "spacy", "en_core_web_sm"),
        ("spacy download de_core_news_sm", "spacy download", "spacy", "de_core_news_sm"),
        ("python -m nltk.downloader punkt", "nltk.downloader", "nltk", "punkt"),
        ("python -m nltk.downloader", "nltk.downloader", "nltk", ""),
        ("comfy model download --url https://a.b/c --relative-path m", "comfy model download", "url", "https://a.b/c"),
        ("ollama pull qwen3:4b", "ollama pull", "ollama", "qwen3:4b"),
        ("python -c \"import nltk; nltk.download('punkt')\"", "nltk.download", "nltk", "punkt"),
        ('python -c "import nltk; nltk.download()"', "nltk.download", "nltk", ""),
        ("python -c \"import whisper; whisper.load_model('base')\"", "load_model", "whisper", "base"),
        ("python -c \"import torch; torch.hub.load('a/b:v1', 'c')\"", "load", "torch", "a/b:v1"),
        ("python -c \"from transformers import pipeline; pipeline('ner')\"", "pipeline", "transformers", None),
        (
            "python -c \"from transformers import pipeline as p; p('ner', model='a/b')\"",
            "pipeline",
            "transformers",
            "a/b",
        ),
        ("python -c \"import easyocr; easyocr.Reader(['en'])\"", "Reader", "easyocr", None),
        (
            "python -c \"from transformers import AutoModel as M; M.from_pretrained('a/b')\"",
            *("from_pretrained", "transformers", "a/b"),
        ),
        (
            "python -c \"from sentence_transformers import SentenceTransformer as S; S('a').encode('x')\"",
            *("SentenceTransformer", "sentence-transformers", "a"),
        ),
    ],
)
def test_one_download(text: str, tool: str, cache: str, name: str | None) -> None:
    one = the_download(text)
    assert (one.tool, one.cache) == (tool, cache)
    assert name is None or one.name == name


@pytest.mark.parametrize(
    "text",
    [
        "pip install gdown spacy nltk",
        "hf download --help",
        "hf auth login",
        "gdown --version",
        "wget https://a.b/c.tar.gz",
        "wget https://a.b/c.bin",
        "curl -H 'Referer: https://a.b/c.pt' https://a.b/",
        "curl -X POST $URL",
        "spacy validate",
        "ollama serve",
        "python -m nltk.downloader --help",
        "python -c 'import transformers; print(transformers.__version__)'",
        "python -c \"from transformers import AutoModel; AutoModel.from_pretrained('/models/a')\"",
        "python -c \"from transformers import AutoModel; AutoModel.from_pretrained('./a')\"",
        "python -c \"from transformers import AutoModel; AutoModel.from_pretrained('a', local_files_only=True)\"",
        "python -c \"from mine import AutoModel; AutoModel.from_pretrained('a')\"",
        "python -c \"import torch; torch.hub.load('yolo', 'c', source='local')\"",
        'python -c "import sys; from transformers import AutoModel; AutoModel.from_pretrained(sys.argv[1])" a',
        'python -c "import nltk; nltk.download(x)"',
        "python -c \"import urllib.request as r; r.urlretrieve('https://a.b/c.txt', 'c')\"",
        "python train.py",
    ],
)
def test_no_download(text: str) -> None:
    assert found(f"RUN {text}") == []


@pytest.mark.parametrize(
    ("text", "folder", "revision", "placed"),
    [
        ("hf download a/b --revision v1 --local-dir m", "/srv/m", "v1", True),
        ("hf download a/b --cache-dir=/m", "/m", None, True),
        ("hf download a/b --local-dir $M", None, None, True),
        ("hf download a/b", None, None, False),
        ("cd /opt && wget https://a.b/c.pt", "/opt", None, True),
        ("cd $M && wget https://a.b/c.pt", None, None, True),
        ("wget -P ~/m https://a.b/c.pt", "/root/m", None, True),
        ("curl -L --output-dir /m -o c.pt https://a.b/c.pt", "/m", None, True),
        ("python -m nltk.downloader -d /n punkt", "/n", None, True),
        ("python -c \"import nltk; nltk.download('punkt', '/n')\"", "/n", None, True),
        ("python -c \"import nltk; nltk.download('punkt', **x)\"", None, None, True),
        ("python -c \"import torch.hub as h; h.load('a/b:v1', 'c')\"", None, "v1", False),
        (
            "python -c \"from huggingface_hub import snapshot_download as s; s('a/b', revision=r, cache_dir='/m')\"",
            *("/m", "?", True),
        ),
        (
            "python -c \"import os; os.environ['HF_HOME']='/m'; from transformers import AutoModel as A; "
            "A.from_pretrained('a')\"",
            *(None, None, True),
        ),
    ],
)
def test_where_to_and_which(text: str, folder: str | None, revision: str | None, *, placed: bool) -> None:
    one = the_download(text)
    assert (one.folder, one.revision, one.placed) == (folder, revision, placed)


def test_several() -> None:
    assert [one.name for one in found("RUN python -m nltk.downloader -q punkt stopwords")] == ["punkt", "stopwords"]
    text = "RUN <<X\n#!/usr/bin/env python3\nfrom huggingface_hub import *\nimport huggingface_hub as h\n"
    assert [one.name for one in found(f"{text}for n in ('a/b', 'c/d'): h.snapshot_download(n)\nX\n")] == ["a/b"]


def test_what_a_message_calls_it() -> None:
    assert the_download("hf download a/b").shown == "a/b"
    assert the_download("hf download $M").shown == "a model"
    assert the_download("python -m nltk.downloader punkt").shown == "NLTK's punkt"
    assert the_download("wget https://a.b/d/c.pt?x=1").shown == "c.pt"
    assert the_download("hf download a/b").from_hub
    assert not the_download("ollama pull a").from_hub


def test_folders_of_caches() -> None:
    hub = "/root/.cache/huggingface/hub"
    assert cache_folder("hub", {}, "/root") == cache_folder("hub", {"HF_HOME": ""}, "/root") == hub
    assert cache_folder("hub", {}, None) == "~/.cache/huggingface/hub"
    assert cache_folder("hub", {"HF_HOME": "/m"}, None) == "/m/hub"
    assert cache_folder("hub", {"HF_HOME": None}, None) is None
    assert cache_folder("hub", {"HF_HOME": "/m", "HF_HUB_CACHE": "/h"}, None) == "/h"
    assert cache_folder("whisper", {"HOME": "/home/a"}, "/root") == "/home/a/.cache/whisper"
    assert cache_folder("url", {}, "/root") is None


def test_urls_of_weights() -> None:
    assert is_weights_url("https://a.b/c.safetensors?download=true")
    assert is_weights_url("https://a.b/models/c.bin")
    assert is_weights_url("https://huggingface.co/a/b/resolve/main/c.bin")
    assert is_weights_url("https://a.b/pretrained_weights.zip")
    assert is_weights_url("https://a.b/?id=1", "m.pt")
    assert not is_weights_url("https://a.b/firmware.bin")
    assert not is_weights_url("https://a.b/models.zip")
    assert not is_weights_url("https://a.pt")
