"""Which options of uv, poetry and pipenv take a value; see :mod:`mlint.knowledge.options`.

As of 2026-11-21. Sources: uv 0.13.8: every name of its command line definition tried on the binary. poetry 1.1.15,
1.8.5, 2.5.1 and pipenv 2024.4.1, 2026.10.3: their command definitions.
"""

from __future__ import annotations

from mlint.knowledge.options import Arity, arity

AS_OF = "2026-11-21"

UV = arity(
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
    "pip install": arity(value="-e --editable --no-binary"),
    "pip sync": arity(value="--no-binary"),
    "pip compile": arity(value="--no-binary"),
    "run": arity(flag="--script"),
    "add": arity(value="-m"),
    "venv": arity(flag="-c"),
    "python install": arity(flag="-f -r"),
    "cache prune": arity(flag="--ci"),
}
"""Commands of uv where some options have another arity than in ``UV``."""

POETRY = arity(
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
    "show": arity(flag="-l -o"),
}
"""Commands of poetry where some options have another arity than in ``POETRY``."""

PIPENV = arity(
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
