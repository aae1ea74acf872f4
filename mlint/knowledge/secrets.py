"""Names and shapes of credentials, and names and values that only look like one. As of 2026-11-21.

Sources: token shapes from the gitleaks rule set at b58d3f10 (2026-07-22), facts only; shapes marked "memory" and the
names from the services' public documentation. Minimum lengths are those documented; no shape has a maximum, because
services have lengthened their tokens before.
"""

from __future__ import annotations

from mlint.records import Record

AS_OF = "2026-11-21"


def _words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


class Shape(Record):
    """The form of one service's tokens.

    ``markers``: plain strings, one of which every token holds. ``pattern``: a regular expression that needs linear
    time on any text; what may stand before a token is the reader's business.
    """

    kind: str
    markers: tuple[str, ...]
    pattern: str


SHAPES: tuple[Shape, ...] = (
    Shape("Hugging Face token", ("hf_", "api_org_"), r"(?:hf_|api_org_)[A-Za-z0-9]{34,}"),
    Shape("Anthropic key", ("sk-ant-",), r"sk-ant-[a-z]{2,9}[0-9]{2}-[A-Za-z0-9_-]{80,}"),
    Shape("OpenAI key", ("sk-",), r"sk-(?:(?:proj|svcacct|admin)-[A-Za-z0-9_-]{40,}|[A-Za-z0-9]{32,})"),
    Shape("AWS access key", ("AKIA", "ASIA", "ABIA", "ACCA"), r"A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}(?![A-Za-z0-9])"),
    Shape("AWS access key", ("A3T",), r"A3T[A-Z0-9]{17}(?![A-Za-z0-9])"),
    Shape("AWS Bedrock key", ("ABSK",), r"ABSK[A-Za-z0-9+/]{109,}={0,2}"),
    Shape("Google API key", ("AIza",), r"AIza[A-Za-z0-9_-]{35,}"),
    Shape("Azure client secret", ("Q~",), r"[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,}"),
    Shape("Azure storage key", ("AccountKey=",), r"(?<=AccountKey=)[A-Za-z0-9+/]{86,}={0,2}"),  # memory
    Shape("GitHub token", ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), r"gh[pousr]_[A-Za-z0-9]{36,}"),
    Shape("GitHub token", ("github_pat_",), r"github_pat_[A-Za-z0-9_]{82,}"),
    Shape("GitLab token", ("glpat-",), r"glpat-[A-Za-z0-9_.-]{20,}"),
    Shape("GitLab token", ("gldt-", "glcbt-", "glrt-", "glptt-"), r"gl(?:dt|cbt|rt|ptt)-[A-Za-z0-9_-]{20,}"),
    Shape("PyPI token", ("pypi-AgEI",), r"pypi-AgEI[A-Za-z0-9_-]{60,}"),
    Shape("npm token", ("npm_",), r"npm_[A-Za-z0-9]{36,}"),
    Shape("Databricks token", ("dapi",), r"dapi[0-9a-f]{32}(?:-[0-9])?"),
    Shape("Perplexity key", ("pplx-",), r"pplx-[A-Za-z0-9]{48,}"),
    Shape("Slack token", ("xoxb-", "xoxp-", "xoxa-"), r"xox[bpa]-[0-9]{6,}-[A-Za-z0-9-]{10,}"),
    Shape("Slack token", ("xapp-",), r"xapp-[0-9]-[A-Za-z0-9-]{20,}"),
    Shape("Stripe key", ("k_live_", "k_test_"), r"[sr]k_(?:live|test)_[A-Za-z0-9]{16,}"),
    Shape("DigitalOcean token", ("dop_v1_", "doo_v1_", "dor_v1_"), r"do[opr]_v1_[0-9a-f]{64,}"),
    Shape("Vault token", ("hvs.", "hvb."), r"hv[sb]\.[A-Za-z0-9_-]{90,}"),
    Shape("Artifactory token", ("AKCp",), r"AKCp[A-Za-z0-9]{69,}"),
    Shape("Artifactory token", ("cmVmd",), r"cmVmd[A-Za-z0-9]{59,}"),
    Shape("Grafana token", ("glsa_",), r"glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8,}"),
    Shape("Grafana token", ("glc_",), r"glc_[A-Za-z0-9+/]{32,}={0,3}"),
    Shape("Grafana token", ("eyJrIjoi",), r"eyJrIjoi[A-Za-z0-9]{70,}={0,3}"),
    Shape("Sentry token", ("sntryu_",), r"sntryu_[0-9a-f]{64,}"),
    Shape("Sentry token", ("sntrys_",), r"sntrys_eyJpYXQiO[A-Za-z0-9+/=_]{50,}"),
    Shape("1Password token", ("ops_eyJ",), r"ops_eyJ[A-Za-z0-9+/]{250,}={0,3}"),
    Shape("Weights & Biases key", ("wandb_v1_",), r"wandb_v1_[A-Za-z0-9_]{32,}"),  # memory, as all that follow
    Shape("NVIDIA API key", ("nvapi-",), r"nvapi-[A-Za-z0-9_-]{60,}"),
    Shape("Replicate token", ("r8_",), r"r8_[A-Za-z0-9]{37,}"),
    Shape("Groq key", ("gsk_",), r"gsk_[A-Za-z0-9]{52,}"),
    Shape("LangSmith key", ("lsv2_",), r"lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10,}"),
    Shape("Pinecone key", ("pcsk_",), r"pcsk_[A-Za-z0-9_]{40,}"),
    Shape("xAI key", ("xai-",), r"xai-[A-Za-z0-9]{80,}"),
    Shape("Docker Hub token", ("dckr_pat_",), r"dckr_pat_[A-Za-z0-9_-]{27,}"),
)
"""Token shapes that are proof by themselves, wherever they stand."""

