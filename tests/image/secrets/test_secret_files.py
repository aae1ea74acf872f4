"""Which files hold credentials by their names."""

from __future__ import annotations

import pytest

from mlint.image.secrets.secret_files import may_hold_credentials


@pytest.mark.parametrize(
    "path",
    [
        *(".env", "app/.env", ".env.prod", ".env.local", ".netrc", "_netrc", ".pypirc", "keys/id_rsa", "id_ed25519"),
        *("kaggle.json", "Kaggle.JSON", ".git-credentials", "credentials.json", "gcp_credentials.json", "rclone.conf"),
        *(
            "my-service-account.json",
            "service_account_key.json",
            "acme.serviceaccount.json",
            ".ssh",
            ".aws/",
            "secrets/",
        ),
    ],
)
def test_credentials(path: str) -> None:
    assert may_hold_credentials(path, folder=True)


@pytest.mark.parametrize(
    "path",
    [
        *(".env.example", ".env.template", ".env.sample", "env", "environment.yml", "kaggle_secrets.py", "ca.pem"),
        *("id_rsa.pub", "credentials.py", "credentials.example.json", "test_credentials.json", "accounts.json"),
        *("service.json", "my-secrets/", "secrets.py", "src/", ".", ""),
    ],
)
def test_no_credentials(path: str) -> None:
    assert not may_hold_credentials(path, folder=True)


def test_a_file_called_as_such_a_folder() -> None:
    assert not may_hold_credentials("bin/secrets", folder=False)
