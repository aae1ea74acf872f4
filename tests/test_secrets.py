"""Names, values and shapes of credentials, and what redaction leaves of a text.

No token stands here as such: each is put together at run time, so that no scanner trips over this file.
"""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mlint.secrets import (
    find_tokens,
    holds_secret,
    is_known_credential,
    is_placeholder,
    is_secret_name,
    redact,
    remember,
    url_references,
)

MIXED = "aB3dE6gH9jK2" * 30
LETTERS = "aBcDeFgHiJkL" * 30
UPPER = "ABCD2345EFGH67" * 30
HEX = "0123456789abcdef" * 30
HF = "hf_" + LETTERS[:34]

TOKENS = {
    "Hugging Face token": ["hf_" + LETTERS[:34], "api_org_" + LETTERS[:34]],
    "Anthropic key": ["sk-ant-" + "api03-" + MIXED[:93] + "AA", "sk-ant-" + "admin01-" + MIXED[:93] + "AA"],
    "OpenAI key": [
        "sk-" + MIXED[:20] + "T3Blbk" + "FJ" + MIXED[:20],
        "sk-proj-" + MIXED[:74] + "T3Blbk" + "FJ" + MIXED[:74],
        "sk-svcacct-" + MIXED[:58] + "T3Blbk" + "FJ" + MIXED[:58],
    ],
    "AWS access key": ["AKIA" + UPPER[:16], "ASIA" + UPPER[:16], "A3T" + "X" + UPPER[:16]],
    "AWS Bedrock key": ["ABSK" + MIXED[:109]],
    "Google API key": ["AIza" + MIXED[:35]],
    "Azure client secret": ["abc" + "8Q~" + MIXED[:34]],
    "Azure storage key": [MIXED[:86] + "=="],
    "GitHub token": ["ghp_" + MIXED[:36], "gho_" + MIXED[:36], "ghs_" + MIXED[:36], "github_pat_" + MIXED[:82]],
    "GitLab token": ["glpat-" + MIXED[:20], "gldt-" + MIXED[:20], "glptt-" + HEX[:40]],
    "PyPI token": ["pypi-AgEI" + "cHlwaS5vcmc" + MIXED[:60]],
    "npm token": ["npm_" + MIXED[:36]],
    "Databricks token": ["dapi" + HEX[:32], "dapi" + HEX[:32] + "-2"],
    "Perplexity key": ["pplx-" + MIXED[:48]],
    "Slack token": ["xoxb-" + "1234567890-" + MIXED[:24], "xapp-" + "1-A1B2-1234567890-" + HEX[:30]],
    "Stripe key": ["sk_live_" + MIXED[:24], "rk_test_" + MIXED[:24]],
    "DigitalOcean token": ["dop_v1_" + HEX[:64]],
    "Vault token": ["hvs." + MIXED[:95]],
    "Artifactory token": ["AKCp" + MIXED[:69], "cmVmd" + MIXED[:59]],
    "Grafana token": ["glsa_" + MIXED[:32] + "_" + HEX[:8], "glc_" + MIXED[:40], "eyJrIjoi" + MIXED[:80]],
    "Sentry token": ["sntryu_" + HEX[:64], "sntrys_" + "eyJpYXQiO" + MIXED[:60]],
    "1Password token": ["ops_eyJ" + MIXED[:260]],
    "Weights & Biases key": ["wandb_v1_" + MIXED[:60]],
    "NVIDIA API key": ["nvapi-" + MIXED[:64]],
    "Replicate token": ["r8_" + MIXED[:37]],
    "Groq key": ["gsk_" + MIXED[:52]],
    "LangSmith key": ["lsv2_" + "pt_" + HEX[:32] + "_" + HEX[:10]],
    "Pinecone key": ["pcsk_" + MIXED[:60]],
    "xAI key": ["xai-" + MIXED[:80]],
    "Docker Hub token": ["dckr_pat_" + MIXED[:27]],
}
EVERY_TOKEN = [(kind, token) for kind, tokens in TOKENS.items() for token in tokens]
PEM = f"-----BEGIN RSA PRIVATE {'KEY'}-----\n{MIXED[:64]}\n{MIXED[:40]}=\n-----END RSA PRIVATE {'KEY'}-----"


