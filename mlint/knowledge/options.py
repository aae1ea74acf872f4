"""Which options of which package manager take a value.

As of 2026-11-21. Sources: pip: the option objects of its own parsers, 15 releases from 10.0.1 to 26.3. uv 0.13.8:
every name of its command line definition tried on the binary. conda: argparse objects of 4.12.0, 24.11.0 and 26.7.1.
mamba and micromamba: sources of 2026-07-24. poetry 1.1.15, 1.8.5, 2.5.1 and pipenv 2024.4.1, 2026.10.3: their command
definitions. apt: sources of 3.1.12. wget: its help, 1.21.3. An option that some release knew is listed, whether or not
the newest does.
"""

from __future__ import annotations

from mlint.records import Record

AS_OF = "2026-11-21"


class Arity(Record):
    """The options of a command by what they take from the words behind them; an option in no set is unknown."""

    value: frozenset[str]
    """One word."""
    flag: frozenset[str]
    """Nothing."""
    many: frozenset[str]
    """All words up to the next option."""
    pair: frozenset[str]
    """Two words."""
    boolean: frozenset[str]
    """The next word if it is a boolean (``yes``, ``off``, ``0`` …), else nothing (apt)."""
    level: frozenset[str]
    """The next word if it is a number, else nothing (apt's ``-q``)."""

    def plus(self, *, value: str = "", flag: str = "", many: str = "", pair: str = "") -> Arity:
        """These options and more, each set as names separated by blanks."""
        return self._replace(
            value=self.value | frozenset(value.split()),
            flag=self.flag | frozenset(flag.split()),
            many=self.many | frozenset(many.split()),
            pair=self.pair | frozenset(pair.split()),
        )


def _arity(value: str = "", flag: str = "", many: str = "", boolean: str = "", level: str = "") -> Arity:
    """An arity of names separated by blanks."""
    return Arity(*(frozenset(names.split()) for names in (value, flag, many, "", boolean, level)))


_PIP = _arity(
    value=(
        "--cache-dir --cert --client-cert --default-timeout --exists-action --keyring-provider --local-log --log "
        "--log-file --proxy --python --resume-retries --retries --skip-requirements-regex --timeout --trusted-host "
        "--unstable-feature --use-deprecated --use-feature"
    ),
    flag=(
        "--debug --disable-pip-version-check -h --help --isolated --no-cache-dir --no-color --no-input --no-proxy-env "
        "--no-python-version-warning -q --quiet --require-venv --require-virtualenv -V -v --verbose --version"
    ),
)

PIP: dict[str, Arity] = {
    "": _PIP,
    "install": _PIP.plus(
        value=(
            "--abi --all-releases -b --build --build-constraint --build-dir --build-directory -C -c --config-settings "
            "--constraint -e --editable --extra-index-url -f --find-links --global-option --group -i --implementation "
            "--index-url --install-option --no-binary --only-binary --only-final --platform --prefix --progress-bar "
            "--pypi-url --python-version -r --refresh-package --report --requirement --requirements-from-script --root "
            "--root-user-action --source --source-dir --source-directory --src -t --target --upgrade-strategy "
            "--uploaded-prior-to"
        ),
        flag=(
            "--break-system-packages --check-build-dependencies --compile --dry-run --force-reinstall -I "
            "--ignore-installed --ignore-requires-python --no-build-isolation --no-clean --no-compile "
            "--no-dependencies --no-deps --no-index --no-require-hashes --no-use-pep517 --no-user --no-warn-conflicts "
            "--no-warn-script-location --only-dependencies --only-deps --pre --prefer-binary "
            "--process-dependency-links --require-hashes -U --upgrade --use-pep517 --user"
        ),
    ),
    "download": _PIP.plus(
        value=(
            "--abi --all-releases -b --build --build-constraint --build-dir --build-directory -c --constraint -d "
            "--dest --destination-dir --destination-directory --extra-index-url -f --find-links --global-option "
            "--group -i --implementation --index-url --no-binary --only-binary --only-final --platform --progress-bar "
            "--pypi-url --python-version -r --refresh-package --requirement --requirements-from-script --source "
            "--source-dir --source-directory --src --uploaded-prior-to"
        ),
        flag=(
            "--check-build-dependencies --ignore-requires-python --no-build-isolation --no-clean --no-dependencies "
            "--no-deps --no-index --no-require-hashes --no-use-pep517 --only-dependencies --only-deps --pre "
            "--prefer-binary --process-dependency-links --require-hashes --use-pep517"
        ),
    ),
    "wheel": _PIP.plus(
        value=(
            "--all-releases -b --build --build-constraint --build-dir --build-directory --build-option -C -c "
            "--config-settings --constraint -e --editable --extra-index-url -f --find-links --global-option --group -i "
            "--index-url --no-binary --only-binary --only-final --progress-bar --pypi-url -r --refresh-package "
            "--requirement --requirements-from-script --source --source-dir --source-directory --src "
            "--uploaded-prior-to -w --wheel-dir"
        ),
        flag=(
            "--check-build-dependencies --ignore-requires-python --no-build-isolation --no-clean --no-dependencies "
            "--no-deps --no-index --no-require-hashes --no-use-pep517 --no-verify --only-dependencies --only-deps "
            "--pre --prefer-binary --process-dependency-links --require-hashes --use-pep517"
        ),
    ),
    "uninstall": _PIP.plus(
        value="-r --requirement --root-user-action",
        flag="--break-system-packages -y --yes",
    ),
    "cache": _PIP.plus(
        value="--format",
    ),
    "config": _PIP.plus(
        value="--editor",
        flag="--global --site --user --venv",
    ),
}
"""By command; ``""`` holds the options that are allowed before it."""

