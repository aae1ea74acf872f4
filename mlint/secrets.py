"""Names and shapes of credentials; redaction of anything that is printed.

Two questions are answered here. Is this a credential? (:func:`is_secret_name`, :func:`is_placeholder`,
:func:`find_tokens`): for rules, so only what is fairly certain. And what must not be printed? (:func:`redact`): for all
output, so in doubt it is masked. Redact the text of a whole file, with ``keep_width`` where columns count, and cut the
excerpt from the result: a credential that is cut in two has no shape any more.

Every function needs time linear in the length of its text. Regular expressions are compiled when first needed, and only
those whose marker is in the text.
"""

from __future__ import annotations

import re
import sys
from functools import cache

from mlint.knowledge import secrets as known

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

Token = tuple[int, int, str]
"""Start, end and kind of a credential in a text: ``(8, 45, "Hugging Face token")``."""

URL_PASSWORD = "password in a URL"
PRIVATE_KEY = "private key"

# Before a token: no letter or digit, unless it belongs to an escape (%3D, \n).
_BEFORE = r"(?:(?<![A-Za-z0-9])|(?<=%[0-9A-Fa-f]{2})|(?<=\\[nrt]))"
_REFERENCE = r"(?:\$\w+|\$\{[^{}]*\}|\$?\{\{[^{}]*\}\}|\$\([^()]*\)|%\w+%)"
_NAME_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"
_LONGEST_NAME = 80
_SHORTEST_TOKEN = 20  # that of AWS
_LONGEST_KEY = 16_000
_MOST_VALUES = 500
_UNQUOTING = str.maketrans("", "", "\\\"'")
_LONG = 200  # what is in a longer value is not looked at again: that keeps the time linear

_compiled = cache(re.compile)


# Names


def is_known_credential(name: str) -> bool:
    """Whether this is the name of a variable that some service reads a credential from (``HF_TOKEN``)."""
    upper = name.upper().replace("-", "_")
    if upper in known.CREDENTIAL_NAMES:
        return True
    return "PUBLIC" not in upper and any(
        upper.startswith(start) and upper.endswith(end) for start, end in known.CREDENTIAL_AFFIXES
    )


def is_secret_name(name: str, extra: Container[str] = ()) -> bool:
    """Whether a variable, option or field of this name holds a credential.

    It is a known one, one of ``extra`` (upper case), or ends in the words of one: ``MY_DB_PASSWORD``, ``api-key``,
    ``accessToken``. ``MAX_TOKENS``, ``PAD_TOKEN`` and ``HF_TOKEN_PATH`` do not.
    """
    if is_known_credential(name) or name.upper() in extra:
        return True
    words = _words(name)
    last, before = words[-1:], words[-2:-1]
    if last == ["KEY"]:
        if known.KEY_WORDS.isdisjoint(before):
            return False
    elif known.SECRET_WORDS.isdisjoint(last) or (last == ["TOKEN"] and not known.MODEL_WORDS.isdisjoint(before)):
        return False
    return known.HARMLESS_WORDS.isdisjoint(words)


def _words(name: str) -> list[str]:
    """The words of a name in upper case: ``apiKey`` -> API, KEY; ``HFToken`` -> HF, TOKEN."""
    if not name.isupper():
        name = _compiled(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])").sub("_", name)
    return [word for word in name.upper().replace("-", "_").replace(".", "_").split("_") if word]


# Values


def is_placeholder(value: str) -> bool:
    """Whether a value, quoted or not, stands for no credential: nothing, a switch, a number, a reference, a sample."""
    text = _unquoted(value)
    if not _is_opaque(text):
        return True
    if len(text) > 200:
        return False
    lower = text.lower()
    if lower in known.PLACEHOLDER_VALUES or "example" in lower:
        return True
    words = _compiled(r"[^\W_]+").findall(lower)
    if any(word in known.PLACEHOLDER_WORDS or word.startswith(("your", "changeme", "xxx")) for word in words):
        return True
    return all(word in known.FILLER_WORDS or word.isdecimal() or not word.strip("x") for word in words)


def is_reference(value: str) -> bool:
    """Whether a value holds only references (``$X``, ``${X}``, ``$(cat f)``, ``{{ x }}``) and marks between them."""
    if not value.startswith(("$", "{", "%")) and not _compiled(r"[:/@.,_-]+[$%{]").match(value):
        return False
    if not _compiled(rf"(?:[:/@.,_-]*+{_REFERENCE})++[:/@.,_-]*+").fullmatch(value):
        # A command may hold parentheses and quotes of its own.
        return value.startswith("$(") and value.endswith(")")
    defaults = _compiled(r"\$\{\w+:?[-=+]([^{}]*)\}").findall(value)
    return all(is_placeholder(default) for default in defaults)


