"""What mkdocs calls while it builds the site: pages that are made of the code, and parts of pages that are.

A page asks for such a part with a comment: ``<!-- site: keys -->``, ``<!-- site: mlint check -->`` for the options of
a command, and ``<!-- site: README: Performance -->`` for a section of the README.
"""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import yaml
from mkdocs.structure.files import File

from mlint import cli
from mlint.config_keys import KEYS
from mlint.knowledge.dates import AS_OF
from mlint.output.text import estimate_text, safe
from mlint.packs import all_rules
from mlint.testing import read_sections, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from mlint.config_keys import Schema
    from mlint.linter import Diagnostic
    from mlint.rule import Rule
    from mlint.testing import Block, Section

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
RULES = {rule.name: rule for rule in sorted(all_rules().rules, key=lambda rule: rule.code)}
CODES = {rule.code: rule for rule in RULES.values()}

FENCE = "```"
_FENCED = re.compile(r"^```(.*)\n([\s\S]*?)^```$", re.MULTILINE)
_ITEM = re.compile(r"(?:[-*]|\d+\.) ")


def on_config(config: MkDocsConfig) -> None:
    """Put the rules into the navigation, by family."""
    nav: list[Any] = config.nav or []
    for entry in nav:
        if "Rules" in entry:
            entry["Rules"] = ["rules/index.md", *({family: pages} for family, pages in _family_pages())]


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add a page per rule, and the list of them."""
    pages = {"index": rules_page(), **{rule.name: rule_page(rule) for rule in RULES.values()}}
    for name, text in pages.items():
        files.append(File.generated(config, f"rules/{name}.md", content=text))


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Fill in what a page asks for, and link the rules that it names."""
    path = page.file.src_uri
    if path == "examples/README.md":
        markdown = _with_examples(markdown)
    markdown = re.sub(r"^<!-- site: (.+?) -->$", lambda match: _part(match[1]), markdown, flags=re.MULTILINE)
    own = path.removeprefix("rules/").removesuffix(".md")
    folder = "" if path.startswith("rules/") else "../" * path.count("/") + "rules/"
    return "\n".join(_outside_fences(markdown, lambda line: _with_links(line, own, folder)))


def _family_pages() -> Iterator[tuple[str, list[str]]]:
    for family in dict.fromkeys(rule.family for rule in RULES.values()):
        yield family, [f"rules/{rule.name}.md" for rule in RULES.values() if rule.family == family]


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep options and other short words of code on one line: browsers break them at their hyphens."""
    return re.sub(r"<code>([^<\n ]{1,30})</code>", r'<code class="word">\1</code>', html)


# Rules


def rule_page(rule: Rule) -> str:
    """The page of a rule: what is known of it, and its docstring with what mlint says to the Bad examples."""
    text = rule.page.strip()
    summary, _, rest = text.partition("\n")
    facts = [
        rule.code,
        f'<a href="index.html#{rule.family}">{rule.family}</a>',
        f'<span class="{rule.severity}">{rule.severity}</span>',
        "on by default" if rule.default else "off by default",
        {"safe": "safe fix", "unsafe": "unsafe fix", "": "no fix"}.get(fix := _fix(rule), f"{fix} fix"),
        *([f"also {', '.join(rule.aliases)}"] if rule.aliases else []),
    ]
    chips = "".join(f"<span>{fact}</span>" for fact in facts)
    head = f'# {rule.name}\n\n{summary}\n{{ .lead }}\n\n<div class="facts">{chips}</div>\n'
    body = _examples(rule, rest)
    body = _after_section(body, "Options", _options(rule)) if rule.options else body
    use = f"`# mlint: ignore[{rule.name}] reason` above an instruction silences this rule there"
    if not rule.default:
        use = f"`extend-select: [{rule.name}]` in the [configuration](../configuration.md) turns this rule on; {use}"
    return f"---\ndescription: {json.dumps(summary)}\n---\n{head}{body}\n\n---\n\n{use}.\n"


def _examples(rule: Rule, markdown: str) -> str:
    """The page with the names of its files as titles, and what mlint says at the end of each Bad example."""
    bad = _bad(rule)
    says = iter([_says(_found(rule, block, bad)) for block in bad.dockerfiles()])
    prose, *blocks = _FENCED.split(markdown)
    parts, said, inside = [prose], "", prose.endswith("## Bad\n")
    for info, text, after in zip(blocks[::3], blocks[1::3], blocks[2::3], strict=True):
        kind, _, name = info.partition(" ")
        if kind == "dockerfile":
            parts.append(said)
            said = next(says) if inside else ""
        parts.append(_fenced(kind, name, text))
        if "\n## " in after:
            parts.append(said)
            said, inside = "", after.endswith("## Bad\n")
        parts.append(after)
    return "\n".join(parts)


def _fenced(kind: str, name: str, text: str) -> str:
    """A block of a page, with a title."""
    title = name + " (only its size is shown)" if kind == "size" else name
    shown = "text" if kind == "size" else kind
    return f"\n{FENCE}{shown}" + (f' title="{title}"' if title else "") + f"\n{text}{FENCE}\n"


def _bad(rule: Rule) -> Section:
    return next(section for section in read_sections(rule.page) if section.title == "Bad")


def _found(rule: Rule, block: Block, section: Section) -> list[Diagnostic]:
    """What the rule finds in a Dockerfile of its page."""
    return run(block.text, [rule], path=block.name or "Dockerfile", files=section.files())


def _says(found: Iterable[Diagnostic]) -> str:
    """Findings as HTML."""
    items = []
    for one in found:
        line = one.source.line_at(one.place.span.start)
        cost = f" <em>{estimate_text(one.estimate)}</em>" if one.estimate else ""
        items.append(
            f'<p><b class="{one.severity}">{one.severity}</b> line {line}: {escape(safe(one.message))}{cost}</p>'
        )
    return f'\n<div class="says">{"".join(items)}</div>\n'


def _fix(rule: Rule) -> str:
    """``safe``, ``unsafe``, both or nothing: what the fixes of the Bad examples are."""
    bad = _bad(rule)
    fixes = [one.fix for block in bad.dockerfiles() for one in _found(rule, block, bad)]
    return " or ".join(sorted({fix.safety for fix in fixes if fix}))


def _options(rule: Rule) -> str:
    """The defaults of the rule's options, as they would be written."""
    defaults = {name: list(value) if isinstance(value, tuple) else value for name, value in rule.options.items()}
    text = yaml.safe_dump({"options": {rule.name: defaults}}, sort_keys=False)
    return f'The defaults:\n\n{FENCE}yaml title=".mlint.yaml"\n{text}{FENCE}\n'