PIP_NAMES = {
    "-b": "--build",
    "--build-dir": "--build",
    "--build-directory": "--build",
    "-C": "--config-settings",
    "-c": "--constraint",
    "-d": "--dest",
    "--default-timeout": "--timeout",
    "--destination-dir": "--dest",
    "--destination-directory": "--dest",
    "-e": "--editable",
    "-f": "--find-links",
    "-h": "--help",
    "-I": "--ignore-installed",
    "-i": "--index-url",
    "--local-log": "--log",
    "--log-file": "--log",
    "--no-dependencies": "--no-deps",
    "--only-dependencies": "--only-deps",
    "--pypi-url": "--index-url",
    "-q": "--quiet",
    "-r": "--requirement",
    "--require-venv": "--require-virtualenv",
    "--source": "--src",
    "--source-dir": "--src",
    "--source-directory": "--src",
    "-t": "--target",
    "-U": "--upgrade",
    "-V": "--version",
    "-v": "--verbose",
    "-w": "--wheel-dir",
    "-y": "--yes",
}
"""Other names of pip's options -> the name that this project uses for them (pip's first long one)."""

_CONDA = _arity(
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

UV = _arity(
    value=(
        "--allow-insecure-host --annotation-style -b --bounds --branch --build-constraint --build-constraints -C -c "
        "--cache-dir --cert --client-cert --color --config --config-file --config-setting --config-settings "
        "--config-settings-package --constraint --constraints --custom-compile-command --default-index --directory "
        "--env-file --exclude --exclude-newer --exclude-newer-package --excludes --extra --extra-index-url -f "
        "--find-links --fork-strategy --format --from --generate-shell-completion --graalpy-mirror --group -i --index "
        "--index-strategy --index-url --install-dir --keyring-provider --link-mode --marker --max-recursion-depth "
        "--max-rounds --mirror --no-binary-package --no-build-isolation-package --no-build-package "
        "--no-editable-package --no-emit-package --no-extra --no-group --no-install-package --no-sources-package -o "
        "--only-binary --only-emit-package --only-group --only-install-package --optional --out-dir --output-file "
        "--output-format --override --overrides -P -p --package --path --pip-args --prefix --prerelease "
        "--prerelease-package --preview-feature --preview-features --project --prompt --prune --pyodide-mirror "
        "--pypy-mirror --python --python-downloads-json-url --python-executable --python-fetch --python-platform "
        "--python-preference --python-version -r --refresh-package --reinstall-package --requirement --requirements "
        "--resolution --resolver --rev --script -t --tag --target --torch-backend --trusted-host --unsafe-package "
        "--upgrade-group --upgrade-package -w --with --with-editable --with-executables-from --with-requirements"
    ),
    flag=(
        "-a --active --all --all-extras --all-groups --all-packages --allow-empty-requirements --allow-existing "
        "--allow-python-downloads --allow-unsafe --annotate --ask --bin --binary --break-system-packages --build "
        "--build-isolation --build-logs --check --check-exists --clear --compile --compile-bytecode --create-gitignore "
        "--default --deps --dev --disable-pip-version-check --dry-run -e --editable --emit-build-options "
        "--emit-find-links --emit-index-annotation --emit-index-url --emit-marker-expression --emit-options "
        "--emit-trusted-host --exact --exclude-editable --force --force-pep517 --force-reinstall --frozen "
        "--generate-hashes --gui-script -h --hashes --header --help --inexact --isolated --lfs --list --locked -m "
        "--managed-python --module -n --native-tls --no-active --no-all-extras --no-allow-empty-requirements "
        "--no-allow-unsafe --no-annotate --no-bin --no-binary --no-break-system-packages --no-build "
        "--no-build-isolation --no-build-logs --no-cache --no-cache-dir --no-check --no-clear --no-color --no-compile "
        "--no-compile-bytecode --no-config --no-create-gitignore --no-default-groups --no-deps --no-dev --no-editable "
        "--no-emit-build-options --no-emit-find-links --no-emit-index-annotation --no-emit-index-url --no-emit-local "
        "--no-emit-marker-expression --no-emit-options --no-emit-project --no-emit-trusted-host --no-emit-workspace "
        "--no-env-file --no-exact --no-generate-hashes --no-hashes --no-header --no-index --no-install-local "
        "--no-install-project --no-install-workspace --no-installer-metadata --no-managed-python --no-native-tls "
        "--no-offline --no-outdated --no-pip --no-preview --no-progress --no-project --no-python-downloads "
        "--no-refresh --no-registry --no-reinstall --no-relocatable --no-require-build-hashes --no-require-hashes "
        "--no-reuse-hashes --no-seed --no-setuptools --no-sources --no-strict --no-strip-extras --no-strip-markers "
        "--no-sync --no-system --no-system-certs --no-universal --no-upgrade --no-verify-hashes --no-wheel "
        "--no-workspace --no_workspace --offline --only-dev --only-emit-local --only-emit-project "
        "--only-emit-workspace --only-install-local --only-install-project --only-install-workspace --outdated --pre "
        "--preview -q --quiet --raw --raw-sources --refresh --registry --reinstall --relocatable "
        "--require-build-hashes --require-hashes --reuse-hashes -s --sdist --seed --show-resolution --show-settings "
        "--strict --strip-extras --strip-markers --system --system-certs --system-site-packages -U --universal "
        "--upgrade --user -v --verbose --verify-hashes --wheel --workspace -y --yes"
    ),
)
"""All commands of uv."""

UV_COMMANDS: dict[str, Arity] = {
    "pip install": _arity(value="-e --editable --no-binary"),
    "pip sync": _arity(value="--no-binary"),
    "pip compile": _arity(value="--no-binary"),
    "run": _arity(flag="--script"),
    "add": _arity(value="-m"),
    "venv": _arity(flag="-c"),
    "python install": _arity(flag="-f -r"),
    "cache prune": _arity(flag="--ci"),
}
"""Commands of uv where some options have another arity than in ``UV``."""

MAMBA = _arity(
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
    "env update": _arity(many="-f --file"),
    "remove": _arity(flag="-f"),
    "run": _arity(value="-a"),
    "clean": _arity(flag="-f -p"),
}
"""Commands of mamba where some options have another arity than in ``MAMBA``."""

POETRY = _arity(
    value=(
        "--author -C -c --cert --client-cert --config-settings --dependency --description --dev-dependency --directory "
        "--dist-dir -E --extras -f --format -G --group -l --license --local-version --markers --name -o --only "
        "--optional --output -P -p --password --platform --project --python -r --readme --repository --source -u "
        "--username --with --without"
    ),
    flag=(
        "-a --all --all-extras --all-groups --allow-prereleases --ansi --build --check --clean --compile -D --dev "
        "--dry-run -e --editable --flat -h --help -i --interactive --latest --list --local --lock --migrate -n "
        "--no-ansi --no-cache --no-dev --no-directory --no-interaction --no-plugins --no-root --no-truncate "
        "--no-update --only-root --outdated -q --quiet --regenerate --remove-untracked --skip-existing --src --strict "
        "--sync -T -t --top-level --tree --unset -V -v --verbose --version -vv -vvv --why"
    ),
)
"""All commands of poetry 1.1 to 2.5."""

POETRY_COMMANDS: dict[str, Arity] = {
    "show": _arity(flag="-l -o"),
}
"""Commands of poetry where some options have another arity than in ``POETRY``."""

PIPENV = _arity(
    value=(
        "--backend --categories --config-settings -e --editable --extra-pip-args --extras -i --index --pypi-mirror "
        "--python -r --requirements --resolver"
    ),
    flag=(
        "--all --all-dev --bare --clean --clear -d --deploy --dev --dev-only --dry-run --envs --exclude-index "
        "--exclude-markers --from-pipfile -h --hash --help --ignore-pipfile --keep-outdated --lock-only --man "
        "--no-lock --no-site-packages --outdated --pre --py -q --quiet --rm --selective-upgrade --site-packages "
        "--skip-lock --support --system -v --venv --verbose --version --where"
    ),
)
"""All commands of pipenv."""

APT = _arity(
    value=(
        "-a --build-profiles -c --cli-version --comment --config-file --default-release -e --error-on "
        "--host-architecture -o --option -P --planner -S --snapshot --solver -t --target-release --with-source"
    ),
    boolean=(
        "--allow-change-held-packages --allow-downgrades --allow-insecure-repositories --allow-releaseinfo-change "
        "--allow-releaseinfo-change-codename --allow-releaseinfo-change-defaultpin --allow-releaseinfo-change-label "
        "--allow-releaseinfo-change-origin --allow-releaseinfo-change-suite --allow-releaseinfo-change-version "
        "--allow-remove-essential --allow-unauthenticated --allow-weak-repositories --arch-only --assume-no "
        "--assume-yes --audit --auto-remove --autoremove -b --build --color --compile -d --debian-only --diff-only "
        "--download --download-only --dry-run --dsc-only -f --fix-broken --fix-missing --fix-policy --force-yes -h "
        "--help --ignore-hold --ignore-missing --indep-only --install-recommends --install-suggests --just-print "
        "--list-cleanup --list-columns -m --mark-auto --new-pkgs --no-act --only-source --only-upgrade --print-uris "
        "--purge --recon --reinstall --remove -s --show-progress --show-upgraded --simulate --strict-pinning "
        "--tar-only --trivial-only -U -u --update --upgrade -V -v --verbose-versions --version -y --yes"
    ),
    level="-q --quiet --silent",
)
"""All commands of apt-get and apt; names are case-insensitive, ``--no-`` negates a boolean."""

WGET = _arity(
    value=(
        "-A --accept --accept-regex -a --append-output -B --backups --base --bind-address --body-data --body-file "
        "--ca-certificate --ca-directory --certificate --certificate-type --ciphers --compression --config "
        "--connect-timeout --crl-file --cut-dirs -D --default-page --dns-timeout --domains -e --exclude-directories "
        "--exclude-domains --execute --follow-tags --ftp-password --ftp-user --header --hsts-file --http-password "
        "--http-user -I -i --ignore-tags --include-directories --input-file -l --level --limit-rate --load-cookies "
        "--local-encoding --max-redirect --method -n -O -o --output-document --output-file -P --password "
        "--pinnedpubkey --post-data --post-file --prefer-family --private-key --private-key-type --progress "
        "--proxy-password --proxy-user -Q --quota -R --read-timeout --referer --regex-type --reject --reject-regex "
        "--rejected-log --remote-encoding --report-speed --restrict-file-names --retry-on-http-error --save-cookies "
        "--secure-protocol --start-pos -T -t --timeout --tries -U --use-askpass --user --user-agent -w --wait "
        "--waitretry --directory-prefix --warc-dedup --warc-file --warc-header --warc-max-size --warc-tempdir -X"
    ),
    flag=(
        "--adjust-extension --ask-password --auth-no-challenge -b --background -c --content-disposition "
        "--content-on-error --continue --convert-file-only --convert-links -d --debug --delete-after -E -F "
        "--follow-ftp --force-directories --force-html -H -h --help --https-only --ignore-case --ignore-length -K -k "
        "--keep-session-cookies -L -m --mirror -N --no-cache --no-check-certificate --no-clobber --no-config "
        "--no-cookies --no-directories --no-dns-cache --no-glob --no-host-directories --no-hsts --no-http-keep-alive "
        "--no-if-modified-since --no-iri --no-netrc --no-parent --no-passive-ftp --no-proxy --no-remove-listing "
        "--no-use-server-timestamps --no-verbose -p --page-requisites --preserve-permissions --protocol-directories "
        "-q --quiet -r --random-wait --recursive --relative --retr-symlinks --retry-connrefused -S --save-headers "
        "--server-response --show-progress --span-hosts --spider --strict-comments --timestamping "
        "--trust-server-names --unlink -V -v --verbose --version -x --xattr"
    ),
)
"""GNU wget 1.21.3, by its help. ``-nv``, ``-nc`` and the like are read as the option ``-n`` with a value."""