def _unquoted(value: str) -> str:
    """The value without blanks and quotes around it."""
    return value.strip().strip("\"'").strip()


def _is_opaque(text: str) -> bool:
    """Whether an unquoted value is neither nothing, a switch, a reference, a path, nor a plain URL."""
    if not any(map(str.isalnum, text)) or text.lower() in {"none", "null", "true", "false", "yes", "no", "on", "off"}:
        return False
    if text[0] + text[-1] in {"<>", "[]", "@@"} or is_reference(text) or not text.lower().strip("x-_."):
        return False
    if text.startswith(("os.environ", "os.getenv", "process.env")):
        return False
    if _compiled(r"[A-Za-z][A-Za-z0-9+.-]*+://[^@\s]*+").fullmatch(text):
        return False
    # Keys in base64 hold a slash as well, but they are never all lower case.
    return not _compiled(
        r"(?:~|\.{0,2})/(?:[a-z0-9._-]++/)+[A-Za-z0-9._-]*+|(?:[\w.-]++/)*[\w.-]*\.(?:json|txt|pem)"
    ).fullmatch(text)


# Tokens


def find_tokens(text: str) -> list[Token]:
    """All credentials that show by their form, in order, without overlap: tokens, private keys, passwords in URLs.

    Placeholders (``user:password@``, ``hf_xxx…``, AWS's ``…EXAMPLE``) are left out.
    """
    if len(text) < _SHORTEST_TOKEN and "://" not in text:
        return []
    found = [
        token
        for token in _shaped(text, known.SHAPES)
        if not _compiled(r"(?i)x{8}|example").search(text, token[0], token[1])
    ]
    found.extend(token for token in _url_passwords(text) if not is_placeholder(text[token[0] : token[1]]))
    found.extend(_private_keys(text))
    return _without_overlap(found)


def _shaped(text: str, shapes: Iterable[known.Shape]) -> Iterator[Token]:
    """The tokens of these shapes."""
    for shape in shapes:
        for marker in shape.markers:
            if marker in text:
                for match in _compiled(_BEFORE + shape.pattern).finditer(text):
                    yield match.start(), match.end(), shape.kind
                break


def _url_passwords(text: str) -> Iterator[Token]:
    """What stands between ``user:`` and ``@`` in URLs, references too."""
    if "@" not in text:
        return
    at = text.find("://")
    while at >= 0:
        authority = _compiled(rf"(?:{_REFERENCE}|[^\s/\"'`<>\\])*+").match(text, at + 3)
        start, end = authority.span() if authority else (at, at)
        host = text.rfind("@", start, end)
        if host >= 0 and not text.startswith("sha256:", host + 1):
            user = _compiled(rf"(?:{_REFERENCE}|[^:@])*+:").match(text, start, host)
            if user and user.end() < host:
                yield user.end(), host, URL_PASSWORD
        at = text.find("://", max(end, at + 3))


def url_references(text: str) -> Iterator[str]:
    """What stands before ``@`` in URLs and holds a variable: of ``user:password@`` the password, else all of it."""
    if "@" not in text or "$" not in text:
        return
    passwords = {start: end for start, end, _ in _url_passwords(text)}
    for start, end in passwords.items():
        if "$" in text[start:end]:
            yield text[start:end]
    for match in _compiled(rf"://((?:{_REFERENCE}|[\w.-])++)@").finditer(text):
        if "$" in match[1]:
            yield match[1]


_BASE64_LINES = r"[^\n]*+(?:\n[ \t]*+[A-Za-z0-9+/=]{16}[^\n]*+)*+"


def _private_keys(text: str) -> Iterator[Token]:
    """PEM blocks of private keys; one without an end reaches as far as its lines look like base64."""
    if "PRIVATE KEY" not in text:
        return
    at = 0
    while begin := _compiled(r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,20}-----").search(text, at):
        at = begin.end()
        end = text.find("-----END ", at, at + _LONGEST_KEY)
        end = (
            _end(r"-----END [A-Z0-9 ]{0,60}-----|", text, end)
            if end >= 0
            else _end(_BASE64_LINES, text, at, at + _LONGEST_KEY)
        )
        if _compiled(r"[A-Za-z0-9+/]{20}").search(text, at, end):
            at = end
            yield begin.start(), at, PRIVATE_KEY


def _without_overlap(tokens: list[Token]) -> list[Token]:
    """The tokens in order; of two that overlap, the one that starts first, then the longer one."""
    kept: list[Token] = []
    for token in sorted(tokens, key=lambda token: (token[0], -token[1])):
        if not kept or token[0] >= kept[-1][1]:
            kept.append(token)
    return kept


# Redaction


def holds_secret(text: str) -> bool:
    """Whether :func:`redact` would change the text."""
    return bool(_masked(text, _remembered))