def rules_page() -> str:
    """The list of all rules, by family, with its filters."""
    numbers = f"{len(RULES)} rules, {sum(rule.default for rule in RULES.values())} of them on by default."
    parts = [
        "# Rules\n",
        f"{numbers} An *error* does not work or leaks, a *warning* wastes or will break, an *info* is advice; errors "
        "and warnings make the exit code 1. A *safe* fix leaves what the image does as it is; an *unsafe* one may not, "
        f"and is only made with `--unsafe-fixes`. What the rules know of images and packages is of {AS_OF}.\n",
        _filters(),
    ]
    about = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", README, re.MULTILINE))
    for family, _ in _family_pages():
        parts.append(f'<div class="family" markdown="1">\n## {family}\n\n{about[family]}\n')
        parts.append("| rule | what it finds | severity | fix |\n| --- | --- | --- | --- |")
        parts += [_row(rule) for rule in RULES.values() if rule.family == family]
        parts.append("</div>\n")
    return "---\nhide: [toc]\n---\n" + "\n".join(parts)


def _row(rule: Rule) -> str:
    summary = rule.summary.replace("|", r"\|")
    aliases = f" <small>{', '.join(rule.aliases)}</small>" if rule.aliases else ""
    level = f'<span class="{rule.severity}">{rule.severity}</span>' + ("" if rule.default else ", off")
    return f"| [{rule.name}]({rule.name}.md) <small>{rule.code}</small> | {summary}{aliases} | {level} | {_fix(rule)} |"


def _filters() -> str:
    """The form that filter.js reads; hidden where there is no script."""
    families = [(family, family) for family, _ in _family_pages()]
    severities = [(word, word) for word in ("error", "warning", "info")]
    fixes = [("safe", "safe fix"), ("unsafe", "unsafe fix"), ("none", "no fix")]
    defaults = [("on", "on by default"), ("off", "off by default")]
    chosen = [("family", families), ("severity", severities), ("fix", fixes), ("default", defaults)]
    selects = "".join(_select(name, options) for name, options in chosen)
    text = '<input name="text" type="search" placeholder="name, word or id" aria-label="text">'
    return f'<form class="filters" hidden>{text}{selects}<output></output></form>\n'


def _select(name: str, options: Iterable[tuple[str, str]]) -> str:
    given = "".join(f'<option value="{value}">{text}</option>' for value, text in options)
    return f'<select name="{name}" aria-label="{name}"><option value="">any {name}</option>{given}</select>'


# Parts of pages