def _words(text: str) -> list[str]:
    return text.split()


class TestNames:
    @pytest.mark.parametrize(
        "name",
        _words(
            """
        HF_TOKEN HUGGING_FACE_HUB_TOKEN HUGGINGFACEHUB_API_TOKEN WANDB_API_KEY COMET_API_KEY NEPTUNE_API_TOKEN
        CLEARML_API_SECRET_KEY MLFLOW_TRACKING_PASSWORD MLFLOW_TRACKING_TOKEN DAGSHUB_USER_TOKEN DAGSHUB_REPO_TOKEN
        KAGGLE_KEY NGC_API_KEY CIVITAI_API_KEY CIVITAI_TOKEN OPENAI_API_KEY ANTHROPIC_API_KEY MISTRAL_API_KEY
        GROQ_API_KEY GEMINI_API_KEY GOOGLE_API_KEY COHERE_API_KEY PINECONE_API_KEY LANGCHAIN_API_KEY LANGSMITH_API_KEY
        AWS_SECRET_ACCESS_KEY AWS_ACCESS_KEY_ID AZURE_STORAGE_KEY AZURE_OPENAI_KEY AZURE_SPEECH_KEY GITHUB_TOKEN
        GH_TOKEN UV_INDEX_PRIVATE_PASSWORD POETRY_HTTP_BASIC_ACME_PASSWORD POETRY_PYPI_TOKEN_ACME GITHUB_PAT hf_token
            """
        ),
    )
    def test_known(self, name: str) -> None:
        assert is_known_credential(name)
        assert is_secret_name(name)

    @pytest.mark.parametrize(
        "name",
        _words(
            """
        DB_PASSWORD MY_SECRET SERVICE_TOKEN ACME_API_KEY SSH_PRIVATE_KEY PASSWD ACME_APIKEY KEY_PASSPHRASE api-key
        apiKey accessToken NotebookApp.token client_secret X-Api-Key MINIO_ACCESS_KEY private-token HFToken
            """
        ),
    )
    def test_by_its_last_words(self, name: str) -> None:
        assert not is_known_credential(name)
        assert is_secret_name(name)

    @pytest.mark.parametrize(
        "name",
        _words(
            """
        TOKENIZERS_PARALLELISM HF_HUB_DISABLE_IMPLICIT_TOKEN HF_TOKEN_PATH MAX_TOKENS MAX_NEW_TOKENS MAX_INPUT_TOKENS
        MAX_BATCH_PREFILL_TOKENS NUM_TOKENS TOKEN_LIMIT TOKEN_BUDGET PAD_TOKEN EOS_TOKEN BOS_TOKEN UNK_TOKEN SEP_TOKEN
        CLS_TOKEN MASK_TOKEN PAD_TOKEN_ID EOS_TOKEN_ID STOP_TOKEN IMAGE_TOKEN MODEL_EOS_TOKEN TOKENIZER TOKENIZER_PATH
        TOKEN_TYPE GPG_KEY APT_KEY KEYRING KEYSERVER GPG_KEYS PUBLIC_KEY SSH_PUBLIC_KEY NEXT_PUBLIC_API_KEY
        SSH_KNOWN_HOSTS SSH_AUTH_SOCK ACCESS_TOKEN_EXPIRE_MINUTES REFRESH_TOKEN_EXPIRE_DAYS TOKEN_URL AUTH_URL
        OAUTH_CLIENT_ID AUTH_TYPE DISABLE_AUTH NO_AUTH AUTHOR AUTHORS KEY_PREFIX CACHE_KEY PRIMARY_KEY SORT_KEY
        PARTITION_KEY KEYCLOAK_URL KEY_PATH KEYFILE SECRET_NAME SECRET_ID AWS_SECRET_NAME SECRETS_DIR PASSWORD_FILE
        POSTGRES_PASSWORD_FILE KMS_KEY_ID KMS_KEY_ARN KMS_KEY_ALIAS KMP_DUPLICATE_LIB_OK MONKEY KEYBOARD
        PASSENGER_APP_ENV BYPASS NPM_CONFIG_KEY UV_KEYRING_PROVIDER PIP_KEYRING_PROVIDER KEY_DIM USE_AUTH_TOKEN
        AZURE_SSH_PUBLIC_KEY GOOGLE_APPLICATION_CREDENTIALS HF_TOKEN_FILE SENTRY_DSN DATABASE_URL TIKTOKEN
        TIKTOKEN_ENCODING_NAME COMPASS PASSTHROUGH
            """
        ),
    )
    def test_not_secret(self, name: str) -> None:
        assert not is_secret_name(name)

    def test_more_names(self) -> None:
        assert not is_secret_name("ACME_LICENSE")
        assert is_secret_name("acme_license", {"ACME_LICENSE"})

    @pytest.mark.parametrize("name", ["", "_", "__", "--", "é", "9"])
    def test_odd(self, name: str) -> None:
        assert not is_secret_name(name)