MASKED_SHAPES: tuple[Shape, ...] = (
    Shape("JSON web token", ("eyJ",), r"(?<![\w-])eyJ[\w-]{10,}+\.eyJ[\w-]{10,}+\.[\w-]{10,}+"),
)
"""Shapes that are also used for public keys (Supabase's anon key): no proof, but never printed."""

NAMELESS_FORMS: tuple[tuple[str, str], ...] = (
    ("login", r"\blogin\b[^;&|]{0,300}?\s(?:-p|-P)[ \t=]*+"),
    ("login", r"\blogin\s{1,9}\S{1,200}\s{1,9}password\s{1,9}"),  # .netrc
    ("wandb", r"\bwandb\s{1,9}login\s{1,9}(?:--?[\w=:/.-]{1,100}\s{1,9}){0,4}(?=[\"']?\w{20})"),
    ("sshpass", r"\bsshpass\s{1,9}-p[ \t]*+"),
    ("curl", r"\bcurl\b[^;&|]{0,500}?\s(?:-u|--user)[ \t=]*+[\"']?[^\s:\"']{0,100}:"),
    ("chpasswd", r"[\w.-]{1,64}:(?=[^\s:|]{1,200}\s*\|\s*(?:sudo\s{1,9})?chpasswd)"),
    (
        "authorization",
        r"(?i)authorization[\\\"']*+\s{0,9}[:=]\s{0,9}[\\\"']*+(?:(?:bearer|basic|token|apikey)\s{1,9})?",
    ),
    ("bearer", r"(?i)\bbearer\s{1,9}(?=[\w.~+/-]{16})"),
    ("/t/", r"://[^\s/]{1,200}/t/((?:[a-z]{2}-)?[0-9a-f-]{16,})"),  # a conda channel's token
    ("http-basic.", r"\bhttp-basic\.[\w.-]{1,64}\s{1,9}\S{1,200}\s{1,9}"),  # poetry config
    ("pypi-token.", r"\bpypi-token\.[\w.-]{1,64}\s{1,9}"),
    ('"key', r"\"key\\{0,3}\"\s{0,9}:\s{0,9}(?=\\{0,3}\"\w{16})"),  # kaggle.json
    ("://", r"://((?=[A-Za-z_]{0,100}[0-9])\w{20,})@"),  # a token as the user of a URL
)
"""Where a credential has no name: what the text, in lower case, then holds, and what stands before it; or around it,
when the pattern has a group."""