def _part(wanted: str) -> str:
    """What the comment on a page asks for."""
    what, _, title = wanted.partition(": ")
    if what == "README":
        return _readme_section(title)
    if what.startswith("mlint "):
        return _help(what.removeprefix("mlint "))
    return {"keys": _keys_table}[what]()


def _readme_section(title: str) -> str:
    """What stands in the README below a heading, with the addresses that hold on the site."""
    text = README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    if not text:
        raise ValueError(f"README.md has no section {title!r}")
    text = re.sub(r"\]\(docs/examples[^)]*\)", "](examples/README.md)", text)
    return re.sub(r"\]\(docs/([^)]*)\)", r"](\1)", text).strip()


def _help(command: str) -> str:
    """The options of a command as a table."""
    given = cli.cli.commands[command]
    context = click.Context(given, info_name=f"mlint {command}")
    options = [option for option in given.get_params(context) if isinstance(option, click.Option)]
    records = [option.get_help_record(context) for option in options]
    rows = []
    for names, text in filter(None, records):
        name, _, value = names.partition(" ") if names.startswith("--") else (names, "", "")
        values = value.strip("[]").replace("|", ", ") if "|" in value else value
        rows.append(_cells(f"`{name}` {values}", escape(text)))
    usage = given.get_usage(context).removeprefix("Usage: ")
    about = " ".join((given.help or "").split())
    return f"{about}\n\n{FENCE}text\n{usage}\n{FENCE}\n\n{_table('option', 'meaning', rows=rows)}"


def _keys_table() -> str:
    rows = [_cells(f"`{name}`", _kind(key.kind.schema()), key.meaning) for name, key in KEYS.items()]
    return _table("key", "value", "meaning", rows=rows)


def _kind(schema: Schema) -> str:
    """What a value must be, in a few words."""
    if "enum" in schema:
        return ", ".join(f"`{word}`" for word in schema["enum"])
    if schema.get("type") == "array":
        item = schema["items"]
        return "list of rules" if "$ref" in item else "list of mappings" if "properties" in item else "list of texts"
    return {"string": "text"}.get(schema.get("type", ""), "mapping")


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _table(*head: str, rows: Iterable[str]) -> str:
    return "\n".join([_cells(*head), _cells(*["---"] * len(head)), *rows])


def _with_examples(markdown: str) -> str:
    """The page of the examples with the Dockerfiles that it is about."""
    folder = ROOT / "docs" / "examples"

    def shown(name: str) -> str:
        return f"{FENCE}dockerfile\n{(folder / name / 'Dockerfile').read_text('utf-8')}{FENCE}"

    intro, *sections = markdown.split("\n## ")
    parts = [re.sub(r"\[(`[^`]*`)\]\([^)]*\)", r"\1", intro).rstrip(), "", "## first-draft", "", shown("first-draft")]
    for section in sections:
        heading, _, about = section.partition("\n")
        title, name = re.findall(r"\[(.+?)\]\((.+?)\)", heading)[0]
        parts += ["", f"## {title}{heading.partition(')')[2]}", about.rstrip(), "", shown(name)]
    return "\n".join(parts)


def _after_section(markdown: str, title: str, text: str) -> str:
    """The page with a text at the end of a section."""
    before, heading, rest = markdown.partition(f"\n## {title}\n")
    section, following, others = rest.partition("\n## ")
    return f"{before}{heading}{section.rstrip()}\n\n{text}{following}{others}"


def _with_links(line: str, own: str, folder: str) -> str:
    """A line of prose in which the names and codes of rules lead to their pages."""

    def link(match: re.Match[str]) -> str:
        rule = RULES.get(match[1] or "") or CODES.get(match[2] or "")
        if rule is None or rule.name == own:
            return match[0]
        return f"[{match[0]}]({folder}{rule.name}.md)"

    if line.startswith("#"):
        return line
    return re.sub(r"(?<!\[)`([a-z]+(?:-[a-z0-9]+)+)`|`[^`]*`|\[[^\]]*\]\([^)]*\)|<[^>]*>|\b(ML\d{3})\b", link, line)


def _outside_fences(markdown: str, change: Callable[[str], str]) -> Iterator[str]:
    """The lines of a page, those of prose changed; a list that follows a paragraph gets the blank line it needs."""
    fence = before = ""
    for line in markdown.split("\n"):
        marks = line.strip() if fence else line.strip()[: len(line.strip()) - len(line.strip().lstrip("`"))]
        if fence:
            yield line
            fence = "" if marks == fence else fence
        elif marks.startswith(FENCE):
            yield line
            fence = marks
        else:
            if _ITEM.match(line) and before and not before.startswith(" ") and not _ITEM.match(before):
                yield ""
            yield change(line)
        before = line
