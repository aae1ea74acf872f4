"""Variables of the environment that set options of uv.

As of 2026-11-21. Source: help texts and code of uv 0.13.8. pip has one for every option, conda one for every setting.
"""

from __future__ import annotations

AS_OF = "2026-11-21"

UV_VALUES = {
    "--cache-dir": "UV_CACHE_DIR",
    "--config-file": "UV_CONFIG_FILE",
    "--default-index": "UV_DEFAULT_INDEX",
    "--directory": "UV_WORKING_DIR",
    "--exclude-newer": "UV_EXCLUDE_NEWER",
    "--index-strategy": "UV_INDEX_STRATEGY",
    "--index-url": "UV_INDEX_URL",
    "--keyring-provider": "UV_KEYRING_PROVIDER",
    "--link-mode": "UV_LINK_MODE",
    "--prerelease": "UV_PRERELEASE",
    "--project": "UV_PROJECT",
    "--python": "UV_PYTHON",
    "--resolution": "UV_RESOLUTION",
}
"""Options with one value, of all commands."""

UV_LISTS = {
    "--extra-index-url": "UV_EXTRA_INDEX_URL",
    "--find-links": "UV_FIND_LINKS",
    "--index": "UV_INDEX",
    "--allow-insecure-host": "UV_INSECURE_HOST",
}
"""Options of which the variable holds several values, of all commands."""

UV_FLAGS = {
    "--compile-bytecode": "UV_COMPILE_BYTECODE",
    "--managed-python": "UV_MANAGED_PYTHON",
    "--no-binary": "UV_NO_BINARY",
    "--no-build": "UV_NO_BUILD",
    "--no-build-isolation": "UV_NO_BUILD_ISOLATION",
    "--no-cache": "UV_NO_CACHE",
    "--no-config": "UV_NO_CONFIG",
    "--no-managed-python": "UV_NO_MANAGED_PYTHON",
    "--no-sources": "UV_NO_SOURCES",
    "--offline": "UV_OFFLINE",
}
"""Flags of all commands."""

UV_PIP_VALUES = {"--torch-backend": "UV_TORCH_BACKEND"}
UV_PIP_LISTS = {
    "--build-constraints": "UV_BUILD_CONSTRAINT",
    "--constraints": "UV_CONSTRAINT",
    "--excludes": "UV_EXCLUDE",
    "--overrides": "UV_OVERRIDE",
}
UV_PIP_FLAGS = {
    "--break-system-packages": "UV_BREAK_SYSTEM_PACKAGES",
    "--require-hashes": "UV_REQUIRE_HASHES",
    "--system": "UV_SYSTEM_PYTHON",
}
"""Of ``uv pip``, those with values of ``uv tool`` too."""

UV_PROJECT_FLAGS = {
    "--dev": "UV_DEV",
    "--frozen": "UV_FROZEN",
    "--isolated": "UV_ISOLATED",
    "--locked": "UV_LOCKED",
    "--no-default-groups": "UV_NO_DEFAULT_GROUPS",
    "--no-dev": "UV_NO_DEV",
    "--no-editable": "UV_NO_EDITABLE",
    "--no-install-local": "UV_NO_INSTALL_LOCAL",
    "--no-install-project": "UV_NO_INSTALL_PROJECT",
    "--no-install-workspace": "UV_NO_INSTALL_WORKSPACE",
    "--no-project": "UV_NO_PROJECT",
    "--no-sync": "UV_NO_SYNC",
}
"""Of the commands that work on a project: ``sync``, ``run``, ``add`` …"""

TRUE_WORDS = frozenset(("1", "on", "t", "true", "y", "yes"))
FALSE_WORDS = frozenset(("0", "f", "false", "n", "no", "off"))
"""What uv and conda take for a boolean, in lower case."""
