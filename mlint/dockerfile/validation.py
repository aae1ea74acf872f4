"""What BuildKit would refuse: for the file as a whole, and for one instruction."""

from __future__ import annotations

import re

from mlint.dockerfile.arguments import read_mount
from mlint.dockerfile.instructions import KNOWN, Dockerfile, Instruction
from mlint.dockerfile.json_form import read_json_form
from mlint.dockerfile.lines import SyntaxProblem
from mlint.dockerfile.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.dockerfile.arguments import Flag

_VALUE, _BOOLEAN, _REPEATED = "value", "boolean", "repeated"

# Flags per instruction, BuildKit's reference; a name that is missing here takes none.
_FLAGS: dict[str, dict[str, str]] = {
    "FROM": {"platform": _VALUE},
    "RUN": {"mount": _REPEATED, "network": _VALUE, "security": _VALUE, "device": _REPEATED},
    "COPY": {
        "from": _VALUE,
        "chown": _VALUE,
        "chmod": _VALUE,
        "link": _BOOLEAN,
        "parents": _BOOLEAN,
        "exclude": _REPEATED,
    },
    "ADD": {
        "chown": _VALUE,
        "chmod": _VALUE,
        "link": _BOOLEAN,
        "checksum": _VALUE,
        "keep-git-dir": _BOOLEAN,
        "unpack": _BOOLEAN,
        "exclude": _REPEATED,
    },
    "HEALTHCHECK": {
        "interval": _VALUE,
        "timeout": _VALUE,
        "start-period": _VALUE,
        "start-interval": _VALUE,
        "retries": _VALUE,
    },
}
_CHOICES = {"network": ("default", "none", "host"), "security": ("sandbox", "insecure")}
_FLAGS_IGNORED = frozenset({"ARG", "STOPSIGNAL"})
_DURATION_UNITS = {"ns": 1e-6, "us": 1e-3, "\u00b5s": 1e-3, "\u03bcs": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4, "h": 3.6e6}
_NOT_BEHIND_ONBUILD = frozenset({"FROM", "MAINTAINER", "ONBUILD"})
_BOOLEANS = frozenset({"true", "false"})


def validate(dockerfile: Dockerfile) -> Iterator[SyntaxProblem]:
    """Everything for which BuildKit would refuse the file, in the order of the file (it stops at the first)."""
    yield from dockerfile.line_problems
    if not dockerfile.instructions:
        yield SyntaxProblem(Span(0, 0), "the file holds no instruction")
        return
    in_stage = False
    heredoc_missed: Instruction | None = None
    for instruction in dockerfile.instructions:
        problem = _instruction_problem(instruction)
        if problem and heredoc_missed and instruction.name not in KNOWN:
            problem = problem._replace(message=problem.message + _missed(heredoc_missed))
        elif not problem and not in_stage and instruction.name not in ("FROM", "ARG"):
            problem = SyntaxProblem(instruction.name_span, f"{instruction.name} before the first FROM: no stage yet")
        if problem:
            yield problem
        in_stage = in_stage or instruction.name == "FROM"
        if instruction.name in KNOWN:
            heredoc_missed = instruction if _shows_missed_heredoc(instruction) else None
    if not in_stage:
        last = dockerfile.instructions[-1]
        yield SyntaxProblem(last.name_span, "the file has no FROM: there is no build stage")


def _shows_missed_heredoc(instruction: Instruction) -> bool:
    return not instruction.heredocs and "<<" in instruction.text.text


def _missed(instruction: Instruction) -> str:
    if instruction.logical.unreadable_heredoc:
        reason = "because of an unbalanced quote or a ${...} form it does not know"
    elif instruction.name in ("RUN", "COPY", "ADD"):
        reason = "because << must begin a word, with the name behind it"
    else:
        reason = f"because {instruction.name} takes none"
    return f"; BuildKit sees no heredoc on line {instruction.first_line}, {reason}"


