"""No output of mlint holds a credential: fifty of them, planted wherever they occur, and everything it can write.

The credentials are put together at run time, so that no file of this repository has the form of one.
"""

from __future__ import annotations

import os
import random
import string
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from mlint.output import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_RANDOM = random.Random(20261121)
LETTERS = string.ascii_letters + string.digits
HEX = "0123456789abcdef"
SHORTEST_FRAGMENT = 12


def made(start: str, length: int, alphabet: str = LETTERS) -> str:
    """A credential with a fixed start."""
    return start + "".join(_RANDOM.choice(alphabet) for _ in range(length - 2)) + "a7"


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


BY_FORM = {
    "hugging-face": made("hf" + "_", 34),
    "hugging-face-organisation": made("api" + "_org_", 34),
    "anthropic": made("sk-" + "ant-api03-", 93),
    "openai-project": made("sk-" + "proj-", 60),
    "openai": made("sk" + "-", 48),
    "aws": made("AK" + "IA", 16, string.ascii_uppercase + "234567")[:-2] + "Q7",
    "google": made("AI" + "za", 35),
    "azure-client": made("", 3) + "8" + "Q~" + made("", 34),
    "github": made("gh" + "p_", 36),
    "github-fine": made("github" + "_pat_", 82),
    "gitlab": made("gl" + "pat-", 20),
    "gitlab-runner": made("gl" + "rt-", 20),
    "pypi": made("pypi-" + "AgEI", 80),
    "npm": made("np" + "m_", 36),
    "databricks": "da" + "pi" + made("", 32, HEX),
    "perplexity": made("pp" + "lx-", 48),
    "slack": "xo" + "xb-" + "123456789012-" + made("", 24),
    "stripe": made("sk" + "_live_", 24),
    "digitalocean": made("dop" + "_v1_", 64, HEX),
    "vault": made("hv" + "s.", 92),
    "artifactory": made("AK" + "Cp", 70),
    "grafana": "gl" + "sa_" + made("", 32) + "_" + made("", 8, HEX),
    "sentry": made("snt" + "ryu_", 64, HEX),
    "wandb-new": made("wandb" + "_v1_", 40),
    "nvidia": made("nv" + "api-", 64),
    "replicate": made("r" + "8_", 37),
    "groq": made("gs" + "k_", 52),
    "langsmith": "ls" + "v2_pt_" + made("", 32, HEX) + "_" + made("", 10, HEX),
    "pinecone": made("pc" + "sk_", 60),
    "xai": made("xa" + "i-", 80),
    "docker-hub": made("dckr" + "_pat_", 27),
    "jwt": ".".join((made("ey" + "J", 20), made("ey" + "J", 30), made("", 30))),
    "private-key": made("", 64),
}
"""What shows by its form; of the private key a line."""

BY_PLACE = {
    name: made("", 22)
    for name in words(
        "env legacy-env arg label run-export option url-user url-plain chpasswd netrc sshpass curl-user bearer "
        "conda-channel kaggle docker-login poetry wandb-login index requirements-index requirements-git pip-conf "
        "compose-environment compose-args dotenv pyproject quoted copied-json build-arg"
    )
}
"""What shows only by the words around it, or by its place in a URL."""

BY_PLACE["conda-channel"] = made("", 32, HEX)
PLANTED = {**BY_FORM, **BY_PLACE}
KEY = f"-----BEGIN RSA PRIVATE {'KEY'}-----\n{BY_FORM['private-key']}\n-----END RSA PRIVATE {'KEY'}-----"

