"""What the formats for people share: colours, safe text, one-line parts of a finding."""

from __future__ import annotations

from mlint.output.results import human_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.linter import Diagnostic
    from mlint.rule import Estimate


class Style:
    """Colours for a terminal, or none; colorama is imported only when there are some."""

    def __init__(self, coloured: bool = False) -> None:
        self._codes: dict[str, str] = {}
        if coloured:
            from colorama import Fore, Style, just_fix_windows_console

            just_fix_windows_console()
            self._codes = {
                "error": Style.BRIGHT + Fore.RED,
                "warning": Style.BRIGHT + Fore.YELLOW,
                "info": Style.BRIGHT + Fore.CYAN,
                "bold": Style.BRIGHT,
                "frame": Fore.BLUE,
                "added": Fore.GREEN,
                "removed": Fore.RED,
            }
            self._reset = Style.RESET_ALL

    def paint(self, role: str, text: str) -> str:
        """``text`` in the colour of its ``role``."""
        code = self._codes.get(role)
        return f"{code}{text}{self._reset}" if code else text


def safe(text: str) -> str:
    """``text`` on one line, without credentials and with control characters written as escapes."""
    from mlint.secrets import redact

    return escape(redact(text))


def escape(text: str) -> str:
    r"""The text with escapes for what a terminal acts on or hides: ``\x1b`` for ESC, ``\xff`` for a byte not UTF-8."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else escaped(char) for char in text)


def escaped(char: str) -> str:
    r"""One character as an escape: ``\t``, ``\x1b``, ``\u202e``."""
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8, as surrogateescape keeps it
        return f"\\x{code - 0xDC00:02x}"
    return char.encode("unicode_escape", "backslashreplace").decode("ascii")


def estimate_text(estimate: Estimate) -> str:
    """``about 3.0 GB in the image``."""
    size = human_bytes(estimate.bytes, at_least=estimate.at_least)
    amount = f"at least {size}" if estimate.at_least else f"about {size}"
    return f"{amount} in the image" if estimate.of == "image" else f"{amount} fetched again at every rebuild"


def fix_mark(finding: Diagnostic) -> str:
    """What a format says behind a message about the finding's fix."""
    if finding.fix is None:
        return ""
    return " [fixable]" if finding.fix.safety == "safe" else " [fixable with --unsafe-fixes]"
