"""Short ways to an instruction, and the promises that every reading keeps."""

from __future__ import annotations

from mlint.dockerfile.instructions import Dockerfile, Instruction
from mlint.dockerfile.source import MappedText, Source, Span, encode
from mlint.dockerfile.stages import global_instructions, read_stages
from mlint.dockerfile.validation import validate
from mlint.dockerfile.variables import Scope, apply, global_scope


def read(content: str | bytes) -> Dockerfile:
    return Dockerfile(Source("Dockerfile", content if isinstance(content, bytes) else encode(content)))


def only(content: str | bytes) -> Instruction:
    """The one instruction of a text."""
    (instruction,) = read(content).instructions
    return instruction


def messages(content: str | bytes) -> list[str]:
    return [problem.message for problem in validate(read(content))]


def at(dockerfile: Dockerfile, span: Span) -> str:
    """What the file holds there."""
    return dockerfile.source.text[span.start : span.end]


def written(text: MappedText, source: Source) -> list[str]:
    """The characters of a text where they stand in the file, piece by piece."""
    return [source.text[span.start : span.end] for span in text.segments()]


def read_everything(data: bytes) -> Dockerfile:
    """Read ``data``, look at all there is to see, and check what holds for any file."""
    source = Source("Dockerfile", data)
    assert encode(source.text) == data
    dockerfile = Dockerfile(source)
    assert dockerfile.parser_agrees
    notes = (dockerfile.comments, dockerfile.directives, validate(dockerfile))
    for span in (note.span for group in notes for note in group):
        check_span(span, source)
    last = 0
    for instruction in dockerfile.instructions:
        assert last < instruction.first_line <= instruction.last_line <= source.line_count
        last = instruction.last_line
        check_instruction(instruction)
        if instruction.trigger:
            check_instruction(instruction.trigger)
    check_scopes(dockerfile)
    return dockerfile


def check_span(span: Span, source: Source) -> None:
    assert 0 <= span.start <= span.end <= len(source.text)
    assert source.position(span.start) <= source.position(span.end)


def check_instruction(instruction: Instruction) -> None:
    source = instruction.source
    texts = [instruction.text, instruction.value, instruction.arguments_text, *instruction.arguments]
    spans = [instruction.name_span, instruction.span, instruction.text_span]
    for flag in instruction.flags:
        assert flag.text.text.partition("=")[0] == "--" + flag.name
        texts.append(flag.text)
        spans.append(flag.span)
    for pair in instruction.assignments:
        texts += [pair.key_text, *([pair.value_text] if pair.value_text else [])]
        spans += [pair.span, pair.key_span, pair.value_span]
    for heredoc in instruction.heredocs:
        spans += [heredoc.body, heredoc.terminator]
        assert heredoc.body.end <= heredoc.terminator.start
    spans += [mount.span for mount in instruction.mounts]
    form, broken = instruction.json_form, instruction.broken_list
    texts += [*(form.strings if form and form.strings else ()), *([broken.text] if broken else [])]
    texts += [part for part in (instruction.health_command, instruction.unpaired_word) if part]
    assert not (form and broken)
    for span in spans:
        check_span(span, source)
    for text in texts:
        check_text(text, source)


def check_text(text: MappedText, source: Source) -> None:
    """The pieces cover the text, and what they say of the file is true; so it is of every part."""
    offset = 0
    for piece in text.pieces:
        assert piece.offset == offset
        assert piece.length > 0
        offset += piece.length
        check_span(Span(piece.start, piece.end), source)
        if piece.end - piece.start == piece.length:
            assert source.text[piece.start : piece.end] == text.text[piece.offset : offset]
    assert offset == len(text.text)
    check_span(text.span(), source)
    size = len(text)
    for start, end in {(0, size // 2), (size // 2, size), (size // 3, size - size // 3), (1, 2)}:
        if start < end <= size:
            part = text.part(start, end)
            assert part.text == text.text[start:end]
            assert part.span() == text.span(start, end)
            check_span(text.after(start, end), source)
            for segment in text.segments(start, end):
                check_span(segment, source)


def check_scopes(dockerfile: Dockerfile) -> None:
    environment = global_scope(global_instructions(dockerfile), {}).now()
    scope = Scope()
    for stage in read_stages(dockerfile):
        scope = Scope(scope.now())
        for instruction in stage.instructions:
            apply(instruction, scope, environment, {"X": "y"})
    names = list(scope.now())
    assert len(names) == len(set(names))
    assert all(name in scope.now() for name in names)