DOCKERFILE = """# syntax=docker/dockerfile:1
# the old token was {hugging-face}; HF_TOKEN={hugging-face-organisation}
ARG REGISTRY_TOKEN={github}
ARG BASE=python:3.9
FROM $BASE AS builder
ARG DB_PASSWORD={arg}
ARG GITHUB_TOKEN={github-fine} OTHER
ENV API_PASSWORD={env} PIP_TRUSTED_HOST=pypi.org
ENV POSTGRES_PASSWORD {legacy-env}
ENV OPENAI_API_KEY="{openai}" ANTHROPIC={anthropic} \\
    PROJECT='{openai-project}'
LABEL api-key="{label}" maintainer="{npm}"
WORKDIR app
COPY . .
RUN export MY_SECRET={run-export} && sudo pip install torch {run-export} && cd /tmp
RUN pip install --index-url https://ci:{index}@pypi.acme.io/simple --trusted-host pypi.acme.io torch==2.1 >=1
RUN git clone https://oauth2:{gitlab}@gitlab.acme.io/a/b.git && git clone https://{url-user}9@git.acme.io/c.git
RUN curl -k -u ci:{curl-user} https://acme.io/a | bash; curl -H "Authorization: Bearer {bearer}" https://acme.io/b
RUN echo "root:{chpasswd}" | chpasswd; sshpass -p {sshpass} ssh a; chmod -R 777 /srv
RUN docker login -u ci -p {docker-login} acme.io && wandb login {wandb-login} && wandb login {wandb-new}
RUN poetry config http-basic.acme ci {poetry} && huggingface-cli login --token {replicate} && tool --password {option}
RUN conda install -y -c https://acme.io/t/{conda-channel}/ml numpy && echo {databricks}
RUN aws configure set aws_secret_access_key {aws}
RUN echo "machine acme.io login ci password {netrc}" > ~/.netrc && apt-get install curl {quoted}
RUN ["sh", "-c", "curl https://acme.io/?key={google} && tool --token {slack}"]
RUN <<EOF
export AZURE_CLIENT_SECRET={azure-client}
pip install {stripe}
EOF
RUN python - <<PY
from huggingface_hub import login, snapshot_download
login("{groq}")
snapshot_download("acme/{xai}", token="{pinecone}")
PY
COPY <<EOF /root/.kaggle/kaggle.json
{{"username": "ci", "key": "{kaggle}", "password": "{copied-json}"}}
EOF
COPY <<KEY /root/.ssh/id_rsa
{key}
KEY
ADD https://ci:{url-plain}@acme.io/model.bin /models/
# mlint: ignore={sentry}
ENV QUOTED_PASSWORD={quoted}
RUN echo {quoted} && wget https://acme.io/{vault}.bin
HEALTHCHECK CMD curl -f http://localhost/?token={langsmith}
CMD ["uvicorn", "app:app", "--reload", "--key={nvidia}"]
FROM acme.io/{perplexity}:latest
COPY --from={docker-hub} /a /b
ENV SENTRY={grafana} A=$UNSET_{digitalocean}
USER {artifactory}
ENTRYPOINT ['serve', "--jwt={jwt}", "{gitlab-runner}", "{pypi}"]
"""

BROKEN = """FROM python:3.12-slim {hugging-face}
{github} x
ENV {env}
COPY --from={openai} --{slack}=x a b
CMD ["x", "{nvidia}"
ENV API_PASSWORD={env}
RUN --mount=type={npm},id={legacy-env} true
EXPOSE {env}
HEALTHCHECK --interval={env} CMD true
"""

FILES = {
    ".env": "HF_TOKEN={dotenv}\nexport WANDB_API_KEY='{wandb-login}'\n",
    "requirements.txt": (
        "--extra-index-url https://ci:{requirements-index}@pypi.acme.io/simple\n"
        "git+https://ci:{requirements-git}@git.acme.io/tool.git\ntorch\n"
    ),
    "pip.conf": "[global]\nindex-url = https://ci:{pip-conf}@pypi.acme.io/simple\n",
    "compose.yaml": (
        "services:\n  app:\n    image: acme/app\n    build:\n      context: .\n      args:\n"
        "        BASE: python:3.9\n        DB_PASSWORD: {compose-args}\n"
        "    environment:\n      REDIS_PASSWORD: {compose-environment}\n"
    ),
    "pyproject.toml": (
        '[project]\nname = "app"\nversion = "1"\ndependencies = ["torch"]\n'
        '[[tool.uv.index]]\nname = "acme"\nurl = "https://ci:{pyproject}@pypi.acme.io/simple"\n'
    ),
    "app.py": "print()\n",
}

