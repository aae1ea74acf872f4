"""One Dockerfile as rules see it: its stages and what the build as a whole does, put together when asked for."""

from __future__ import annotations

import os

from mlint.build_stage import BuildStage
from mlint.dockerfile.instructions import Dockerfile, Instruction
from mlint.dockerfile.source import BOM, Span
from mlint.dockerfile.stages import Stage, global_instructions, read_stages, stage_called, stage_numbered
from mlint.dockerfile.validation import validate
from mlint.dockerfile.variables import Environment, global_scope
from mlint.image.references import parse_reference
from mlint.lazy import cached_property
from mlint.rule import Edit, Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mlint.config import Settings
    from mlint.context.build_context import BuildContext
    from mlint.context.find_context import Contexts
    from mlint.dockerfile.arguments import Assignment, Flag
    from mlint.dockerfile.lines import Comment, SyntaxProblem
    from mlint.dockerfile.source import Source
    from mlint.image.gpu.hardware import Hardware
    from mlint.image.start.runtimes import Runtime, RuntimeHint
    from mlint.image.start.startup import Startup
    from mlint.rule import Fix
    from mlint.suppressions import UnusedIgnore

__all__ = ["Build", "BuildStage"]

MAX_INSTRUCTIONS = 10_000
"""Docker builds images of at most 127 layers; a file with more instructions than this is none that somebody means."""
_MORE = "; more follow"
_MOST_UNCLOSED = 100
"""A file with more scripts in which a quote is open is none that a fix would help."""


