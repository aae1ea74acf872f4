"""What a command line of ``mlint check`` asks for; made without arguments, what a bare ``mlint check`` does."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.config import FailOn

STDIN = "-"


class Options:
    """The options of ``mlint check``, named as on the command line. Only plain values, so that it can be pickled."""

    def __init__(self) -> None:
        self.stdin_filename: str | None = None
        self.fix = False
        self.unsafe_fixes = False
        self.add_ignores = False
        self.diff = False
        self.select: tuple[str, ...] = ()
        self.extend_select: tuple[str, ...] = ()
        self.ignore: tuple[str, ...] = ()
        self.fail_on: FailOn | None = None
        self.format = "full"
        self.outputs: tuple[tuple[str, str], ...] = ()
        """Format and file of every ``--output``."""
        self.baseline: str | None = None
        self.write_baseline: str | None = None
        self.config: str | None = None
        self.isolated = False
        self.context: str | None = None
        self.target: str | None = None
        self.build_args: dict[str, str] = {}
        self.jobs = 0
        """How many processes; 0 leaves it to mlint."""
        self.statistics = False
        self.color = "auto"

    @property
    def fixes(self) -> bool:
        """Whether fixes are made, or shown: ``--diff`` alone is about them."""
        return self.fix or (self.diff and (self.unsafe_fixes or not self.add_ignores))

    @property
    def edits(self) -> bool:
        """Whether files are changed, or it is shown how they would be."""
        return self.fix or self.add_ignores or self.diff

    def shown_path(self, path: str) -> str:
        """The name under which the file at ``path`` is reported: for standard input, the one that was given for it."""
        return (self.stdin_filename or "<stdin>") if path == STDIN else path
