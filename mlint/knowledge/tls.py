"""What switches off the check of TLS certificates. As of 2026-11-21.

Sources: the manuals of curl, wget, git-config and npm; pip's, conda's and uv's references of options and variables;
Node's documentation of NODE_TLS_REJECT_UNAUTHORIZED (only "0" counts); PEP 493 for PYTHONHTTPSVERIFY. The options of
curl and wget that take a value are those of curl 8.17 and wget 1.25, the frequent ones.
"""

from __future__ import annotations

from mlint.knowledge.options import Arity

AS_OF = "2026-11-21"

_NONE = Arity(*(frozenset() for _ in Arity._fields))

CURL = _NONE.plus(
    value=(
        "-A -b -c -C -d -D -e -E -F -h -H -K -m -o -P -Q -r -t -T -u -U -w -x -X -y -Y -z --cacert --capath --cert "
        "--connect-timeout --continue-at --cookie --cookie-jar --data --data-raw --dump-header --form --header --key "
        "--max-time --output --output-dir --proxy --range --referer --request --retry --retry-delay --retry-max-time "
        "--upload-file --url --user --user-agent --write-out"
    ),
    flag="-k --insecure -f -s -S -L -O -J -g -G -i -I -v -q -n -N -a -l -p -R --fail --silent --location --remote-name",
)
WGET = _NONE.plus(
    value=(
        "-a -A -B -D -e -g -G -h -i -I -l -o -O -P -Q -R -t -T -U -w -X --body-data --ca-certificate --ca-directory "
        "--directory-prefix --header --http-password --http-user --input-file --limit-rate --output-document "
        "--output-file --password --post-data --progress --referer --timeout --tries --user --user-agent --wait"
    ),
    flag="--no-check-certificate -q -c -nv -N -r -np -nc --quiet --continue",
)
NAMES = {"-k": "--insecure"}
"""curl's short name."""

PIP_OPTIONS = frozenset({"--trusted-host", "--allow-insecure-host"})
"""Of pip, and of uv under both names."""

VARIABLES: dict[str, frozenset[str] | None] = {
    "CONDA_SSL_VERIFY": frozenset({"0", "false", "no", "off"}),
    "GIT_SSL_NO_VERIFY": frozenset({"1", "true", "yes", "on"}),
    "NODE_TLS_REJECT_UNAUTHORIZED": frozenset({"0"}),
    "NPM_CONFIG_STRICT_SSL": frozenset({"false"}),
    "PIP_TRUSTED_HOST": None,
    "PYTHONHTTPSVERIFY": frozenset({"0"}),
    "UV_INSECURE_HOST": None,
}
"""Variables with the values, in lower case, that switch the check off; None: the value is a list of hosts."""

OFF = frozenset({"", "0", "false", "no", "off"})

CERTIFIED_HOSTS = frozenset(
    {"anaconda.org", "conda.anaconda.org", "download.pytorch.org", "files.pythonhosted.org", "github.com"}
    | {"huggingface.co", "objects.githubusercontent.com", "pypi.nvidia.com", "pypi.org", "pypi.python.org"}
    | {"raw.githubusercontent.com", "repo.anaconda.com"}
)
"""Public hosts whose certificates every image can check."""