class TestPlaceholders:
    @pytest.mark.parametrize(
        "value",
        [
            *("", '""', "''", " ", "None", "null", "true", "False", "0", "4096", "1.5", "2024-01-01", "changeme"),
            *("change-me", "your_key", "YOUR-TOKEN-HERE", "<token>", "<your token>", "xxx", "XXXXXXXX", "hf_xxxxxxxx"),
            *("sk-xxxx", "***", "...", "dummy", "test", "EMPTY", "placeholder", "sk-no-key-required", "not-needed"),
            *("my-secret-key", "password", '"secret"', "token-abc123", "[PAD]", "replace_me", "example-token"),
            *("$HF_TOKEN", "${HF_TOKEN}", '"${HF_TOKEN}"', "${HF_TOKEN:-}", "${A}:${B}", "$(cat /run/secrets/hf)"),
            *("{{ hf_token }}", "${{ secrets.HF }}", "/run/secrets/hf_token", "secrets/key.json", "~/.config/x/y"),
            *("https://example.com/token", "${X:-changeme}", "insert-your-key", "@HF_TOKEN@", "yourtokenhere"),
        ],
    )
    def test_placeholder(self, value: str) -> None:
        assert is_placeholder(value)

    @pytest.mark.parametrize(
        "value",
        [
            *("hunter2-abc", "abc", "postgres", "s3cr3t", '"dlinano"', "a1b2c3", "Passw0rd!", "$ecret${X}y"),
            *(
                "${X:-hunter2}",
                HF,
                MIXED[:40],
                HEX[:32],
                "/wJalrXUtn" + "FEMI/K7MDENG/bPx",
                "https://u:hunter2@x.org",
            ),
            "a" * 300,
        ],
    )
    def test_not_placeholder(self, value: str) -> None:
        assert not is_placeholder(value)