class Build:
    """Everything mlint knows of one Dockerfile. What cannot be known is None, and rules stay silent there."""

    def __init__(self, source: Source, settings: Settings, contexts: Callable[[], Contexts] | None = None) -> None:
        """Take the Dockerfile and what is set for it; ``contexts`` gives those that the Dockerfiles of a run share."""
        self.source = source
        self.settings = settings
        self._contexts = contexts
        self.dockerfile = Dockerfile(source, MAX_INSTRUCTIONS)
        self._mentioned: dict[str, bool] = {}
        self.unused_ignores: Sequence[UnusedIgnore] = ()
        """Ignore comments that did nothing; known when the other rules have run."""
        self.unclosed_scripts: set[Span] = set()
        """Where shell text stands in which a quote or the like has no end, as far as it was read."""

    @property
    def path(self) -> str:
        """The path of the Dockerfile as it was given."""
        return self.source.path

    def place(self, span: Span) -> Place:
        """A place in the Dockerfile."""
        return Place(self.path, span)

    def with_comments(self, instruction: Instruction) -> Span:
        """The span of an instruction and of :meth:`comments_of` it."""
        comments, span = self.comments_of(instruction), instruction.span
        return Span(self._line_start(comments[0].line), span.end) if comments else span

    def comments_of(self, instruction: Instruction) -> list[Comment]:
        """The comments directly above an instruction, which are about it, ignore comments above all.

        Comments that are for the whole file are not among them, nor what stands above these.
        """
        line = instruction.first_line
        while line - 1 in self._own_comments:
            line -= 1
        return [self._own_comments[one] for one in range(line, instruction.first_line)]

    def _line_start(self, line: int) -> int:
        start = self.source.line_starts[line - 1]
        return start + len(BOM) if self.source.text.startswith(BOM, start) else start

    @cached_property
    def _own_comments(self) -> Mapping[int, Comment]:
        """The comments that are not for the whole file, by their lines."""
        from mlint.suppressions import is_for_file

        return {one.line: one for one in self.dockerfile.comments if not is_for_file(one)}

    def removal(self, instruction: Instruction) -> Edit | None:
        """The edit that deletes an instruction with its lines and the comments directly above them.

        Of the blank lines around one that stands alone, one goes too. None when comments stand between its lines.
        """
        if instruction.logical.comment_lines:
            return None
        starts, last = self.source.line_starts, instruction.last_line
        start = min(self._line_start(instruction.first_line), self.with_comments(instruction).start)
        ends = [*starts[last : last + 2], len(self.source.text)]
        alone = self._is_blank(self.source.line_at(start) - 1) and len(ends) > 2 and self._is_blank(last + 1)
        return Edit(self.place(Span(start, ends[1] if alone else ends[0])), "")

    def _is_blank(self, line: int) -> bool:
        """Whether a line holds nothing; what is before the first one counts as such."""
        return line < 1 or not self.source.text[slice(*self.source.line_span(line))].strip()

    def pair_removal(self, instruction: Instruction, pair: Assignment) -> Edit | None:
        """The edit that deletes one pair of an ENV, with the ENV when there is no other; None where comments stand."""
        pairs = instruction.assignments
        if len(pairs) == 1:
            return self.removal(instruction)
        if instruction.logical.comment_lines:
            return None
        at = pairs.index(pair)
        start, end = (pair.span.start, pairs[at + 1].span.start) if not at else (pairs[at - 1].span.end, pair.span.end)
        return Edit(self.place(Span(start, end)), "")

    def line_before(self, instruction: Instruction, text: str) -> Edit:
        """The edit that puts other instructions on lines before ``instruction`` and the comments directly above it."""
        start = self.with_comments(instruction).start
        return Edit(self.place(Span(start, start)), text + self.source.newline)

    def flag_removal(self, flag: Flag) -> Edit | None:
        """The edit that deletes a flag with the blanks beside it; None for one that stands alone on its line."""
        text = self.source.text
        start, end = flag.span
        while text[start - 1] in " \t":
            start -= 1
        if text[start - 1] != "\n":
            return Edit(self.place(Span(start, end)), "")
        start = flag.span.start
        while text[end : end + 1] in (" ", "\t"):
            end += 1
        alone = text[end : end + 1] in ("", "\r", "\n", self.dockerfile.escape)
        return None if alone else Edit(self.place(Span(start, end)), "")

    def can_make(self, fix: Fix) -> bool:
        """Whether no edit of ``fix`` is in a script with an open quote, where nobody knows what is a part of what."""
        if len(self.unclosed_scripts) > _MOST_UNCLOSED:
            return False
        return not any(
            isinstance(edit, Edit) and edit.place.path == self.path and _is_inside(script, edit)
            for script in self.unclosed_scripts
            for edit in fix.edits
        )

    @cached_property
    def syntax_errors(self) -> list[SyntaxProblem]:
        """Everything for which BuildKit would refuse the file; of unknown instructions in a row, the first."""
        index = {one.span.start: number for number, one in enumerate(self.dockerfile.instructions)}
        problems: list[SyntaxProblem] = []
        before = -2
        for problem in validate(self.dockerfile):
            number = index.get(problem.span.start, -2) if problem.unknown_instruction else -2
            if number < 0 or number != before + 1:
                problems.append(problem)
            elif not problems[-1].message.endswith(_MORE):
                problems[-1] = problems[-1]._replace(message=problems[-1].message + _MORE)
            before = number
        return problems

    @cached_property
    def build_args(self) -> Mapping[str, str]:
        """The build arguments that the settings give; for arguments of FROM without default, those of compose files."""
        given = self.settings.build_args
        pairs = [pair for instruction in self.global_arguments for pair in instruction.assignments]
        wanted = {pair.key for pair in pairs if pair.value is None} - given.keys()
        if not wanted or not os.path.isfile(self.path):
            return given
        told: dict[str, set[str | None]] = {}
        for build in self.contexts.compose_builds(self.path):
            for name, value in build.args:
                told.setdefault(name, set()).add(value)
        agreed = {name: value for name in wanted for value in told.get(name, ()) if value and len(told[name]) == 1}
        return {**agreed, **given}

    @cached_property
    def global_arguments(self) -> list[Instruction]:
        """The ARG instructions before the first FROM."""
        return global_instructions(self.dockerfile)

    def mentions(self, word: str) -> bool:
        """Whether the Dockerfile, or a build argument that stands elsewhere, holds ``word``, which is in lower case."""
        found = self._mentioned.get(word)
        if found is None:
            found = self._mentioned[word] = word in self._lower_text
        return found

    @cached_property
    def _lower_text(self) -> str:
        return "\n".join((self.source.text, *self.build_args.values())).lower()

    @cached_property
    def asked_text(self) -> str:
        """What all installs ask for, requirements and the addresses of indexes, in lower case."""
        runs = [run for stage in self.stages for run in stage.runs]
        asked = [one for run in runs for install in run.installs for one in run.asked_for(install).packages]
        words = {word for one in asked for word in (one.name, one.requirement.text, one.requirement.url or "")}
        return " ".join((*words, *{url for one in asked for url in one.indexes.urls})).lower()

    @cached_property
    def global_environment(self) -> Environment:
        """The variables in force for FROM."""
        return global_scope(self.global_arguments, self.build_args).now()

    @cached_property
    def stages(self) -> list[BuildStage]:
        """All stages in the order of the file."""
        return [BuildStage(self, stage) for stage in self._stages]

    @cached_property
    def _stages(self) -> list[Stage]:
        return read_stages(self.dockerfile)

    def numbered_stage(self, number: str, before: int) -> BuildStage | None:
        """The stage that ``COPY --from=0`` names, when it comes before the stage numbered ``before``."""
        stage = stage_numbered(self._stages, number, before)
        return self.stages[stage.number] if stage else None

    def earlier_stage(self, name: str, before: int, *, any_case: bool) -> BuildStage | None:
        """The stage called ``name`` before the stage numbered ``before``; FROM minds the case, others do not."""
        stage = stage_called(self._stages, name, before, any_case=any_case)
        return self.stages[stage.number] if stage else None

    @cached_property
    def final(self) -> BuildStage | None:
        """The stage that becomes the image: the target of the settings, else the last one."""
        target = self.settings.target_stage
        if target:
            stage = stage_called(self._stages, target, len(self._stages), any_case=True) or stage_numbered(
                self._stages, target, len(self._stages)
            )
            return self.stages[stage.number] if stage else None
        return self.stages[-1] if self.stages else None

    @cached_property
    def final_chain(self) -> list[BuildStage]:
        """The final stage and the stages it is built on, in the order of the file: the layers that ship."""
        chain: list[BuildStage] = []
        stage = self.final
        while stage is not None:
            chain.append(stage)
            stage = stage.parent
        return chain[::-1]

    @cached_property
    def context(self) -> BuildContext | None:
        """The build context; None when the Dockerfile is no file on disk, or nothing decides which folder it is."""
        if not os.path.isfile(self.path):
            return None
        copies = [copy for stage in self.stages for copy in stage.copies if copy.from_context]
        runs = [run for stage in self.stages for run in stage.runs]
        paths = [source.path for copy in copies for source in copy.sources]
        mounts = [mount for run in runs for mount in run.instruction.mounts if mount.type == "bind"]
        bound = [mount.source for mount in mounts if mount.source_stage is None and "$" not in (mount.source or "$")]
        sources = [path for path in (*paths, *bound) if path is not None and "://" not in path]
        uses = [path for run in runs for path in run.files_from_context]
        return self.contexts.find(self.path, sources, uses, self.settings.context)

    @cached_property
    def contexts(self) -> Contexts:
        """The build contexts of the run."""
        from mlint.context.find_context import Contexts

        return self._contexts() if self._contexts else Contexts()

    @cached_property
    def project_images(self) -> frozenset[str]:
        """The names, without tags, of the images that compose files beside or above the Dockerfile build."""
        if not os.path.isfile(self.path):
            return frozenset()
        references = (parse_reference(one.image) for one in self.contexts.project_builds(self.path) if one.image)
        return frozenset(reference.name for reference in references if reference)

    @cached_property
    def final_numbers(self) -> frozenset[int]:
        """The numbers of the stages of the final chain."""
        return frozenset(stage.number for stage in self.final_chain)

    @cached_property
    def startup(self) -> Startup:
        """What the container runs."""
        from mlint.image.start.startup import Startup

        return Startup(self.final_chain)

    @cached_property
    def serving_because(self) -> str | None:
        """What makes the image a serving one (``uvicorn``); None when it is none, notebooks included."""
        from mlint.image.start.serving import serving_because

        return serving_because(self)

    @cached_property
    def hardware(self) -> Hardware:
        """Whether the image is meant for GPUs or for CPUs alone."""
        from mlint.image.gpu.hardware import Hardware, asked_hints

        runs = [run for stage in self.stages if stage.is_reached for run in stage.runs]
        asked = (one for run in runs for install in run.installs for one in run.asked_for(install).packages)
        return Hardware(self, asked_hints(asked))

    @cached_property
    def runtimes(self) -> Mapping[Runtime, RuntimeHint]:
        """The special runtimes that the image is made for (``lambda``, ``sagemaker`` …), each with what tells of it."""
        from mlint.image.start.runtimes import runtimes_of

        return runtimes_of(self)

    @cached_property
    def reached(self) -> frozenset[int]:
        """The numbers of the stages that BuildKit builds: the final chain and what it copies or mounts from."""
        found: set[int] = set()
        waiting = [self.final] if self.final else []
        while waiting:
            stage = waiting.pop()
            if stage.number not in found:
                found.add(stage.number)
                waiting.extend(stage.uses)
        return frozenset(found)


def _is_inside(script: Span, edit: Edit) -> bool:
    """Whether an edit changes the ``script``; what begins a new line behind it is another instruction."""
    start, end = edit.place.span
    return script.start <= start and end <= script.end and not (start == script.end and edit.text[:1] in ("\r", "\n"))