def redact(text: str, *, keep_width: bool = False, remembered: bool = True) -> str:
    """The text with ``***`` for every credential in it; its lines, and all else, stay.

    Masked are tokens by their shape, passwords in URLs, and what is assigned to a secret name in any of the forms that
    Dockerfiles, shells, options, JSON and headers have. References such as ``${HF_TOKEN}`` stay readable. With
    ``keep_width`` a credential becomes as many ``*`` as it has characters, so that columns stay true. Without
    ``remembered`` values the result depends on the text alone.
    """
    # What follows a masked value can become readable as another one: mask until nothing changes.
    for _ in range(8):
        spans = _masked(text, _remembered if remembered else ())
        if not spans:
            break
        text = _mask(text, spans, keep_width)
    return text


_remembered: list[str] = []
"""Values that are masked wherever they stand, long ones first."""


def remember(texts: Iterable[str], *, more: bool = False) -> None:
    """Let :func:`redact` mask, wherever they stand, the credentials that it finds in these texts.

    A message may quote a value without its name: what is masked in a Dockerfile must not be in what is said of it.
    Values that could be any word are left out. What was remembered before is forgotten, unless there is to be ``more``.
    """
    values: set[str] = set()
    for text in texts:
        for start, end in _masked(text):
            value = _unquoted(text[start:end])
            # As it is written, and as a shell or the builder reads it.
            values.update((value, value.translate(_UNQUOTING)))
    found = sorted(filter(_is_telling, values), key=len, reverse=True)
    if more:
        found += (value for value in _remembered if value not in values)
    _remembered[:] = sorted(found[:_MOST_VALUES], key=len, reverse=True)


def _is_telling(value: str) -> bool:
    """Whether a value is no word that stands in other places, too."""
    if len(value) < 6 or "\n" in value or is_placeholder(value):
        return False
    return len(value) >= 12 or not (value.isalpha() and value.islower())


def _mask(text: str, spans: Iterable[tuple[int, int]], keep_width: bool) -> str:
    """The text with the spans starred out, line by line: line ends, indentation and continuation marks stay."""

    def stars(match: re.Match[str]) -> str:
        return "*" * len(match[0]) if keep_width else "***"

    parts = []
    at = 0
    for start, end in spans:
        parts.append(text[at:start])
        parts.append(_compiled(r"[^\s\\](?:[^\n]*[^\s\\])?").sub(stars, text[start:end]))
        at = end
    parts.append(text[at:])
    return "".join(parts)