class TestTokens:
    @pytest.mark.parametrize(("kind", "token"), EVERY_TOKEN)
    def test_shape(self, kind: str, token: str) -> None:
        before = "AccountKey=" if kind == "Azure storage key" else "x "
        assert find_tokens(f"{before}{token} y") == [(len(before), len(before) + len(token), kind)]
        for around in ('"%s"', "'%s'", "%s;EndpointSuffix=x", "%s\nRUN x"):
            text = around % (before + token)
            assert [text[start:end] for start, end, _ in find_tokens(text)] == [token]

    @pytest.mark.parametrize(
        "text",
        [
            *("disk-" + MIXED[:48], "hf_" + "x" * 34, "AKIA" + "IOSFODNN7EXAMPLE", "hf_hub_download", "npm_config_x"),
            *("task_test_" + LETTERS[:30], "pypi-proxy", "sk-learn", "A" * 200, "AKIA" + UPPER[:40], "xapp-server"),
            *("https://example.com/a@b", "https://user@example.com", "https://user:$PASS@x", "https://u:${P}@x/y"),
            *("https://user:password@host", "git@github.com:a/b", "docker://python:3.12-slim@sha256:abc", "a://b:@c"),
            *("https://${U:-a}:${P}@x", "https://oauth2accesstoken@x", "https://x:$(cat /run/secrets/p)@host", "://@"),
            f"grep 'BEGIN PRIVATE {'KEY'}' -----BEGIN PRIVATE {'KEY'}----- file",
        ],
    )
    def test_none(self, text: str) -> None:
        assert find_tokens(text) == []

    @pytest.mark.parametrize(
        "url", ["https://me:hunter2@x/y", "postgresql://u:p%40ss@h:5/d", "git+https://a:b@c", "s://:pw1@h"]
    )
    def test_url_password(self, url: str) -> None:
        ((start, end, kind),) = find_tokens(f"x {url}")
        assert kind == "password in a URL"
        assert f"x {url}"[start - 1] == ":"
        assert f"x {url}"[end] == "@"

    def test_several_in_order_without_overlap(self) -> None:
        text = f"a {HF} b https://me:{HF}@x {'AKIA' + UPPER[:16]}"
        found = find_tokens(text)
        assert [kind for _, _, kind in found] == ["Hugging Face token", "Hugging Face token", "AWS access key"]

    def test_private_key(self) -> None:
        assert [kind for _, _, kind in find_tokens(f"x\n{PEM}\ny")] == ["private key"]

    def test_after_an_escape(self) -> None:
        assert find_tokens("printf 'token\\n" + HF)
        assert find_tokens("x%3D" + HF)