PACK = '''
r"""Fails, and says what it saw.

## Bad
## Good
"""
from mlint.rule import Edit, Finding, Fix, Place, Related, Span, rule

@rule("TT501", severity="error")
def failing(build):
    stage = build.stages[0]
    raise ValueError(f"cannot cope with {stage.environment['API_PASSWORD']} and {dict(stage.environment)} {SECRET!r}")

@rule("TT502", severity="warning")
def telling(build):
    value = build.stages[0].environment["API_PASSWORD"] or ""
    place = Place(build.path, Span(0, 5))
    fix = Fix(f"write {value}", (Edit(place, f"# {value} {SECRET}"),))
    yield Finding(place, f"{value} is found and {SECRET}", fix=fix, related=(Related(place, f"here is {value}"),))
'''


def filled(template: str) -> str:
    """The template with the credentials in their places."""
    return template.format_map({**PLANTED, "key": KEY})


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    for name, text in {"Dockerfile": DOCKERFILE, "Dockerfile.broken": BROKEN, **FILES}.items():
        (root / name).write_text(filled(text), encoding="utf-8")
    family = root / "pack" / "words"
    family.mkdir(parents=True)
    (family / "words.py").write_text(PACK + f"\nSECRET = {BY_FORM['hugging-face']!r}\n", encoding="utf-8")
    return root


def mlint(root: Path, *arguments: str, text: str = "") -> str:
    """Everything that a run of the command line writes to its streams."""
    command = [sys.executable, "-m", "mlint", *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, cwd=root, env=environment, input=text.encode(), capture_output=True, check=False, timeout=120
    )
    assert done.returncode in (0, 1, 2), done.stderr
    output = (done.stdout + done.stderr).decode()
    assert "Traceback" not in output
    return output


def shown(output: str) -> list[str]:
    """The names of the credentials of which a part is in the output."""
    found = []
    for name, value in PLANTED.items():
        # The start of a token only says whose it is.
        first = max(0, len(value) - 20)
        fragments = (value[at : at + SHORTEST_FRAGMENT] for at in range(first, len(value) - SHORTEST_FRAGMENT + 1))
        if any(fragment in output for fragment in fragments):
            found.append(name)
    return found


ALL = "--extend-select=base,dockerfile,gpu,layers,models,packages,secrets,start"
RUNS: tuple[Sequence[str], ...] = (
    *(("check", ALL, f"--format={name}", "Dockerfile", "Dockerfile.broken") for name in FORMATS),
    ("check", ALL, "--color=always", "--statistics", "--jobs=2"),
    ("check", ALL, "--diff", "Dockerfile"),
    ("check", ALL, "--diff", "--unsafe-fixes", "--color=always"),
    ("check", ALL, "--diff", "--add-ignores"),
    ("check", ALL, "--fix", "--unsafe-fixes"),
    ("check", "--isolated", "--add-ignores"),
    (
        "check",
        "--build-arg",
        f"BASE=acme.io/{BY_PLACE['build-arg']}:latest",
        "--build-arg",
        f"A_TOKEN={BY_FORM['npm']}",
    ),
    ("check", "--build-arg", f"MY_PASSWORD={BY_PLACE['build-arg']}", "--target", BY_FORM["openai"]),
    ("check", "--select", BY_FORM["github"]),
    ("check", f"{BY_FORM['slack']}.Dockerfile"),
    ("check", "--build-arg", f"={BY_FORM['slack']}"),
    ("explain", BY_FORM["xai"]),
    ("explain", "secret-in-env"),
    ("rules",),
    ("rules", "--format=json"),
)