def _instruction_problem(instruction: Instruction) -> SyntaxProblem | None:
    name = instruction.name
    if name not in KNOWN:
        written = instruction.written_name
        return SyntaxProblem(instruction.name_span, f"unknown instruction {written!r}{_nearest(written)}", True)
    message = _flag_problem(instruction) or _argument_problem(instruction)
    if message is None:
        return None
    if isinstance(message, SyntaxProblem):
        return message
    return SyntaxProblem(instruction.text_span, message)


def _nearest(written: str) -> str:
    if len(written) > 20:
        return ""
    from difflib import get_close_matches

    near = get_close_matches(written.upper(), sorted(KNOWN), 1, 0.7)
    return f"; did you mean {near[0]}?" if near else ""


def _flag_problem(instruction: Instruction) -> SyntaxProblem | None:
    if instruction.name in _FLAGS_IGNORED:
        return None
    if instruction.name == "HEALTHCHECK" and instruction.arguments[:1] and _word(instruction) == "NONE":
        return None
    known = _FLAGS.get(instruction.name, {})
    seen: set[str] = set()
    for flag in instruction.flags:
        kind = known.get(flag.name)
        if kind is None:
            return SyntaxProblem(flag.span, f"{instruction.name} has no flag --{flag.name}{_hint(instruction)}")
        if flag.name in seen and kind != _REPEATED:
            return SyntaxProblem(flag.span, f"--{flag.name} is given twice")
        seen.add(flag.name)
        message = _flag_value_problem(instruction, flag, kind)
        if message:
            return SyntaxProblem(flag.span, message)
    return None


def _hint(instruction: Instruction) -> str:
    return "; write the command in JSON form" if instruction.name in ("CMD", "ENTRYPOINT") else ""


def _flag_value_problem(instruction: Instruction, flag: Flag, kind: str) -> str | None:
    value = flag.value
    if kind == _BOOLEAN:
        if value is None or value.lower() in _BOOLEANS:
            return None
        return f"--{flag.name} takes true or false, not {value!r}"
    if value is None:
        return f"--{flag.name} needs a value"
    choices = _CHOICES.get(flag.name)
    if choices and value.lower() not in choices:
        return f"--{flag.name} takes {', '.join(choices)}, not {value!r}"
    if flag.name == "mount" and "$" not in value and read_mount(flag) is None:
        return "--mount is not a list of key=value fields: a quote must enclose a whole field"
    if instruction.name == "HEALTHCHECK":
        return _health_flag_problem(flag.name, value)
    return None


def _health_flag_problem(name: str, value: str) -> str | None:
    if not value:
        return None
    if name == "retries":
        digits = value.removeprefix("+")
        return None if digits.isascii() and digits.isdigit() else f"--retries takes a number from 0 on, not {value!r}"
    length = milliseconds(value)
    if length is None:
        return f"--{name} takes a duration such as 30s or 1m30s, not {value!r}"
    return f"--{name} cannot be less than 1ms" if length < 1 and length != 0 else None


def milliseconds(duration: str) -> float | None:
    """A Go duration in milliseconds; None when it is none."""
    rest = duration.removeprefix("+")
    sign = -1.0 if rest.startswith("-") else 1.0
    rest = rest.removeprefix("-")
    if rest == "0":
        return 0.0
    total = 0.0
    at = 0
    for part in re.finditer(r"([0-9.]+)([nu\u00b5\u03bcmsh]+)", rest):
        number, unit = part.groups()
        if part.start() != at or unit not in _DURATION_UNITS or number.count(".") > 1 or number == ".":
            return None
        total += float(number) * _DURATION_UNITS[unit]
        at = part.end()
    return sign * total if at and at == len(rest) else None


def _argument_problem(instruction: Instruction) -> SyntaxProblem | str | None:
    name, text = instruction.name, instruction.arguments_text
    form = instruction.json_form
    if form and form.strings is None:
        return "a list in JSON form may hold only strings"
    if name in ("ENV", "LABEL", "ARG"):
        return _pair_problem(instruction)
    if name == "FROM":
        return _from_problem(instruction)
    if name in ("COPY", "ADD"):
        return _copy_problem(instruction)
    if name in ("EXPOSE", "VOLUME", "ONBUILD") and not (instruction.arguments or instruction.trigger):
        return f"{name} needs at least one argument"
    if name == "VOLUME" and any(not argument.text.strip() for argument in instruction.arguments):
        return "VOLUME takes no empty path"
    if name in ("USER", "WORKDIR", "STOPSIGNAL", "MAINTAINER") and not text:
        return f"{name} needs an argument"
    if name == "SHELL":
        return _shell_problem(instruction)
    if name == "HEALTHCHECK":
        return _health_problem(instruction)
    if name == "ONBUILD" and instruction.trigger:
        return _trigger_problem(instruction.trigger)
    return None