REDACTED = [
    ("ENV HF_TOKEN=abc", "ENV HF_TOKEN=***"),
    ("ENV HF_TOKEN abc", "ENV HF_TOKEN ***"),
    ("ENV HF_TOKEN abc def\nRUN x", "ENV HF_TOKEN ***\nRUN x"),
    ('ENV HF_TOKEN "abc"', "ENV HF_TOKEN ***"),
    ("ENV HF_TOKEN \\\n  abc\nRUN x", "ENV HF_TOKEN \\\n  ***\nRUN x"),
    ("+ENV HF_TOKEN abc", "+ENV HF_TOKEN ***"),
    ("ONBUILD ENV HF_TOKEN=abc", "ONBUILD ENV HF_TOKEN=***"),
    ("ARG HF_TOKEN=abc", "ARG HF_TOKEN=***"),
    ("ARG HF_TOKEN abc", "ARG HF_TOKEN ***"),
    ('ENV A=1 \\\n    HF_TOKEN="abc def" \\\n    B=2', 'ENV A=1 \\\n    HF_TOKEN="***" \\\n    B=2'),
    ('ENV SECRET_KEY="a$b\\"c d" X=\'y\'', "ENV SECRET_KEY=\"***\" X='y'"),
    ("ENV SECRET_KEY='a b' X=y", "ENV SECRET_KEY='***' X=y"),
    ('ENV PASSWORD=ab"c d"e X=y', "ENV PASSWORD=*** X=y"),
    ('ENV PASSWORD="ab"cd X=y', "ENV PASSWORD=*** X=y"),
    ("ENV PASSWORD=ab;c&d|e)f X=y", "ENV PASSWORD=*** X=y"),
    ('ENV PASSWORD="abc', 'ENV PASSWORD="***'),
    ("RUN HF_TOKEN=abc&&ls", "RUN HF_TOKEN=***&&ls"),
    ("RUN (export HF_TOKEN=abc)", "RUN (export HF_TOKEN=***)"),
    ('RUN sh -c "export HF_TOKEN=abc"; ls', 'RUN sh -c "export HF_TOKEN=***"; ls'),
    ('RUN echo "{\\"token\\": \\"abc\\"}" > f', 'RUN echo "{\\"token\\": \\"***\\"}" > f'),
    ("RUN hf auth login --token abc --x", "RUN hf auth login --token *** --x"),
    ("RUN x --password=abc", "RUN x --password=***"),
    ("RUN x --api-key abc\\\n y", "RUN x --api-key ***\\\n y"),
    ('CMD ["x", "--token", "abc", "y"]', 'CMD ["x", "--token", "***", "y"]'),
    ('CMD ["x", "--token=abc", "y"]', 'CMD ["x", "--token=***", "y"]'),
    ("RUN docker login -u me -p abc reg", "RUN docker login -u me -p *** reg"),
    ("RUN sshpass -p abc ssh x", "RUN sshpass -p *** ssh x"),
    ("RUN curl -u me:abc https://x", "RUN curl -u me:*** https://x"),
    ("RUN curl -H 'Authorization: Bearer abc' u", "RUN curl -H 'Authorization: Bearer ***' u"),
    ('RUN curl -H "Authorization: token abc" u', 'RUN curl -H "Authorization: token ***" u'),
    ("RUN curl -H 'PRIVATE-TOKEN: abc1' u", "RUN curl -H 'PRIVATE-TOKEN: ***' u"),
    ("RUN wandb login " + HEX[:40], "RUN wandb login ***"),
    ("RUN wandb login --relogin " + HEX[:40], "RUN wandb login --relogin ***"),
    ("RUN aws configure set aws_secret_access_key abc", "RUN aws configure set aws_secret_access_key ***"),
    ("RUN echo 'machine x login me password abc' > ~/.netrc", "RUN echo 'machine x login me password ***' > ~/.netrc"),
    ("RUN echo root:abc | chpasswd", "RUN echo root:*** | chpasswd"),
    ("RUN poetry config http-basic.acme me abc", "RUN poetry config http-basic.acme me ***"),
    ("RUN poetry config pypi-token.acme abc", "RUN poetry config pypi-token.acme ***"),
    ("RUN pip install -i https://me:abc@x/simple y", "RUN pip install -i https://me:***@x/simple y"),
    ("RUN git clone https://" + HEX[:40] + "@github.com/x", "RUN git clone https://***@github.com/x"),
    ("c https://conda.anaconda.org/t/ab-" + HEX[:32] + "/acme", "c https://conda.anaconda.org/t/***/acme"),
    ('{"api_key": "abc", "n": 1}', '{"api_key": "***", "n": 1}'),
    ('{"username":"me","key":"' + HEX[:32] + '"}', '{"username":"me","key":"***"}'),
    ("api_key = 'abc'", "api_key = '***'"),
    ("ENV K=${HF_TOKEN:-abc}", "ENV K=${HF_TOKEN:-***}"),
    ("hf_token: abc1", "hf_token: ***"),
    ("eyJ" + MIXED[:20] + ".eyJ" + MIXED[:20] + "." + MIXED[:20], "***"),
    ("a\n" + PEM + "\nb", "a\n***\n***\n***\n***\nb"),
    ("ENV HF_TOKEN=abc\r\nRUN x\r\n", "ENV HF_TOKEN=***\r\nRUN x\r\n"),
    ("ENV DB_PASS=abc", "ENV DB_PASS=***"),
]

