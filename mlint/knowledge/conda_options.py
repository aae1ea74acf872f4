"""Which options of conda, mamba and micromamba take a value; see :mod:`mlint.knowledge.options`.

As of 2026-11-21. Sources: conda: argparse objects of 4.12.0, 24.11.0 and 26.7.1. mamba and micromamba: sources of
2026-07-24.
"""

from __future__ import annotations

from mlint.knowledge.options import Arity, arity

AS_OF = "2026-11-21"

_CONDA = arity(
    flag="--debug -h --help --trace -v --verbose",
)

CONDA: dict[str, Arity] = {
    "install": _CONDA.plus(
        value=(
            "-c --channel --console --env-spec --environment-specifier --exclude-newer --experimental "
            "--experimental-solver -f --file --format -n --name -p --prefix --repodata-fn --revision --shortcuts-only "
            "--solver"
        ),
        flag=(
            "--all -C --channel-priority --clobber --copy -d --dev --download-only --dry-run --force --force-pscheck "
            "--force-reinstall --freeze-installed --insecure --json -k -m --mkdir --no-channel-priority --no-deps "
            "--no-lock --no-pin --no-repodata-use-shards --no-repodata-use-zst --no-shortcuts --no-show-channel-urls "
            "--no-update-deps -O --offline --only-deps --override-channels --override-frozen --prune -q --quiet "
            "--repodata-use-shards --repodata-use-zst -S --satisfied-skip-solve --shortcuts --show-channel-urls "
            "--strict-channel-priority --unknown --update-all --update-deps --update-specs --use-index-cache "
            "--use-local -y --yes"
        ),
    ),
    "create": _CONDA.plus(
        value=(
            "-c --channel --clone --console --env-spec --environment-specifier --exclude-newer --experimental "
            "--experimental-solver -f --file --format -n --name -p --platform --prefix --repodata-fn --shortcuts-only "
            "--solver --subdir"
        ),
        flag=(
            "-C --channel-priority --clobber --copy -d --dev --download-only --dry-run --force --force-pscheck "
            "--insecure --json -k -m --mkdir --no-channel-priority --no-default-packages --no-deps --no-lock --no-pin "
            "--no-repodata-use-shards --no-repodata-use-zst --no-shortcuts --no-show-channel-urls -O --offline "
            "--only-deps --override-channels -q --quiet --repodata-use-shards --repodata-use-zst --shortcuts "
            "--show-channel-urls --strict-channel-priority --unknown --use-index-cache --use-local -y --yes"
        ),
    ),
    "update": _CONDA.plus(
        value=(
            "-c --channel --console --env-spec --environment-specifier --exclude-newer --experimental "
            "--experimental-solver -f --file --format -n --name -p --prefix --repodata-fn --shortcuts-only --solver"
        ),
        flag=(
            "--all -C --channel-priority --clobber --copy -d --download-only --dry-run --force --force-pscheck "
            "--force-reinstall --freeze-installed --insecure --json -k --no-channel-priority --no-deps --no-lock "
            "--no-pin --no-repodata-use-shards --no-repodata-use-zst --no-shortcuts --no-show-channel-urls "
            "--no-update-deps -O --offline --only-deps --override-channels --override-frozen --prune -q --quiet "
            "--repodata-use-shards --repodata-use-zst -S --satisfied-skip-solve --shortcuts --show-channel-urls "
            "--strict-channel-priority --unknown --update-all --update-deps --update-specs --use-index-cache "
            "--use-local -y --yes"
        ),
    ),
    "remove": _CONDA.plus(
        value=(
            "-c --channel --console --experimental --experimental-solver -n --name -p --prefix --repodata-fn --solver"
        ),
        flag=(
            "--all -C -d --dev --dry-run --features --force --force-pscheck --force-remove --insecure --json -k "
            "--keep-env --no-lock --no-pin --no-repodata-use-shards --no-repodata-use-zst -O --offline "
            "--override-channels --override-frozen --prune -q --quiet --repodata-use-shards --repodata-use-zst "
            "--use-index-cache --use-local -y --yes"
        ),
    ),
    "env create": _CONDA.plus(
        value=(
            "--console --env-spec --environment-specifier --experimental-solver --format -n --name -p --platform "
            "--prefix --solver --subdir"
        ),
        flag=(
            "-C -d --dry-run --force --insecure --json -k --no-default-packages --offline -q --quiet --use-index-cache "
            "-y --yes"
        ),
        many="-f --file",
    ),
    "env update": _CONDA.plus(
        value=(
            "--console --env-spec --environment-specifier --experimental-solver -f --file --format -n --name -p "
            "--prefix --solver"
        ),
        flag="--json --override-frozen --prune -q --quiet",
    ),
    "run": _CONDA.plus(
        value="--cwd -n --name -p --prefix",
        flag="--debug-wrapper-scripts --dev --live-stream --no-capture-output -s",
    ),
    "clean": _CONDA.plus(
        value="--console",
        flag=(
            "-a --all -d --dry-run -f --force-pkgs-dirs -i --index-cache --json -l --logfiles -p --packages -q --quiet "
            "-s --source-cache -t --tarballs -y --yes"
        ),
        many="-c --tempfiles",
    ),
    "config": _CONDA.plus(
        value="--clear --console --file -n --name -p --prefix --remove-key",
        flag="--env -f --force --json -q --quiet --show-sources --stdin --system --validate --write-default",
        many="--describe --get --show",
        pair="--add --append --prepend --remove --set",
    ),
}
"""By command; ``-f`` of install, create, update and remove was a flag (force) before conda 26.3."""

MAMBA = arity(
    value=(
        "--attach -c --cacert-path --channel --channel-alias --channel-priority --clone --cwd -e --env -f --file "
        "--label --lock-timeout --log-level -n --name -p --platform --prefix -r --relocate-prefix --repodata-ttl "
        "--revision --root-prefix --safety-checks --ssl-verify --version"
    ),
    flag=(
        "-a --all --allow-downgrade --allow-softlinks --allow-uninstall --always-copy --always-softlink --clean-env "
        "--copy -d --debug --detach --download-only --dry-run --extra-safety-checks --force --force-pkgs-dirs "
        "--force-reinstall --freeze-installed -h --help -i --index-cache --json -l --locks --mamba-repodata-parsing "
        "--no-allow-downgrade --no-allow-softlinks --no-allow-uninstall --no-always-copy --no-always-softlink "
        "--no-channel-priority --no-deps --no-env --no-extra-safety-checks --no-mamba-repodata-parsing --no-pin "
        "--no-prune-deps --no-py-pin --no-pyc --no-rc --no-shortcuts --offline --only-deps --override-channels "
        "--packages --pin --print-config-only --print-context-only --prune --prune-deps --py-pin --pyc -q --quiet "
        "--retry-clean-cache --run-link-scripts --shortcuts --skip-run-link-scripts --ssl-no-revoke "
        "--strict-channel-priority -t --tarballs --trash --use-uv -v --verbose --verify-artifacts -y --yes"
    ),
    many="--category --rc-file --trusted-channels",
)
"""All commands of mamba 2 and micromamba."""

MAMBA_COMMANDS: dict[str, Arity] = {
    "env update": arity(many="-f --file"),
    "remove": arity(flag="-f"),
    "run": arity(value="-a"),
    "clean": arity(flag="-f -p"),
}
"""Commands of mamba where some options have another arity than in ``MAMBA``."""
