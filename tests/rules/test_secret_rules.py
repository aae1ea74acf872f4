"""What the cases files of the secret rules cannot hold: tokens, put together at run time, and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.build import Build
from mlint.config import Settings
from mlint.dockerfile.source import Source, encode
from mlint.selection import RuleSet
from mlint_rules.secrets.secret_in_arg import secret_in_arg
from mlint_rules.secrets.secret_in_env import secret_in_env

if TYPE_CHECKING:
    from mlint.rule import Finding, Rule

HF = "hf_" + "aBcDeFgHiJkL" * 2 + "MnOpQrStUv"
AWS = "AKIA" + "ABCD2345EFGH67IJ"
PEM = f"-----BEGIN RSA PRIVATE {'KEY'}-----\\n{'aB3d' * 16}\\n-----END RSA PRIVATE {'KEY'}-----"


def findings(rule: Rule, text: str, settings: Settings | None = None) -> list[Finding]:
    settings = settings or Settings()
    settings.bind(RuleSet([secret_in_env, secret_in_arg]))
    return list(rule.check(Build(Source("Dockerfile", encode(text)), settings)))


@pytest.mark.parametrize("token", [HF, AWS, PEM])
@pytest.mark.parametrize("form", ["ENV ACME {}", 'ENV ACME="{}"', "ENV A=1 ACME='{}'", 'ENV ACME="x={},y"'])
def test_token_under_any_name(form: str, token: str) -> None:
    (finding,) = findings(secret_in_env, "FROM a\n" + form.format(token))
    assert (finding.severity or secret_in_env.severity) == "error"
    assert finding.message.startswith("ACME stores a credential (")
    assert token not in finding.message


@pytest.mark.parametrize("before", ["FROM a\n", "", "FROM a AS b\n"])
def test_token_as_default(before: str) -> None:
    text = f"{before}ARG ACME={HF}\nFROM a\nCOPY --from=b x y\n"
    (finding,) = findings(secret_in_arg, text if before != "FROM a\n" else f"{before}ARG ACME={HF}\n")
    assert finding.severity == "error"
    assert finding.message.startswith("the default of ACME is a credential (Hugging Face token)")
    assert HF not in finding.message


def test_token_as_global_default_that_env_stores() -> None:
    text = f"ARG HF_TOKEN={HF}\nFROM a\nARG HF_TOKEN\nENV HF_TOKEN=$HF_TOKEN\n"
    (finding,) = findings(secret_in_env, text)
    assert (finding.severity or secret_in_env.severity) == "error"
    assert findings(secret_in_arg, text) == []


@pytest.mark.parametrize("value", ["hf_" + "x" * 34, "AKIA" + "IOSFODNN7EXAMPLE"])
def test_sample_tokens(value: str) -> None:
    assert findings(secret_in_env, f"FROM a\nENV ACME={value} HF_TOKEN={value}") == []


def test_build_arguments_are_not_in_the_file() -> None:
    settings = Settings()
    settings.build_args = {"HF_TOKEN": HF}
    text = "ARG HF_TOKEN\nFROM a\nARG HF_TOKEN\n"
    (finding,) = findings(secret_in_arg, text, settings)
    assert finding.severity is None
    (finding,) = findings(secret_in_env, text + "ENV HF_TOKEN=$HF_TOKEN", settings)
    assert finding.severity == "warning"


@pytest.mark.parametrize(("rule", "name"), [(secret_in_env, "ENV"), (secret_in_arg, "ARG")])
def test_more_names(rule: Rule, name: str) -> None:
    text = f"FROM a\n{name} ACME_LICENSE=hunter2-abc"
    assert findings(rule, text) == []
    settings = Settings()
    settings.options = {"secret-in-env": {"secret-names": ["acme_license"]}}
    assert len(findings(rule, text, settings)) == 1