CREDENTIAL_NAMES = _words(
    # hub
    "HF_TOKEN HUGGING_FACE_HUB_TOKEN HUGGINGFACE_TOKEN HUGGINGFACE_HUB_TOKEN HUGGINGFACEHUB_API_TOKEN HF_API_TOKEN "
    "HF_ACCESS_TOKEN HF_API_KEY "
    # language models
    "OPENAI_API_KEY AZURE_OPENAI_API_KEY ANTHROPIC_API_KEY COHERE_API_KEY CO_API_KEY MISTRAL_API_KEY GROQ_API_KEY "
    "TOGETHER_API_KEY FIREWORKS_API_KEY REPLICATE_API_TOKEN GOOGLE_API_KEY GEMINI_API_KEY DEEPSEEK_API_KEY XAI_API_KEY "
    "PERPLEXITY_API_KEY VOYAGE_API_KEY JINA_API_KEY OPENROUTER_API_KEY VLLM_API_KEY LITELLM_MASTER_KEY "
    "ELEVENLABS_API_KEY STABILITY_API_KEY "
    # experiment tracking
    "WANDB_API_KEY MLFLOW_TRACKING_PASSWORD MLFLOW_TRACKING_TOKEN COMET_API_KEY NEPTUNE_API_TOKEN "
    "CLEARML_API_ACCESS_KEY CLEARML_API_SECRET_KEY LANGCHAIN_API_KEY LANGSMITH_API_KEY LANGFUSE_SECRET_KEY "
    "DAGSHUB_TOKEN DAGSHUB_USER_TOKEN "
    # data
    "KAGGLE_KEY KAGGLE_API_TOKEN ROBOFLOW_API_KEY PINECONE_API_KEY QDRANT_API_KEY WEAVIATE_API_KEY MILVUS_TOKEN "
    "LABEL_STUDIO_API_KEY SNOWFLAKE_PASSWORD DATABRICKS_TOKEN NGC_API_KEY NGC_CLI_API_KEY NVIDIA_API_KEY "
    "TAVILY_API_KEY SERPAPI_API_KEY "
    # clouds
    "AWS_SECRET_ACCESS_KEY AWS_ACCESS_KEY_ID AWS_SESSION_TOKEN AWS_BEARER_TOKEN_BEDROCK AZURE_CLIENT_SECRET "
    "AZURE_STORAGE_KEY AZURE_STORAGE_CONNECTION_STRING AZURE_STORAGE_SAS_TOKEN MINIO_ROOT_PASSWORD MINIO_SECRET_KEY "
    "RUNPOD_API_KEY MODAL_TOKEN_SECRET LIGHTNING_API_KEY "
    # package registries
    "GITHUB_TOKEN GH_TOKEN GITHUB_PAT GITLAB_TOKEN CI_JOB_TOKEN TWINE_PASSWORD PYPI_TOKEN UV_PUBLISH_TOKEN NPM_TOKEN "
    "CONDA_TOKEN ANACONDA_API_TOKEN GEMFURY_TOKEN ARTIFACTORY_TOKEN "
    # applications
    "POSTGRES_PASSWORD MYSQL_ROOT_PASSWORD REDIS_PASSWORD SECRET_KEY DJANGO_SECRET_KEY JWT_SECRET JWT_SECRET_KEY "
    "CHAINLIT_AUTH_SECRET JUPYTER_TOKEN PASSWORD AIRFLOW__CORE__FERNET_KEY AIRFLOW__WEBSERVER__SECRET_KEY"
)
"""Variables whose value is a credential. GOOGLE_APPLICATION_CREDENTIALS holds a path, SENTRY_DSN is public by design,
database and index URLs count by the password in them: none of these is here."""

