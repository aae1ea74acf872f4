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
    from collections import deque
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future, ProcessPoolExecutor
    from typing import Protocol, TextIO

    from mlint.file_changes import Change, WholeFile
    from mlint.rule import Metadata, Rule

    class Writer(Protocol):
        """What writes the results in a format; see :mod:`mlint.output`."""

        def file(self, file: FileResult) -> str: ...

        def end(self) -> str: ...


FINDINGS = 1
FAILURE = 2
INTERRUPTED = 130
BROKEN_PIPE = 141

PARALLEL_FROM = 200
"""Fewer files are done before a second process has started."""
CHUNK = 20
"""Files that a process checks before it hands over what it found."""
AHEAD = 8
"""Chunks that each process may be ahead of what has been told: a slow reader of the output must not fill the memory."""


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
        _discard_output()  # what reads it has gone (`mlint check | head`)
        return BROKEN_PIPE
    except OSError as error:  # a full disk
        _discard_output()
        complain(f"cannot write: {(error.strerror or str(error)).lower()}")
        return FAILURE


def _discard_output() -> None:
    """Write no more: Python would complain again when it closes standard output."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(message: str) -> None:
    """One line on standard error."""
    from mlint.secrets import redact

    print(f"mlint: {escape(redact(message))}", file=sys.stderr)


def _run(paths: Sequence[str], options: Options) -> int:
    plans = Plans(options)
    files, errors = _files(paths or [os.curdir], plans)
    if not options.outputs:
        return _check_into(_Report(options, plans, errors, STDIN in files), files, plans, options)
    from contextlib import ExitStack

    from mlint.file_changes import WholeFile

    with ExitStack() as open_files:
        outputs = []
        for format_, name in options.outputs:
            try:
                outputs.append((format_, open_files.enter_context(WholeFile(name))))
            except OSError as error:
                raise ConfigError(f"--output {format_}={name}: {error.strerror or error}") from None
        return _check_into(_Report(options, plans, errors, STDIN in files, outputs), files, plans, options)


def _check_into(report: _Report, files: Sequence[str], plans: Plans, options: Options) -> int:
    """Check the ``files`` and tell what comes out; the exit code."""
    if len(files) == 1:
        report.add(check_file(files[0], plans, options))
    elif files:
        from mlint.progress import Progress

        with Progress(len(files)) as progress:
            for file in _check_all(files, plans, options):
                if file.findings or file.errors or file.notes or file.config_error:
                    progress.clear()
                report.add(file)
                progress.advance()
    return report.end()


class _Report:
    """What is printed and written of the results, file by file: what has been told of a file is not kept."""

    def __init__(
        self,
        options: Options,
        plans: Plans,
        errors: Sequence[tuple[str, str]],
        reads_stdin: bool,
        outputs: Sequence[tuple[str, WholeFile]] = (),
    ) -> None:
        """Begin with the ``errors`` of paths; ``outputs`` are files to write besides, each with its format."""
        self._options = options
        self._plans = plans
        self._results = Results(errors)
        self._complained: set[str] = set()
        self._remembers = False
        self._kept: list[FileResult] = []
        """What --diff and --write-baseline need of all files together."""
        self._repairs_stdin = reads_stdin and (options.fix or options.add_ignores) and not options.diff
        self._out = sys.stderr if self._repairs_stdin else sys.stdout  # standard output is for the repaired text
        self._writers: list[tuple[TextIO | WholeFile, Writer]] = []
        if not options.diff:
            style = Style(_coloured(options, self._out))
            self._writers.append((self._out, _writer(options.format, self._results, style)))
        for format_, file in outputs:
            self._writers.append((file, _writer(format_, self._results, Style())))
        for path, message in errors:
            complain(f"{path}: {message}")

    def add(self, file: FileResult) -> None:
        """Tell what came out for one more file."""
        if file.findings or file.errors or file.notes or file.changes or file.known:
            self._remember_secrets(file)
        for message in file.errors:
            complain(f"{file.path}: {message}")
        if file.config_error and file.config_error not in self._complained:
            self._complained.add(file.config_error)  # once, not for every file below it
            complain(file.config_error)
        for note in file.notes:
            complain(f"{file.path}:{note}")
        self._results.add(file)
        if self._repairs_stdin and file.path == self._options.shown_path(STDIN) and file.source:
            sys.stdout.buffer.write(file.source.data)
        for stream, writer in self._writers:
            stream.write(writer.file(file))
        if self._options.diff or self._options.write_baseline is not None:
            self._kept.append(file)

    def end(self) -> int:
        """Tell the rest, and return the exit code."""
        options, results = self._options, self._results
        if options.write_baseline is not None:
            from mlint.baseline import write_baseline

            done = write_baseline(options.write_baseline, self._kept, lambda file: self._plans.codes(file.path))
            print(escape(done), file=sys.stderr)
        if options.diff:
            _print_diffs(self._kept, results, options, Style(_coloured(options, sys.stdout)))
        for stream, writer in self._writers:
            stream.write(writer.end())
        if options.statistics and not options.diff:
            from mlint.output.statistics import render

            (self._out if options.format in ("full", "concise") else sys.stderr).write(render(results))
        if results.errors:
            return FAILURE
        return FINDINGS if (results.changed if options.diff else results.failed) else 0

    def _remember_secrets(self, file: FileResult) -> None:
        """Let no output hold a credential of the file, of what it is changed to, and of build arguments."""
        from mlint.secrets import remember

        texts = [file.source.text] if file.source else []
        texts += [change.before.decode("utf-8", "surrogateescape") for change in file.changes if change.before]
        if file.source:
            arguments = self._plans.settings_of(file.path).build_args
            texts += [f"{name}={value}" for name, value in sorted(arguments.items())]
        remember(texts, more=self._remembers)  # what is said of one file may quote another
        self._remembers = True


def _writer(format_: str, results: Results, style: Style) -> Writer:
    """What writes the results in a format."""
    if format_ == "full":
        from mlint.output import full

        return full.Writer(results, style)
    from importlib import import_module

    writer: Writer = import_module(f"mlint.output.{format_}").Writer(results, style)
    return writer


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


def _check_all(files: Sequence[str], plans: Plans, options: Options) -> Iterator[FileResult]:
    """The results of the ``files``, in their order."""
    jobs = _jobs(len(files), options)
    return _in_processes(files, plans, options, jobs) if jobs > 1 else _in_turn(files, plans, options)


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
    ahead = AHEAD * jobs
    pool = ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(options,))
    broken = False
    waiting = True
    try:
        futures = _submitted(pool, chunks[:ahead])
        for number, chunk in enumerate(chunks):
            results: Iterable[FileResult] = _in_turn(chunk, plans, options)
            if not broken:
                try:
                    results = futures.popleft().result()
                    futures += [pool.submit(_check_chunk, one) for one in chunks[number + ahead : number + ahead + 1]]
                except BrokenProcessPool:
                    broken = True
            yield from results
        waiting = False
    finally:
        if waiting:  # interrupted: what the workers are at is of no use any more
            for process in active_children():
                process.kill()
        # Whoever waits for a broken pool may wait for ever (python/cpython#94777).
        pool.shutdown(wait=not (broken or waiting), cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, chunks: Iterable[Sequence[str]]) -> deque[Future[list[FileResult]]]:
    """The first chunks handed to the pool. Its processes are started meanwhile, and never hear of Ctrl-C."""
    import signal
    from collections import deque

    if sys.platform == "win32":
        return deque(pool.submit(_check_chunk, chunk) for chunk in chunks)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return deque(pool.submit(_check_chunk, chunk) for chunk in chunks)
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


def _print_diffs(files: Sequence[FileResult], results: Results, options: Options, style: Style) -> None:
    from mlint.output.diff import render_diff
    from mlint.output.results import counted

    changes: dict[str, Change] = {}
    for change in (change for file in files for change in file.changes):
        # What several Dockerfiles share and change is shown once.
        path = os.path.realpath(change.path)
        changes[path] = changes[path]._replace(after=change.after) if path in changes else change
    for change in changes.values():
        sys.stdout.write(render_diff(change, style))
    would = [f"would fix {counted(results.fixed, 'finding')}"] if options.fixes else []
    would += [f"would have {counted(results.ignored, 'finding')} ignored"] if options.add_ignores else []
    print(f"{' and '.join(would)} in {counted(results.changed, 'file')}", file=sys.stderr)


def _coloured(options: Options, stream: TextIO) -> bool:
    """Whether to write colours to the stream."""
    if options.color != "auto":
        return options.color == "always"
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