READABLE = [
    "ENV TOKENIZERS_PARALLELISM=false MAX_TOKENS=4096 PAD_TOKEN=foo",
    "ENV HF_TOKEN=${HF_TOKEN} B=$HF_TOKEN",
    'ENV HF_TOKEN="${HF_TOKEN}" X=""',
    "ENV HF_TOKEN $HF_TOKEN",
    "ENV HF_TOKEN=\nRUN x",
    "ARG HF_TOKEN\nENV X=1",
    "ARG HF_TOKEN WANDB_API_KEY",
    "ARG USE_TOKEN=true",
    "ENV GPG_KEY=E3FF2839C048B25C084DEBE9B26995E310250568",
    "ENV HF_TOKEN_PATH=/cache/token",
    "ENV GOOGLE_APPLICATION_CREDENTIALS=/app/key.json",
    "RUN --mount=type=secret,id=hf_token,env=HF_TOKEN hf download x",
    "RUN --mount=type=secret,id=token,target=/root/.cache/huggingface/token x",
    "RUN HF_TOKEN=$(cat /run/secrets/hf) python x.py",
    'RUN export HF_TOKEN="$(cat /run/secrets/hf)" && x',
    "RUN TOKEN=`cat /run/secrets/x` y",
    "RUN curl -H 'Authorization: Bearer ${HF_TOKEN}' u",
    "RUN git clone https://oauth2:${TOKEN}@github.com/x",
    "RUN x --max-tokens 512 --tokenizer gpt2 --token $HF_TOKEN --token-file f --password-stdin",
    "RUN docker build --secret id=hf,src=f .",
    "RUN docker login -u me --password-stdin",
    "RUN apt-key adv --keyserver hkp://k:80 --recv-keys 1",
    "RUN jupyter lab --ServerApp.token= --ServerApp.password='' --ip=0.0.0.0",
    "FROM docker://a:3.12-slim@sha256:abc",
    "USER 1000:1000",
    "login(token=token)",
    'x = f(token=os.environ["HF_TOKEN"], use_auth_token=True)',
    "if not token:\\n\\",
    'if token == "abc":',
    "pass it with --token to the container; use --password instead",
    "HF_TOKEN is stored in the image; pass it at run time: docker run -e HF_TOKEN",
    "HF_TOKEN: pass it at run time",
    "wandb login writes the key to ~/.netrc",
    "# https://discuss.pytorch.org/t/nccl-network-is-unreachable/137352",
]


class TestRedaction:
    @pytest.mark.parametrize(("text", "expected"), REDACTED)
    def test_masked(self, text: str, expected: str) -> None:
        assert redact(text) == expected
        assert redact(expected) == expected
        assert holds_secret(text)
        assert not holds_secret(expected)

    @pytest.mark.parametrize("text", READABLE)
    def test_readable(self, text: str) -> None:
        assert redact(text) == text
        assert not holds_secret(text)

    @pytest.mark.parametrize(("_kind", "token"), EVERY_TOKEN)
    def test_tokens(self, _kind: str, token: str) -> None:
        assert token not in redact(f"x AccountKey={token} y")
        assert redact(f"ENV HF_TOKEN={token}") == "ENV HF_TOKEN=***"

    @pytest.mark.parametrize(("text", "_expected"), REDACTED)
    def test_columns_stay(self, text: str, _expected: str) -> None:
        kept = redact(text, keep_width=True)
        assert len(kept) == len(text)
        assert [at for at, c in enumerate(kept) if c == "\n"] == [at for at, c in enumerate(text) if c == "\n"]
        assert all(new in (old, "*") for old, new in zip(text, kept, strict=True))
        assert redact(kept, keep_width=True) == kept

    def test_bytes_that_are_not_text(self) -> None:
        assert redact("ENV HF_TOKEN=a\udcffb X=\udcfe") == "ENV HF_TOKEN=*** X=\udcfe"