def _masked(text: str, values: Iterable[str] = ()) -> list[tuple[int, int]]:
    """The spans to mask, those of ``values`` too, in order, without overlap."""
    found = [(start, end) for start, end, _ in _shaped(text, (*known.SHAPES, *known.MASKED_SHAPES))]
    found.extend((start, end) for start, end, _ in _url_passwords(text) if _is_opaque(text[start:end]))
    found.extend((start, end) for start, end, _ in _private_keys(text))
    lower = text.lower()
    if any(word in lower for word in ("pass", "secret", "token", "key", "_pat", "connection_string")):
        found.extend(_assigned(text))
        found.extend(_legacy_env(text))
    for marker, pattern in known.NAMELESS_FORMS:
        if marker in lower:
            found.extend(_values(text, _compiled(pattern).finditer(text)))
    for value in values:
        at = text.find(value)
        while at >= 0:
            found.append((at, at + len(value)))
            at = text.find(value, at + len(value))
    spans: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _values(text: str, matches: Iterable[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """The spans of the values that follow the matches, or are their first groups, and may not be printed."""
    done = 0
    for match in matches:
        at = match.end()
        if at < done:
            continue
        span = match.span(1) if match.re.groups else _value(text, at)
        if span[1] - span[0] > _LONG:
            done = span[1]
        if _is_opaque(_unquoted(text[slice(*span)])):
            yield span


# A bare value: up to a blank, a quote, && or a closing bracket that ends it; "b c" in a"b c"d belongs to it.
_BARE = (
    r"(?:\$\([^()\n]*\)|(?!&&|\|\||\)(?:[\s\"'`\\;,)]|\Z))[^\s\"'`\\]|\\(?![\s\"'])"
    r"|\"(?=\w)[^\"\n]*+\"?|'(?=\w)[^'\n]*+'?)*+"
)
# What stands between quotes, by the quote; those of a text within a text are escaped.
_QUOTED = {'"': r'(?:[^"\\\n]|\\\r?\n|\\.)*+', "'": r"(?:[^'\\\n]|\\\r?\n|\\)*+"}
_QUOTED_ESCAPED = r"(?:(?!\\{1,3}[\"'])[^\n])*+"


def _value(text: str, at: int) -> tuple[int, int]:
    """The span of the value that starts at an offset: within its quotes, else up to a blank or quote."""
    opening = _compiled(r"\\{0,3}[\"']").match(text, at)
    if not opening:
        end = _end(_BARE, text, at)
        while end > at and text[end - 1] in ",;)]}" and text[at] != "$":
            end -= 1
        return at, end
    quote = opening[0]
    end = _end(_QUOTED.get(quote, _QUOTED_ESCAPED), text, opening.end())
    behind = end + len(quote)
    if text.startswith(quote, end) and text[behind : behind + 1].isalnum():
        return at, _end(_BARE, text, behind)  # "ab"cd is one word
    return opening.end(), end


def _end(pattern: str, text: str, at: int, limit: int = sys.maxsize) -> int:
    """Where the match of a pattern ends that starts at an offset; the offset itself when there is none."""
    match = _compiled(pattern).match(text, at, limit)
    return match.end() if match else at


_NAME_END = r"(?i)(?:pass(?:word|wd|phrase)?|secret|token|key|key_id|connection_string|_pat|_pwd)(?![\w.-])"
_SMALL_WORDS = r"(?i)(?:a|an|and|are|as|at|be|by|for|from|has|in|instead|is|it|of|on|or|so|that|the|to|with)"


def _assigned(text: str) -> Iterator[tuple[int, int]]:
    """The spans of values that are assigned to secret names."""
    done = 0
    for match in _compiled(_NAME_END).finditer(text):
        if match.end() <= done:
            continue
        head = text[max(0, match.end() - _LONGEST_NAME) : match.end()]
        name = head[len(head.rstrip(_NAME_CHARACTERS)) :]
        at = match.end()
        start = at - len(name)
        before = text[max(0, start - 24) : start]
        if not (is_secret_name(name.strip("-.")) or name.upper().endswith(("_PASS", "_PWD"))):
            continue
        if before.endswith("${"):
            default = _compiled(r":?[-=+]([^{}\s]*)").match(text, at)
            if default and _is_opaque(_unquoted(default[1])):
                yield default.span(1)
            continue
        begin = _value_after(text, name, before, at)
        if begin is None:
            continue
        span = _value(text, begin)
        if span[1] - span[0] > _LONG:
            done = span[1]
        value = _unquoted(text[slice(*span)])
        # login(token=hf_token): a variable, not its value
        if _is_opaque(value) and not is_secret_name(value):
            yield span


def _value_after(text: str, name: str, before: str, at: int) -> int | None:
    """Where the value begins that is assigned to the name which ends at an offset; None when there is none."""
    quoted = _compiled(r"\\{0,3}[\"']\Z").search(before)
    if quoted:
        if not text.startswith(quoted[0], at):
            quoted = None
        else:
            at += len(quoted[0])
    # "--token= --next" and "TOKEN= command" are empty values
    equals = _compiled(r"[ \t]++:?=(?!=)>?[ \t]*+|:?=(?!=)>?(?:[ \t]++(?=\\{0,3}[\"']))?").match(text, at)
    if equals:
        return equals.end()
    colon = _compiled(r"[ \t]*+:(?![:=-])[ \t]*+").match(text, at)
    if colon:
        plain = _compiled(r"(?=\S{0,99}[0-9])\S|\S{16}|\\{0,3}[\"']").match(text, colon.end())
        return colon.end() if quoted or plain else None
    if quoted and name.startswith("-"):  # ["--token", "abc"]
        comma = _compiled(r"\s*+,\s*+").match(text, at)
        return comma.end() if comma else None
    blank = _compiled(r"(?:[ \t]|\\\r?\n)++").match(text, at)
    if not blank or quoted:
        return None
    word = _compiled(r"[^\s]++").match(text, blank.end())
    if not word or word[0].startswith(("-", "=", "&", "|", ";", ">", "<")):
        return None
    if name.startswith("--"):
        # docker build --secret id=…; and prose: "use --token instead"
        return None if name == "--secret" or _compiled(_SMALL_WORDS).fullmatch(word[0]) else blank.end()
    if not _compiled(r"(?i)(?:^|\n)[ \t]*(?:onbuild[ \t]+)?arg[ \t]+\Z|\bset[ \t]+\Z").search(before):
        return None
    # ARG A B declares two
    return None if _compiled(r"[A-Z_][A-Z0-9_]*").fullmatch(word[0]) else blank.end()


def _legacy_env(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the values of ``ENV NAME value``, to the end of the instruction; also in diffs and comments."""
    pattern = (
        r"(?im)^[ \t#+-]*+(?:onbuild[ \t]++)?env[ \t]++([\w.-]++)(?:[ \t]|\\\r?\n)++(?![\s=])((?:\\\r?\n|[^\n])*+)"
    )
    for match in _compiled(pattern).finditer(text):
        if is_secret_name(match[1]) and _is_opaque(_unquoted(match[2])):
            yield match.span(2)