CREDENTIAL_AFFIXES: tuple[tuple[str, str], ...] = (
    ("AZURE_", "_KEY"),
    ("CIVITAI_", "_KEY"),
    ("CIVITAI_", "_TOKEN"),
    ("DAGSHUB_", "TOKEN"),
    ("POETRY_HTTP_BASIC_", "_PASSWORD"),
    ("POETRY_PYPI_TOKEN_", ""),
    ("UV_INDEX_", "_PASSWORD"),
)
"""Families of such variables: how the name starts and how it ends."""

SECRET_WORDS = _words("PASSWORD PASSWD PASSPHRASE SECRET TOKEN APIKEY")
"""Words that make a name which ends in one that of a credential. TOKENIZERS_PARALLELISM, MAX_TOKENS, EOS_TOKEN_ID,
HF_TOKEN_PATH and SECRET_NAME end otherwise; the exceptions among those that do are MODEL_WORDS and HARMLESS_WORDS."""

KEY_WORDS = _words("API ACCESS PRIVATE SECRET")
"""Words that do so with KEY behind them; GPG_KEY, CACHE_KEY and PUBLIC_KEY hold no credential."""

MODEL_WORDS = _words("PAD EOS BOS UNK SEP CLS MASK STOP START END IMAGE AUDIO VIDEO SPECIAL EOT SOT FIM")
"""Words before TOKEN that make it a token of a vocabulary."""

HARMLESS_WORDS = _words("USE ENABLE DISABLE REQUIRE REQUIRES SKIP ALLOW HAS IS NO MAX MIN NUM PUBLIC")
"""Words in the name of a switch (HF_HUB_DISABLE_IMPLICIT_TOKEN), of a number, or of what is meant to be public."""

PLACEHOLDER_VALUES = _words(
    # nothing, switches
    "none null nil undefined na n/a unset notset empty true false yes no on off enabled disabled auto default "
    # the dummies that OpenAI-compatible servers are documented with
    "ollama lm-studio token-abc123 sk-1234 "
    # said to be replaced
    "changeme changeit changethis replaceme dummy placeholder todo tbd fixme insecure"
)
"""Values, in lower case, that stand where a credential will stand."""

PLACEHOLDER_WORDS = _words(
    "your yours changeme change replace replaceme placeholder dummy sample insert redacted todo fixme fake"
)
"""Words that make the value that holds them a placeholder."""

FILLER_WORDS = _words(
    "a an the my some any this that is be to of for in it not no none here value values string text default set unset "
    "empty unused needed required only local dev development test testing tests demo super secret secrets supersecret "
    "password passwd pass pw token tokens key keys apikey api access auth private credential credentials user username "
    "login mysecret mypassword mytoken mykey mysecretpassword testkey testtoken testpassword hf huggingface openai sk "
    "wandb llm enter put add paste"
)
"""Words that a value may be made of and still hold no credential."""

CREDENTIAL_FILES = _words(
    ".env .git-credentials .netrc .pypirc _netrc id_dsa id_ecdsa id_ed25519 id_rsa kaggle.json rclone.conf"
)
"""Files, in lower case, that hold credentials by their names. ``.pem`` files are certificates as often as keys."""
CREDENTIAL_FOLDERS = _words(".aws .gcloud .kaggle .ssh secrets")
"""Folders of such files."""
CREDENTIAL_JSON: tuple[tuple[str, ...], ...] = (("credentials",), ("service", "account"), ("serviceaccount",))
"""Words in a row in the name of a JSON file with a key of Google's or of others."""
SHOWN_ONLY = _words("demo docs example examples fixture fixtures sample samples template templates test testdata tests")
"""Words of folders and files that only show, or test with, what such a file holds."""