PIECES = st.sampled_from(
    [
        *("ENV ", "ARG ", "RUN ", "HF_TOKEN", "api_key", "PASSWORD", "--token", "abc", "=", ":", " ", "\n", "\\", '"'),
        *("'", "://", "@", "user", "${", "}", "$X", "$(", ")", ",", "{", "-p ", "docker login ", "Authorization: "),
        *("Bearer ", "*", "***", HF, "AKIA" + UPPER[:16], PEM, "\r\n", "`", "|", "&&", "é", "x" * 30, "/t/", "\\\n"),
        *("chpasswd", "curl -u a:", "wandb login ", HEX[:40], "password", "#", "[", "]", "set "),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
@example('ENV PASSWORD=*"a" b')
def test_redaction_is_idempotent(text: str) -> None:
    once = redact(text)
    assert redact(once) == once
    assert once.count("\n") == text.count("\n")
    assert len(once) <= 3 * len(text)
    kept = redact(text, keep_width=True)
    assert redact(kept, keep_width=True) == kept
    assert len(kept) == len(text)


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "hf_",
            "sk-",
            "sk-proj-",
            "sk-ant-api03-",
            "AKIA",
            "eyJ",
            "-eyJ",
            "eyJa.",
            "://",
            "://a:",
            "://a:b",
            "@",
            "a@",
        ),
        *(
            "TOKEN=",
            "TOKEN=$(",
            "TOKEN=a://",
            "TOKEN=./",
            "token:",
            "token: ",
            '"token":"',
            "--token ",
            "TOKEN=${",
            "${",
        ),
        *(
            "TOKEN=$X:",
            'TOKEN="\\',
            "ENV TOKEN a\\\n",
            "${TOKEN:-",
            "login ",
            "wandb login -",
            "curl ",
            "a:b|",
            "bearer ",
        ),
        *(
            "authorization:",
            "/t/",
            "http-basic.",
            "PASSWORD",
            "password_",
            "pass\n",
            "x8Q~",
            f"-----BEGIN PRIVATE {'KEY'}-----",
        ),
        *("glsa_", "A3T", "AccountKey=", "\\", '"', "'", "%a", "{{", "token='", "set token "),
    ],
)
def test_long_texts_of_one_part(unit: str) -> None:
    """Linear takes a fraction of a second; quadratic would take minutes."""
    text = unit * (200_000 // len(unit))
    assert redact(redact(text)) == redact(text)
    find_tokens(text)
    is_placeholder(text)
    is_secret_name(text)


def test_import_is_cheap() -> None:
    """No regular expression is compiled at import, and an ordinary file needs few."""
    code = (
        "import re, mlint.secrets as s; a = s._compiled.cache_info().currsize;"
        "s.redact('FROM python:3.12-slim\\nRUN pip install torch\\n');"
        "print(a, s._compiled.cache_info().currsize)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["0", "0"]


def test_remembered_values_are_masked_wherever_they_stand() -> None:
    password = "hunter2" + "Secret9"
    try:
        remember([f"ENV MY_PASSWORD={password}\n", "ENV API_TOKEN=jupyter HF_TOKEN=changeme DB_PASSWORD='ab\\ cd12'"])
        assert redact(f"{password} is found") == "*** is found"
        assert redact(f"say {password}!", keep_width=True) == f"say {'*' * len(password)}!"
        assert redact("ab cd12") == "***"
        assert redact(f"{password} is found", remembered=False) == f"{password} is found"
        # What could be any word stays readable.
        assert redact("jupyter lab, changeme") == "jupyter lab, changeme"
        remember([])
        assert redact(f"{password} is found") == f"{password} is found"
    finally:
        remember([])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://oauth2:${TOKEN}@github.com/a", ["${TOKEN}"]),
        ("git+https://$TOKEN@github.com/a", ["$TOKEN"]),
        ("https://${USER}:x${PW}@acme.io https://ci:$A@b", ["x${PW}", "$A"]),
        ("https://user:hunter2@acme.io/$X git@github.com:$A/b $A@b", []),
        ("https://acme.io/$X", []),
    ],
)
def test_variables_in_urls(text: str, found: list[str]) -> None:
    assert list(url_references(text)) == found
