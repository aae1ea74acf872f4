"""What there is to say about a place in a Dockerfile, in Markdown."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from mlint.output.results import human_bytes
from mlint.output.text import safe
from mlint.records import Record
from mlint.server.pages import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.dockerfile.instructions import Instruction
    from mlint.dockerfile.source import Span
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run
    from mlint.server.session import Checked

MOST_PACKAGES = 20


class Hover(Record):
    """A text about a span."""

    span: Span
    text: str


def hover(checked: Checked, offset: int) -> Hover | None:
    """What is known of the word at ``offset``, then the findings there, the narrowest one with its page."""
    parts = []
    found = _instruction_at(checked.build, offset)
    if found is not None:
        stage, instruction = found
        said = (
            _variable(checked.build, stage, instruction, offset)
            or _base(stage, instruction, offset)
            or _install(stage, instruction, offset)
        )
        parts += [said] if said else []
    here = [one for one in checked.report.diagnostics if _holds(one.place.span, offset)]
    here.sort(key=lambda one: one.place.span.end - one.place.span.start)
    for number, finding in enumerate(here):
        told = f"**{finding.rule.code} {finding.rule.name}**: {_plain(finding.message)}"
        parts.append(Hover(finding.place.span, told))
        if not number:
            parts.append(Hover(finding.place.span, text_of(finding.rule)))
    if not parts:
        return None
    return Hover(parts[0].span, "\n\n---\n\n".join(part.text for part in parts))


def _holds(span: Span, offset: int) -> bool:
    return span.start <= offset < max(span.end, span.start + 1)


def _instruction_at(build: Build, offset: int) -> tuple[BuildStage | None, Instruction] | None:
    for one in build.global_arguments:
        if _holds(one.span, offset):
            return None, one
    for stage in build.stages:
        for one in (stage.start, *stage.instructions):
            if _holds(one.span, offset):
                return stage, one
    return None


# Variables


def _variable(build: Build, stage: BuildStage | None, instruction: Instruction, offset: int) -> Hover | None:
    """The value of the variable that is used or set at ``offset``, and where it comes from."""
    for pair in instruction.assignments if instruction.name in ("ARG", "ENV") else ():
        if _holds(pair.key_span, offset):
            value = _value_set(build, stage, instruction, pair.key)
            return Hover(pair.key_span, _told(pair.key, value, f"set here by {instruction.name}"))
    from mlint.dockerfile.expansion import names_in

    text = instruction.text
    for name, start, end, _ in names_in(text.text, instruction.escape):
        span = text.span(start, end)
        if _holds(span, offset):
            return Hover(span, _use(build, stage, instruction, name, offset))
    return None


def _value_set(build: Build, stage: BuildStage | None, instruction: Instruction, name: str) -> str | None:
    """The value that a variable has behind the ARG or ENV that sets it."""
    if stage is None:
        return build.global_environment.get(name)
    following = stage.instructions[stage.instructions.index(instruction) + 1 :]
    environment = stage.environment_at(following[0]) if following else stage.environment
    return environment.get(name)


def _use(build: Build, stage: BuildStage | None, instruction: Instruction, name: str, offset: int) -> str:
    if stage is None or instruction is stage.start:
        environment = build.global_environment
    else:
        environment = stage.environment_at(instruction)
        if instruction.name == "RUN":
            run = next(one for one in stage.runs if one.instruction is instruction)
            arguments = [part for one in run.commands for part in one.arguments if _holds(part.span, offset)]
            written = (f"${name}", f"${{{name}}}")
            for part in arguments[:1]:
                alone = build.source.text[slice(*part.span)].strip('"') in written
                if alone and part.value is not None and part.value != environment.get(name):
                    return _told(name, part.value, "set by the shell in this instruction")
    variable = environment.variable(name)
    if variable is None:
        return f"`{name}` is set by no ARG or ENV of this file"
    line = build.source.line_at(variable.assignment.span.start) if variable.assignment else 0
    where = {"builder": "given by the builder", "image": "set by the base image", "shell": "set by the shell"}
    origin = where.get(variable.origin, f"set by {variable.origin} on line {line}")
    if variable.origin == "ARG" and name in build.build_args:
        origin = f"a build argument, declared on line {line}"
    return _told(name, variable.value, origin)


def _told(name: str, value: str | None, origin: str) -> str:
    if value is None:
        return f"`{name}`: its value is not known here ({origin})"
    # Written as an assignment, so that the value of a secret name is masked whatever its shape.
    assigned = safe(f"{name}={value}").replace("`", "'")
    return f"`{assigned}` ({origin})"


# Base images


def _base(stage: BuildStage | None, instruction: Instruction, offset: int) -> Hover | None:
    if stage is None or instruction is not stage.start or stage.base_text is None:
        return None
    span = stage.base_text.span()
    if not _holds(instruction.name_span, offset) and not _holds(span, offset):
        return None
    name = _plain(stage.base_name or stage.base_text.text)
    if stage.parent:
        return Hover(span, f"**{name}**: the stage on line {stage.parent.start.first_line} of this file")
    if stage.from_scratch:
        return Hover(span, "**scratch**: an empty image")
    if stage.base_name is None:
        return Hover(span, f"**{name}**: the image is not known, a variable in its name has no value")
    facts = [f"- {one}" for one in _facts(stage)]
    if not facts:
        return Hover(span, f"**{name}**: mlint knows nothing of this image")
    from mlint.knowledge.dates import AS_OF

    return Hover(span, "\n".join([f"**{name}**", "", *facts, "", f"As of {AS_OF}."]))


def _facts(stage: BuildStage) -> Iterator[str]:
    """What is known of the image that a stage is built on, a line each."""
    from mlint.image.base.lifecycles import full_name, has_ended, python_end_of_life, security_end

    facts = stage.base_facts
    if facts is None:
        return
    if facts.os:
        end = security_end(facts.os)
        past = "ended" if has_ended(end) else "until"
        system = full_name(facts.os) if facts.os.version else facts.os.name
        yield system + (f", security fixes {past} {end}" if end else "")
    if facts.python_version:
        end = python_end_of_life(facts.python_version) if facts.own_python else None
        past = "ended" if has_ended(end) else "until"
        yield f"Python {facts.python_version}" + (f", security fixes {past} {end}" if end else "")
    elif facts.python is False:
        yield "no Python"
    if facts.cuda:
        flavour = f" ({facts.cuda_flavour})" if facts.cuda_flavour else ""
        yield f"CUDA {facts.cuda}{flavour}" + (", with cuDNN" if facts.cudnn else "")
    elif facts.accelerator:
        yield f"made for {facts.accelerator}"
    if facts.frameworks:
        yield "holds " + ", ".join(f"{name} {version or ''}".strip() for name, version in facts.frameworks.items())
    if facts.package_managers:
        yield "installs with " + ", ".join(sorted(facts.package_managers))
    if facts.user:
        yield f"runs as {facts.user}" + (f" in {facts.workdir}" if facts.workdir else "")
    if facts.entrypoint.words:
        yield f"starts `{_plain(' '.join(facts.entrypoint.words))}`"


# Installs


def _install(stage: BuildStage | None, instruction: Instruction, offset: int) -> Hover | None:
    if stage is None or instruction.name != "RUN":
        return None
    run = next((one for one in stage.runs if one.instruction is instruction), None)
    for install in run.installs if run else ():
        if run and install.installs_packages and _holds(install.span, offset):
            lines = list(_brought(run, install))
            return Hover(install.span, "\n".join(lines)) if lines else None
    return None


def _brought(run: Run, install: Install) -> Iterator[str]:
    """What an install brings, with the sizes that are known."""
    from mlint.image.packages.sizes import asked_size, size_of
    from mlint.knowledge.package_sizes import AS_OF

    asked = run.asked_for(install)
    names = {one.name: one for one in asked.packages if one.name}
    if not names:
        return
    pypi = [one for one in names.values() if one.ecosystem == "pypi"]
    size, at_least = asked_size(asked, "installed") if pypi else (0, True)
    total = f", {'at least' if at_least else 'about'} {human_bytes(size, at_least=at_least)} on disk" if size else ""
    files = f" from {', '.join(_plain(one) for one in asked.files)}" if asked.files else ""
    more = "" if asked.complete else " and what mlint cannot read"
    yield f"**{install.manager}** installs {len(names)} package{'s'[: len(names) != 1]}{files}{more}{total}"
    known = [(size_of([one.requirement], "unpacked")[0], one.requirement) for one in pypi]
    largest = sorted((one for one in known if one[0]), key=itemgetter(0), reverse=True)[:MOST_PACKAGES]
    if largest:
        yield ""
        yield "| package | itself | with what it needs |"
        yield "|---|--:|--:|"
    for size, requirement in largest:
        itself, _ = size_of([requirement], "unpacked", alone=True)
        yield f"| {_plain(requirement.text)} | {human_bytes(itself)} | {human_bytes(size)} |"
    if largest:
        yield ""
        yield f"Newest versions as of {AS_OF}, unpacked, from PyPI."


def _plain(text: str) -> str:
    """A text of the file as Markdown that shows it as it is, on one line and without credentials."""
    return safe(text).replace("\\", "\\\\").translate(_MARKS)


_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "`*_[]<>|"})
