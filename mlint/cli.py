"""The command line: options -> :mod:`mlint.runner`, and the commands about rules."""

from __future__ import annotations

import os
import sys

import click

from mlint.checking import Plans
from mlint.config import ConfigError
from mlint.options import Options
from mlint.output import FORMATS
from mlint.runner import guarded, run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from mlint.selection import RuleSet


def main() -> int:
    """Run the command line of the process; the exit code."""
    try:
        code = cli.main(prog_name="mlint", standalone_mode=False)
    except click.ClickException as error:
        from io import StringIO

        from mlint.secrets import redact

        text = StringIO()
        error.show(text)
        sys.stderr.write(redact(text.getvalue()))
        return error.exit_code
    except click.Abort:
        click.echo("mlint: interrupted", err=True)
        return 130
    return code if isinstance(code, int) else 0


def _show_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from datetime import date

        from mlint.output.version import version_text

        # The only place that asks for today: what is found in a file depends on the knowledge's own date.
        click.echo(version_text(date.today()), nl=False)
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
def cli() -> None:
    """Find what makes a machine-learning image bloated, slow to rebuild, irreproducible, leaky or broken."""


def _names(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Repeated options and lists with commas as one tuple of names."""
    return tuple(name for value in values for name in (part.strip() for part in value.split(",")) if name)


def _build_args(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """``K=V`` pairs; without ``=V`` the value comes from the environment, as for docker build."""
    arguments = {}
    for value in values:
        name, equals, text = value.partition("=")
        if not name:
            raise click.BadParameter("the name before the equals sign is missing; write NAME=VALUE")
        if equals:
            arguments[name] = text
        elif name in os.environ:
            arguments[name] = os.environ[name]
    return arguments


def _outputs(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """``FORMAT=FILE`` pairs."""
    pairs = []
    for value in values:
        format_, _equals, file = value.partition("=")
        if format_ not in FORMATS or not file:
            raise click.BadParameter(f"{value!r} must be FORMAT=FILE, with a format of {', '.join(FORMATS)}")
        pairs.append((format_, file))
    return tuple(pairs)


@cli.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--stdin-filename", metavar="NAME", help="The name of what is read from standard input (path -).")
@click.option("--fix", is_flag=True, help="Repair what can be repaired safely.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: repairs that may change what the image does.")
@click.option("--add-ignores", is_flag=True, help="Write an ignore comment above everything that is still found.")
@click.option("--diff", is_flag=True, help="Show what --fix or --add-ignores would change; write nothing.")
@click.option("--select", multiple=True, metavar="RULES", callback=_names, help="Run exactly these rules.")
@click.option("--extend-select", multiple=True, metavar="RULES", callback=_names, help="Run these rules too.")
@click.option("--ignore", multiple=True, metavar="RULES", callback=_names, help="Do not run these rules.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="The least severity that makes the exit code 1; default warning.",
)
@click.option("--format", type=click.Choice(FORMATS), default="full", show_default=True, help="How to print findings.")
@click.option(
    "--output", "outputs", multiple=True, metavar="FORMAT=FILE", callback=_outputs, help="Write findings to a file too."
)
@click.option("--baseline", metavar="FILE", help="Keep silent about the known findings in this file.")
@click.option("--write-baseline", metavar="FILE", help="Make all that is found known: write it to this file.")
@click.option("--config", metavar="FILE", help="The configuration to use instead of the ones found beside the files.")
@click.option("--isolated", is_flag=True, help="Use no configuration and only the built-in rules.")
@click.option("--context", type=click.Path(exists=True, file_okay=False), help="The folder of the build context.")
@click.option("--target", metavar="STAGE", help="The stage that becomes the image; default the last one.")
@click.option("--build-arg", "build_args", multiple=True, metavar="K=V", callback=_build_args, help="A build argument.")
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes to use.")
@click.option("--statistics", is_flag=True, help="End with the number of findings of every rule.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
def check(paths: tuple[str, ...], jobs: int | None, **given: Any) -> int:
    """Lint Dockerfiles: files, folders (searched), or - for standard input; the current folder when none is given.

    RULES are codes, names, families, prefixes of codes and ids of other linters, with commas between them.
    """
    options = Options()
    for name, value in given.items():
        setattr(options, name, value)
    options.jobs = jobs or 0
    if options.unsafe_fixes and not (options.fix or options.diff):
        raise click.UsageError("--unsafe-fixes says which fixes to make; add --fix or --diff.")
    if options.write_baseline is not None and (options.edits or options.baseline is not None):
        raise click.UsageError("--write-baseline stands without --baseline, --fix, --add-ignores and --diff.")
    if options.isolated and options.config is not None:
        raise click.UsageError("--isolated and --config exclude each other.")
    if options.stdin_filename is not None and "-" not in paths:
        raise click.UsageError("--stdin-filename names standard input; add the path -.")
    return run(paths, options)


def _rules_here(config: str | None, isolated: bool) -> RuleSet:
    """All rules that the configuration of the current folder gives."""
    options = Options()
    options.config, options.isolated = config, isolated
    plans = Plans(options)
    return plans.ruleset_of(plans.settings_of(os.path.join(os.curdir, "Dockerfile")))


_config = click.option("--config", metavar="FILE", help="The configuration that names the rule packs.")
_isolated = click.option("--isolated", is_flag=True, help="Only the built-in rules.")


@cli.command()
@click.argument("rule")
@_config
@_isolated
def explain(rule: str, config: str | None, isolated: bool) -> int:
    """Print the page of a RULE: what it finds, why, examples."""

    def show() -> int:
        ruleset = _rules_here(config, isolated)
        rules = ruleset.find(rule)
        if not rules:
            raise ConfigError(ruleset.unknown(rule))
        if len(rules) > 3:
            raise ConfigError(f"{rule} names {len(rules)} rules; `mlint rules` lists them all")
        from mlint.output.rules import page

        sys.stdout.write("\n".join(page(one) for one in rules))
        return 0

    return guarded(show)


@cli.command()
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_config
@_isolated
def rules(format_: str, config: str | None, isolated: bool) -> int:
    """List all rules, one line each."""

    def show() -> int:
        from mlint.output.rules import as_json, as_text

        ruleset = _rules_here(config, isolated)
        sys.stdout.write(as_json(ruleset.rules) if format_ == "json" else as_text(ruleset.rules))
        return 0

    return guarded(show)


@cli.command()
@click.option("--stdio", is_flag=True, help="Standard input and output; there is nothing else, some editors say so.")
def server(stdio: bool) -> int:
    """Run the language server, for editors; it needs mlint[lsp]."""
    del stdio

    def run_server() -> int:
        from mlint.server import serve

        return serve()

    return guarded(run_server)
