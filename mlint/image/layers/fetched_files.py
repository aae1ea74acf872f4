"""Files from the network: those that curl and wget store, as paths of the image, and those that ADD takes unchecked."""

from __future__ import annotations

from posixpath import basename, join

from mlint.image.command_paths import path_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mlint.build import BuildStage
    from mlint.image.copies import CopySource
    from mlint.image.runs import Run
    from mlint.shell.commands import Argument, Command

_OUTPUT = {"curl": ("-o", "--output"), "wget": ("-O", "--output-document")}
_FOLDER = {"curl": ("--output-dir",), "wget": ("-P", "--directory-prefix")}
_REMOTE_NAME = frozenset({"-O", "-J", "--remote-name", "--remote-name-all"})
_CHANGES = ("api.", "/api/", "cuda-keyring")
"""Parts of addresses that change on purpose, or of files with which a package manager checks the rest."""
_STDOUT = ("-", "/dev/stdout", "/dev/null")


def fetched_files(run: Run, command: Command) -> Iterator[str]:
    """The paths under which ``command``, a call of curl or wget, stores what it fetches, as far as the file tells."""
    name = command.name or ""
    if name not in _OUTPUT:
        return
    from mlint.image.models.downloads import URL_OPTIONS

    options, operands = _read(command.arguments[1:], URL_OPTIONS[name])
    output = next((options[one] for one in _OUTPUT[name] if one in options), "")
    redirected = next((one.target for one in command.redirections if one.operator in (">", ">|", ">>")), None)
    prints = not output and name == "curl" and _REMOTE_NAME.isdisjoint(options)
    if prints or output in _STDOUT:
        output = redirected
    if output is None or output in _STDOUT or command.site.feeds_pipe:
        return
    folder = next((options[one] for one in _FOLDER[name] if one in options), "")
    for file in [output] if output else [_remote_name(one) for one in operands]:
        path = path_at(run, command, join(folder or "", file)) if file and folder is not None else None
        if path:
            yield path


def unverified_adds(stage: BuildStage) -> Iterator[CopySource]:
    """The addresses from which an ADD takes a file, and nothing in the stage compares its checksum."""
    from mlint.image.models.downloads import verifies

    checks = (run.instruction for run in stage.runs if any(map(verifies, run.commands)))
    compared = "\n".join(one.source.text[slice(*one.span)] for one in checks)
    for copy in stage.copies:
        if copy.instruction.name != "ADD" or copy.instruction.flag("checksum"):
            continue
        for source in copy.sources:
            url = source.path or ""
            path = url.partition("?")[0].partition("#")[0]
            if not url.startswith(("http://", "https://")) or path.endswith(".git"):
                continue
            name = basename(path)
            if not (name and name in compared) and not any(part in url for part in _CHANGES):
                yield source


def _remote_name(url: str | None) -> str | None:
    """The name under which the file of a URL is stored."""
    return basename(url.partition("?")[0].partition("#")[0]) or None if url and "/" in url else None


def _read(words: Sequence[Argument], with_value: frozenset[str]) -> tuple[Mapping[str, str | None], list[str | None]]:
    """The options, bundled letters one by one, with their values, and the operands; None for what is not known."""
    options: dict[str, str | None] = {}
    operands: list[str | None] = []
    waiting = ""
    for word in words:
        text = word.start
        if waiting:
            options[waiting] = word.value
            waiting = ""
        elif text.startswith("--"):
            name, equals, value = text.partition("=")
            options[name] = value if equals and word.value is not None else None if equals else ""
            waiting = name if name in with_value and not equals else ""
        elif text.startswith("-") and len(text) > 1:
            for index in range(1, len(text)):
                name = f"-{text[index]}"
                options[name] = text[index + 1 :] if name in with_value else ""
                if name in with_value:
                    waiting = "" if options[name] else name
                    break
        else:
            operands.append(word.value)
    return options, operands
