"""Commands that are given a credential, and the file in which they keep it. As of 2026-11-21.

Sources: the help texts of wandb 0.23, huggingface_hub 1.2, the AWS CLI 2, Docker 29, poetry 2.2 and dvc 3; the other
programs from memory.
"""

from __future__ import annotations

from mlint.records import Record

AS_OF = "2026-11-21"


class Login(Record):
    """How a command is given a credential.

    ``words`` begin the command. The credential is the value of one of ``options``, the first word behind them when
    ``operand``, or what follows a word that names a secret when ``setting`` (``aws configure set aws_secret_access_key
    X``). ``values`` are other options that take a word. ``kept`` is the file in which it stays, empty when in none.
    """

    words: tuple[str, ...]
    options: tuple[str, ...] = ()
    operand: bool = False
    setting: bool = False
    values: tuple[str, ...] = ()
    kept: str = ""


_LOGINS = (
    Login(("wandb", "login"), operand=True, values=("--host",), kept="~/.netrc"),
    Login(("huggingface-cli", "login"), ("--token",), kept="~/.cache/huggingface/token"),
    Login(("hf", "auth", "login"), ("--token",), kept="~/.cache/huggingface/token"),
    Login(("docker", "login"), ("-p", "--password"), kept="~/.docker/config.json"),
    Login(("podman", "login"), ("-p", "--password"), kept="the registry's auth.json"),
    Login(("aws", "configure", "set"), setting=True, kept="~/.aws/credentials"),
    Login(("dvc", "remote", "modify"), setting=True, kept=".dvc/config"),
    Login(("poetry", "config"), setting=True, kept="the configuration of poetry"),
    Login(("az", "login"), ("-p", "--password"), kept="~/.azure"),
    Login(("anaconda", "login"), ("--password",), kept="the configuration of anaconda"),
    Login(("twine", "upload"), ("-p", "--password")),
    Login(("sshpass",), ("-p",)),
)
LOGINS: dict[str, tuple[Login, ...]] = {
    name: tuple(one for one in _LOGINS if one.words[0] == name) for name in {one.words[0] for one in _LOGINS}
}
"""By the name of the program."""

NO_SECRETS = frozenset({"aws_access_key_id"})
"""Settings whose name sounds secret and which are only half of a credential."""

HEADER_OPTIONS = {"curl": ("-H", "--header"), "wget": ("--header",)}
USER_OPTIONS = {"curl": ("-u", "--user")}
"""Options whose value is ``user:password``."""

GIT_KEEPS = {"clone": ".git/config", "config": "~/.gitconfig", "remote": ".git/config"}
"""Verbs of git that keep the address that they are given."""

WRITERS = frozenset({"cat", "echo", "printf", "tee"})
"""Programs that write what they are told into a file."""