def _pair_problem(instruction: Instruction) -> SyntaxProblem | str | None:
    name = instruction.name
    if instruction.unpaired_word is not None:
        word = instruction.unpaired_word
        if not instruction.assignments:
            return f"{name} needs a name and a value"
        return SyntaxProblem(word.span(), f"{name} takes name=value pairs; {word.text!r} has no equals sign")
    if not instruction.assignments:
        return f"{name} needs at least one argument"
    for pair in instruction.assignments:
        if not pair.key:
            return SyntaxProblem(pair.span, f"{name} has a value without a name")
    return None


def _from_problem(instruction: Instruction) -> SyntaxProblem | str | None:
    arguments = instruction.arguments
    if len(arguments) != 1 and not (len(arguments) == 3 and arguments[1].text.upper() == "AS"):
        return "FROM takes an image, or an image, AS and a stage name"
    if len(arguments) == 3 and not is_stage_name(arguments[2].text.lower()):
        written = arguments[2]
        message = f"{written.text!r} is no stage name: a letter, then letters, digits, '-', '_' or '.'"
        return SyntaxProblem(written.span(), message)
    return None


def is_stage_name(name: str) -> bool:
    """Whether a name in lower case may name a stage."""
    return (
        bool(name)
        and name.isascii()
        and name[0].isalpha()
        and name.replace("-", "").replace("_", "").replace(".", "").isalnum()
    )


def _copy_problem(instruction: Instruction) -> SyntaxProblem | str | None:
    arguments = instruction.arguments
    if not arguments:
        return f"{instruction.name} needs at least two arguments"
    if len(arguments) == 1:
        return f"{instruction.name} needs at least two arguments: sources and a destination"
    last = arguments[-1].text
    if instruction.heredocs and "<<" in last and not instruction.in_json_form:
        from mlint.dockerfile.heredocs import heredoc_start

        if heredoc_start(last):
            return SyntaxProblem(arguments[-1].span(), f"the destination of {instruction.name} cannot be a heredoc")
    return None


def _shell_problem(instruction: Instruction) -> str | None:
    if not instruction.arguments_text:
        return "SHELL needs at least one argument"
    if instruction.json_form is None:
        return 'SHELL takes JSON form only, such as ["/bin/bash", "-c"]'
    return None if instruction.arguments else "SHELL needs at least one argument"


def _word(instruction: Instruction) -> str:
    return instruction.arguments[0].text.upper()


def _health_problem(instruction: Instruction) -> str | None:
    arguments = instruction.arguments
    if not arguments:
        return "HEALTHCHECK needs NONE or CMD and a command"
    kind = _word(instruction)
    if kind == "NONE":
        return "HEALTHCHECK NONE takes no arguments" if len(arguments) > 1 else None
    if kind != "CMD":
        return f"HEALTHCHECK takes NONE or CMD, not {arguments[0].text!r}"
    command = instruction.health_command
    if not command or (instruction.json_form and not instruction.json_form.strings):
        return "HEALTHCHECK CMD needs a command"
    return None


def _trigger_problem(trigger: Instruction) -> SyntaxProblem | str | None:
    if trigger.name in _NOT_BEHIND_ONBUILD:
        return f"{trigger.name} may not stand behind ONBUILD"
    form = read_json_form(trigger.arguments_text) if trigger.json_form else None
    if form and form.strings is None:
        return "a list in JSON form may hold only strings"
    word = trigger.unpaired_word
    if word is not None:
        return SyntaxProblem(word.span(), f"{trigger.name} takes name=value pairs; {word.text!r} has no equals sign")
    return None
