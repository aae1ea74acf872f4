"""The documentation site builds without a warning, is complete, and what its pages show is so."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from mlint.config import read_settings
from mlint.config_keys import KEYS, OVERRIDE_KEYS
from mlint.packs import all_rules

DOCS = Path(__file__).parents[1] / "docs"
PAGES = sorted(DOCS.glob("*.md"))


class Html(HTMLParser):
    """The links of a page, what it loads, and the anchors in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors.add(given.get("id", ""))
        address = given.get("href") or given.get("src")
        if address and tag == "a":
            self.links.append(address)
        elif address:
            self.loaded.append(address)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Html]:
    folder = tmp_path_factory.mktemp("site")
    config = str(DOCS / "website" / "mkdocs.yml")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", config, "-d", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert result.returncode == 0, result.stdout + result.stderr
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert not [name for name in files if name.endswith((".py", ".yml", "Dockerfile"))]
    return {name: Html(path.read_text("utf-8") if path.suffix == ".html" else "") for name, path in files.items()}


def test_every_rule_has_a_page(site: dict[str, Html]) -> None:
    names = {f"rules/{rule.name}.html" for rule in all_rules().rules}
    assert names <= set(site)
    assert names <= {urljoin("rules/index.html", link) for link in site["rules/index.html"].links}


def test_links_lead_somewhere(site: dict[str, Html]) -> None:
    broken = []
    for name, page in site.items():
        for link in page.links + page.loaded:
            if urlsplit(link).scheme or name == "404.html":
                continue
            path, anchor = urldefrag(urljoin(f"/{name}", link))
            target = site.get(unquote(path)[1:] + ("index.html" if path.endswith("/") else ""))
            if target is None or (anchor and unquote(anchor) not in target.anchors):
                broken.append(f"{name}: {link}")
    assert not broken


def test_nothing_is_loaded_from_elsewhere(site: dict[str, Html]) -> None:
    assert not {address for page in site.values() for address in page.loaded if urlsplit(address).netloc}


def test_every_page_is_in_the_navigation_once() -> None:
    listed = re.findall(r"^  - .+: (\S+\.md)$", (DOCS / "website" / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted([*(path.name for path in PAGES), "rules/index.md", "examples/README.md"])


def test_the_configuration_page_tells_all_keys() -> None:
    page = (DOCS / "configuration.md").read_text("utf-8")
    assert "<!-- site: keys -->" in page
    listed = page.partition("An entry of `overrides` has")[2].partition(". It holds")[0]
    assert set(re.findall(r"`([\w-]+)`", listed)) == set(OVERRIDE_KEYS)
    assert set(OVERRIDE_KEYS) - {"paths"} <= set(KEYS)


def blocks(page: Path, kind: str) -> list[tuple[str, str]]:
    """The fenced blocks of a kind on a page: the title and the text, without the indentation of a tab."""
    fenced = re.compile(rf'^( *)(````?){kind}(?: title="(.+?)")?\n(.*?)^ *\2$', re.DOTALL | re.MULTILINE)
    found = fenced.findall(page.read_text("utf-8"))
    return [(title, re.sub(f"^{indent}", "", text, flags=re.MULTILINE)) for indent, _, title, text in found]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_configurations_are_valid(page: Path, tmp_path: Path) -> None:
    shown = [(".mlint.yaml", text) for title, text in blocks(page, "yaml") if title == ".mlint.yaml"]
    shown += [("pyproject.toml", text) for _, text in blocks(page, "toml") if "tool.mlint" in text]
    if page.stem == "configuration":
        shown += [(".mlint.yaml", text) for title, text in blocks(page, "yaml") if not title]
        assert len(shown) >= 5
    for name, text in shown:
        (tmp_path / name).write_text(text, "utf-8")
        read_settings(str(tmp_path / name), allow_packs=True).bind(all_rules())


def test_the_pack_works_as_its_page_says(tmp_path: Path) -> None:
    page = DOCS / "writing-rules.md"
    for title, text in [found for kind in ("python", "yaml", "markdown") for found in blocks(page, kind)]:
        (tmp_path / title).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / title).write_text(text, "utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / "Dockerfile").write_text("FROM python:3.12-slim\n", "utf-8")
    ((_, shown),) = blocks(page, "console")
    command, _, output = shown.partition("\n")
    assert command == "$ mlint check"
    for arguments in (("mlint", "check"), ("pytest", "-q", "-p", "no:cacheprovider", "test_lint.py")):
        result = subprocess.run(
            (sys.executable, "-m", *arguments), cwd=tmp_path, capture_output=True, text=True, encoding="utf-8"
        )
        if arguments[0] == "mlint":
            assert result.stdout == output
        else:
            assert "2 passed" in result.stdout, result.stdout