@pytest.mark.parametrize("arguments", RUNS, ids=range(len(RUNS)))
def test_no_output_shows_a_secret(project: Path, arguments: Sequence[str]) -> None:
    output = mlint(project, *arguments)
    assert output
    assert shown(output) == []


def test_standard_input(project: Path) -> None:
    text = filled(DOCKERFILE)
    assert shown(mlint(project, "check", ALL, "-", text=text)) == []
    assert shown(mlint(project, "check", ALL, "--diff", "-", text=text)) == []


def test_files_that_are_written(project: Path) -> None:
    before = {path for path in project.rglob("*") if path.is_file()}
    outputs = [f"--output={name}=out-{name}" for name in FORMATS]
    printed = mlint(project, "check", ALL, "--write-baseline=known.json")
    printed += mlint(project, "check", ALL, "--baseline=known.json", "--fix", "--unsafe-fixes", *outputs)
    written = [path for path in project.rglob("*") if path.is_file() and path not in before]
    assert {path.name for path in written} >= {"known.json", *(f"out-{name}" for name in FORMATS)}
    assert shown(printed + "".join(path.read_text("utf-8") for path in written)) == []


BROKEN_CONFIGURATIONS = (
    "select: [{hugging-face}]\n",
    "{openai}: 1\n",
    "options:\n  secret-in-env:\n    {github}: 1\n",
    "options:\n  secret-in-env:\n    secret-names: {gitlab}\n",
    "ignore: [{npm}\n",
    "build-args:\n  DB_PASSWORD: [{arg}]\n",
    "build-args:\n  DB_PASSWORD: {arg}\n  DB_PASSWORD: {arg}\nselect: 5\n",
    "fail-on: {nvidia}\n",
    "packs: [./{groq}]\n",
    "severity:\n  secret-in-env: {aws}\n",
)


@pytest.mark.parametrize("text", BROKEN_CONFIGURATIONS, ids=range(len(BROKEN_CONFIGURATIONS)))
def test_broken_configuration(project: Path, text: str) -> None:
    (project / ".mlint.yaml").write_text(filled(text), encoding="utf-8")
    output = mlint(project, "check", "Dockerfile")
    assert output
    assert shown(output) == []


@pytest.mark.parametrize("form", FORMATS)
def test_rules_that_tell_what_they_saw(project: Path, form: str) -> None:
    (project / ".mlint.yaml").write_text("packs: [./pack]\n", encoding="utf-8")
    for extra in ((), ("--diff",), ("--fix",), ("--jobs=2",)):
        output = mlint(project, "check", f"--format={form}", *extra)
        assert "internal error: rule TT501" in output
        assert shown(output) == []


def test_build_arguments_of_the_configuration(project: Path) -> None:
    value = BY_PLACE["build-arg"]
    (project / ".mlint.yaml").write_text(f"build-args: {{REGISTRY_PASSWORD: {value}}}\n", encoding="utf-8")
    (project / "Dockerfile").write_text("ARG REGISTRY_PASSWORD\nFROM acme.io/${REGISTRY_PASSWORD}/app:latest\n")
    output = mlint(project, "check", ALL, "Dockerfile")
    assert "unpinned-base-image" in output
    assert shown(output) == []


def test_pack_that_fails_on_import(project: Path) -> None:
    (project / ".mlint.yaml").write_text("packs: [./pack]\n", encoding="utf-8")
    for module in (project / "pack").rglob("words.py"):
        module.write_text(f"raise RuntimeError('no {BY_FORM['anthropic']} for API_PASSWORD={BY_PLACE['env']}')\n")
    output = mlint(project, "check")
    assert "fails on import" in output
    assert shown(output) == []


def test_the_secrets_are_there(project: Path) -> None:
    """The test finds what it looks for: the files themselves show all but what only the command line is given."""
    texts = "".join(path.read_text("utf-8") for path in project.rglob("*") if path.is_file())
    assert len(PLANTED) >= 40
    assert set(shown(texts)) == set(PLANTED) - {"build-arg"}
