"""What rules on kept caches have in common: how a manager's cache stays out of the layer."""

from __future__ import annotations

from mlint.rule import Edit, Fix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.build import Build
    from mlint.dockerfile.arguments import Mount
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run


def cache_remedy(
    build: Build, run: Run, install: Install, mounts: list[tuple[Mount, str]], option: str
) -> tuple[str, Fix | None]:
    """The advice and the fix: a cache mount where the file has one for this cache, else the ``option``."""
    mount = run.with_mount(install, mounts)
    if mount is not None:
        title = f"Mount {install.manager}'s cache as elsewhere in the file"
        return f"add{mount.text} to this RUN too", Fix(title, (Edit(build.place(mount.span), mount.text),))
    insertion = run.with_option(install, option)
    fix = Fix(f"Add {option}", (Edit(build.place(insertion.span), insertion.text),)) if insertion else None
    target = run.cache_target(install)
    return f"add {option}" + (f" or mount a cache at {target}" if target else ""), fix
