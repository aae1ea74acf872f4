"""Which options of which package manager take a value.

As of 2026-11-21. Sources: pip: the option objects of its own parsers, 15 releases from 10.0.1 to 26.3. apt: sources of
3.1.12. wget: its help, 1.21.3. An option that some release knew is listed, whether or not the newest does. Those of
conda are in :mod:`mlint.knowledge.conda_options`, those of uv, poetry and pipenv in
:mod:`mlint.knowledge.project_options`.
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


def arity(value: str = "", flag: str = "", many: str = "", boolean: str = "", level: str = "") -> Arity:
    """An arity of names separated by blanks."""
    return Arity(*(frozenset(names.split()) for names in (value, flag, many, "", boolean, level)))


_PIP = arity(
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

APT = arity(
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

WGET = arity(
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
