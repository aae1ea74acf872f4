"""Many files: their order, processes, progress, output, and the exit code."""

from __future__ import annotations

import os
import sys

from mlint.checking import Plans, check_file
from mlint.config import ConfigError
from mlint.options import STDIN, Options
from mlint.output.results import FileResult, Results
from mlint.output.text import Style, escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future, ProcessPoolExecutor
    from typing import TextIO

    from mlint.file_changes import Change
    from mlint.rule import Metadata, Rule

FINDINGS = 1
FAILURE = 2
INTERRUPTED = 130
BROKEN_PIPE = 141

PARALLEL_FROM = 200
"""Fewer files are done before a second process has started."""
CHUNK = 20


def run(paths: Sequence[str], options: Options) -> int:
    """Check what ``paths`` name, print what comes out, and return the exit code.

    0: nothing at or above ``--fail-on``; 1: something is, or ``--diff`` would change something; 2: something could not
    be checked. Never raises for what a user can cause.
    """
    return guarded(lambda: _run(paths, options))


def guarded(action: Callable[[], int]) -> int:
    """The exit code of ``action``; interruption, a broken pipe and a broken configuration become one too."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = action()
        sys.stdout.flush()
        return code
    except ConfigError as error:
        complain(str(error))
        return FAILURE
    except KeyboardInterrupt:
        complain("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # What reads our output has gone (`mlint check | head`). Python would complain again when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE


def complain(message: str) -> None:
    """One line on standard error."""
    from mlint.secrets import redact

    print(f"mlint: {escape(redact(message))}", file=sys.stderr)


def _run(paths: Sequence[str], options: Options) -> int:
    plans = Plans(options)
    files, errors = _files(paths or [os.curdir], plans)
    results = Results(_check_all(files, plans, options), errors)
    _remember_secrets(results, plans)
    _complain_of(results)
    if options.write_baseline is not None:
        from mlint.baseline import write_baseline

        done = write_baseline(options.write_baseline, results.files, lambda file: plans.codes(file.path))
        print(escape(done), file=sys.stderr)
    _print(results, options, STDIN in files)
    for format_, file in options.outputs:
        try:
            with open(file, "w", encoding="utf-8", errors="backslashreplace") as stream:
                stream.write(_rendered(format_, results, Style()))
        except OSError as error:
            raise ConfigError(f"--output {format_}={file}: {error.strerror or error}") from None
    return _exit_code(results, options)


def _remember_secrets(results: Results, plans: Plans) -> None:
    """Let no output hold a credential of the files, of what they are changed to, and of build arguments."""
    told = [file for file in results.files if file.findings or file.errors or file.notes or file.changes or file.known]
    if told:
        from mlint.secrets import remember

        texts = [file.source.text for file in told if file.source]
        before = (change.before for file in told for change in file.changes)
        texts += [data.decode("utf-8", "surrogateescape") for data in before if data]
        settings = [plans.settings_of(file.path) for file in told if file.source]
        given = {(name, value) for one in settings for name, value in one.build_args.items()}
        remember([*texts, *(f"{name}={value}" for name, value in sorted(given))])


def _complain_of(results: Results) -> None:
    """A line for everything that could not be checked; a broken configuration once, not for every file below it."""
    broken = {file.config_error for file in results.files}
    for line in dict.fromkeys(
        message if message in broken else f"{path}: {message}" for path, message in results.errors
    ):
        complain(line)
    for file in results.files:
        for note in file.notes:
            complain(f"{file.path}:{note}")


def _files(paths: Sequence[str], plans: Plans) -> tuple[list[str], list[tuple[str, str]]]:
    """The files to check, and what is wrong with the other ``paths``."""
    if len(paths) == 1 and os.path.isfile(paths[0]):
        return [paths[0]], []  # the commonest call: nothing to search
    from mlint.discovery import discover, is_excluded

    found = discover(paths)
    files = []
    for file in found.files:
        if file not in found.named:
            try:
                settings = plans.settings_of(file)
            except ConfigError:
                pass  # reported when the file is checked
            else:
                if settings.exclude and is_excluded(file, settings.folder, settings.exclude):
                    continue
        files.append(file)
    return files, found.errors


def _check_all(files: Sequence[str], plans: Plans, options: Options) -> list[FileResult]:
    """The results of the ``files``, in their order."""
    jobs = _jobs(len(files), options)
    if len(files) == 1:
        return [check_file(files[0], plans, options)]
    from mlint.progress import Progress

    with Progress(len(files)) as progress:
        results = []
        for result in _in_processes(files, plans, options, jobs) if jobs > 1 else _in_turn(files, plans, options):
            results.append(result)
            progress.advance()
    return results


def _in_turn(files: Iterable[str], plans: Plans, options: Options) -> Iterator[FileResult]:
    for file in files:
        yield check_file(file, plans, options)


def _jobs(count: int, options: Options) -> int:
    """How many processes to use for ``count`` files; edits are made one after the other, as files may share others."""
    if options.edits or count < 2:
        return 1
    if options.jobs:
        return min(options.jobs, count)
    if count < PARALLEL_FROM:
        return 1
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, count // CHUNK)


def _in_processes(files: Sequence[str], plans: Plans, options: Options, jobs: int) -> Iterator[FileResult]:
    """The results of the ``files`` in their order, made by several processes."""
    import copyreg
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from contextlib import suppress
    from multiprocessing import active_children

    from mlint.rule import Rule

    for file in files:
        with suppress(ConfigError):
            plans.of_file(file)  # loads the packs whose rules will come back
    copyreg.pickle(Rule, _reduced)
    chunks = [files[at : at + CHUNK] for at in range(0, len(files), CHUNK)]
    pool = ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(options,))
    broken = False
    waiting = True
    try:
        futures = _submitted(pool, chunks)
        for future, chunk in zip(futures, chunks, strict=True):
            try:
                yield from future.result()
            except BrokenProcessPool:
                broken = True
                yield from _in_turn(chunk, plans, options)
        waiting = False
    finally:
        if waiting:  # interrupted: what the workers are at is of no use any more
            for process in active_children():
                process.kill()
        # Whoever waits for a broken pool may wait for ever (python/cpython#94777).
        pool.shutdown(wait=not (broken or waiting), cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, chunks: Iterable[Sequence[str]]) -> list[Future[list[FileResult]]]:
    """The chunks handed to the pool. Its processes are started meanwhile, and never hear of Ctrl-C."""
    import signal

    if sys.platform == "win32":
        return [pool.submit(_check_chunk, chunk) for chunk in chunks]
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return [pool.submit(_check_chunk, chunk) for chunk in chunks]
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_worker: list[tuple[Plans, Options]] = []
"""In a worker process: what it checks files with."""


def _start_worker(options: Options) -> None:
    import copyreg
    import signal

    from mlint.rule import Rule

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends the workers
    copyreg.pickle(Rule, _reduced)
    _worker[:] = [(Plans(options), options)]


def _check_chunk(files: Sequence[str]) -> list[FileResult]:
    plans, options = _worker[0]
    return list(_in_turn(files, plans, options))


def _reduced(rule: Rule) -> tuple[type[Rule], tuple[Metadata]]:
    """How a rule travels between processes: without its check, which is imported when it is run."""
    return type(rule), (rule.metadata,)


def _print(results: Results, options: Options, reads_stdin: bool) -> None:
    """What goes to the terminal: findings, or diffs, or the repaired text of standard input."""
    out = sys.stdout
    if options.diff:
        _print_diffs(results, options, Style(_coloured(options, out)))
        return
    stdin = [file.source for file in results.files if file.path == options.shown_path(STDIN) and file.source]
    if (options.fix or options.add_ignores) and reads_stdin and stdin:
        out = sys.stderr  # standard output is for the repaired text
        sys.stdout.buffer.write(stdin[0].data)
    style = Style(_coloured(options, out))
    out.write(_rendered(options.format, results, style))
    if options.statistics:
        from mlint.output.statistics import render

        (out if options.format in ("full", "concise") else sys.stderr).write(render(results))


def _print_diffs(results: Results, options: Options, style: Style) -> None:
    from mlint.output.diff import render_diff
    from mlint.output.results import counted

    changes: dict[str, Change] = {}
    for change in (change for file in results.files for change in file.changes):
        # What several Dockerfiles share and change is shown once.
        path = os.path.realpath(change.path)
        changes[path] = changes[path]._replace(after=change.after) if path in changes else change
    for change in changes.values():
        sys.stdout.write(render_diff(change, style))
    fixed = sum(len(file.fixed) for file in results.files)
    ignored = sum(file.ignored for file in results.files)
    would = [f"would fix {counted(fixed, 'finding')}"] if options.fixes else []
    would += [f"would have {counted(ignored, 'finding')} ignored"] if options.add_ignores else []
    files = sum(bool(file.changes) for file in results.files)
    print(f"{' and '.join(would)} in {counted(files, 'file')}", file=sys.stderr)


def _rendered(format_: str, results: Results, style: Style) -> str:
    """The results in a format."""
    if format_ == "full":
        from mlint.output.full import render
    else:
        from importlib import import_module

        render = import_module(f"mlint.output.{format_}").render
    return render(results, style)


def _coloured(options: Options, stream: TextIO) -> bool:
    """Whether to write colours to the stream."""
    if options.color != "auto":
        return options.color == "always"
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _exit_code(results: Results, options: Options) -> int:
    if results.errors:
        return FAILURE
    if options.diff:
        return FINDINGS if any(file.changes for file in results.files) else 0
    return FINDINGS if any(file.failed for file in results.files) else 0
