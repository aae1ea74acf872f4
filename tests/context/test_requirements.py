"""Requirements, against hand-written cases and against ``packaging``."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import InvalidRequirement
from packaging.requirements import Requirement as Reference
from packaging.utils import canonicalize_name

from mlint.context.requirements import Requirement, is_url, normalize, read_requirement, read_word

NAMES = st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,8}[A-Za-z0-9])?", fullmatch=True)
BLANK = st.sampled_from(["", "", " ", "  ", "\t"])
VERSIONS = st.sampled_from(
    ["1", "2.0", "1.2.3", "2.1.0+cu118", "1.0rc1", "2.*", "1!2.0", "2024.1", "0.1.post1", "1.0.dev0"]
)
CLAUSES = st.tuples(st.sampled_from(["==", ">=", "<=", "~=", "!=", "<", ">", "==="]), BLANK, VERSIONS).map("".join)
EXTRAS = st.lists(NAMES, max_size=3).map(lambda names: "[" + " , ".join(names) + "]")
MARKERS = st.sampled_from(
    [
        'python_version < "3.12"',
        "sys_platform == 'win32' and platform_machine != 'arm64'",
        '(extra == "gpu" or python_version >= "3.8")',
        "os.name=='posix'",
        "'linux' in sys_platform",
        'python_version not in "2.7, 3.0"',
        "bogus == 1",
        "",
    ]
)


@st.composite
def requirement_texts(draw: st.DrawFn) -> str:
    text = draw(BLANK) + draw(NAMES) + draw(BLANK) + draw(st.one_of(st.just(""), EXTRAS)) + draw(BLANK)
    if draw(st.booleans()):
        specifier = (draw(BLANK) + "," + draw(BLANK)).join(draw(st.lists(CLAUSES, max_size=3)))
        text += draw(st.sampled_from(["{}", "{}", "({})"])).format(specifier)
    else:
        text += (
            "@"
            + draw(BLANK)
            + draw(st.sampled_from(["https://x.org/a.whl", "git+https://x/y@v1#egg=z", "file:///a;b", ""]))
        )
    if draw(st.booleans()):
        text += draw(BLANK) + ";" + draw(BLANK) + draw(MARKERS)
    return text + draw(BLANK)


def agrees(text: str) -> None:
    """Whatever ``packaging`` reads, the reader reads in the same way."""
    if "===" in text and "," in text:
        return  # packaging takes the comma for a part of the version or not, by its own version
    ours = read_requirement(text)
    try:
        reference = Reference(text)
    except InvalidRequirement:
        return
    assert ours is not None, text
    assert ours.name == canonicalize_name(reference.name)
    assert set(ours.extras) == {canonicalize_name(extra) for extra in reference.extras}
    assert ours.url == reference.url
    assert set(ours.clauses) == {(clause.operator, clause.version) for clause in reference.specifier}
    assert (ours.marker is None) == (reference.marker is None)


@given(requirement_texts())
def test_it_reads_what_packaging_reads(text: str) -> None:
    agrees(text)


@given(st.text(alphabet="aB1._-[](),;@ =<>~!'\"\t", max_size=14))
def test_it_agrees_on_noise(text: str) -> None:
    agrees(text)


@given(requirement_texts())
def test_it_reads_nothing_else(text: str) -> None:
    """Versions apart, which it does not judge, what it reads is a requirement."""
    if "===" in text and "," in text:
        return  # see agrees
    read = read_requirement(text)
    if read is not None and all(version == "1" and operator != "~=" for operator, version in read.clauses):
        Reference(text)


@given(NAMES)
def test_names_are_normalised(name: str) -> None:
    assert normalize(name) == canonicalize_name(name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-r",
        "torch==",
        "torch=2.0",
        "torch[",
        "torch[a",
        "torch[a b]",
        "torch[-]",
        "torch (>=1",
        "torch @",
        "torch 2",
        "torch;",
        "torch; x",
        "torch==1 ; python_version",
        "==1",
        "torch>=1,,<2",
        "torch @ https://x y",
        "torché",
        "torch-",
        "[x]",
    ],
)
def test_what_is_no_requirement(text: str) -> None:
    assert read_requirement(text) is None
    with pytest.raises(InvalidRequirement):
        Reference(text)


def test_a_requirement_in_full() -> None:
    read = read_requirement("Sentence_Transformers[Train, onnx] >=2.0, <3 ; python_version < '3.13'")
    assert read is not None
    assert (read.name, read.extras, read.specifier) == ("sentence-transformers", ("train", "onnx"), ">=2.0,<3")
    assert read.marker == "python_version < '3.13'"
    assert not read.pinned
    assert read.exact_version is None


@pytest.mark.parametrize(
    ("text", "pinned", "exact"),
    [
        ("torch", False, None),
        ("torch>=2", False, None),
        ("torch==2.1.0", True, "2.1.0"),
        ("torch===2.1.0+cu118", True, "2.1.0+cu118"),
        ("torch==2.*", True, None),
        ("torch==${VERSION}", True, None),
        ("torch~=2.1", True, None),
        ("torch @ https://x/y.zip", True, None),
        ("./torch", True, None),
    ],
)
def test_pins(text: str, pinned: bool, exact: str | None) -> None:
    read = read_word(text)
    assert (read.pinned, read.exact_version) == (pinned, exact)


def test_a_hash_pins() -> None:
    assert Requirement("torch", "torch", hashes=("sha256:1",)).pinned


@pytest.mark.parametrize(
    ("text", "name", "path", "url", "extras", "specifier"),
    [
        (".", None, ".", None, (), ""),
        ("./x", None, "./x", None, (), ""),
        ("/app", None, "/app", None, (), ""),
        ("src/", None, "src/", None, (), ""),
        (".[all]", None, ".", None, ("all",), ""),
        ("./pkg[a,b]", None, "./pkg", None, ("a", "b"), ""),
        ("dist/*.whl", None, "dist/*.whl", None, (), ""),
        ("x.tar.gz", None, "x.tar.gz", None, (), ""),
        (
            "torch-2.1.0-cp311-cp311-linux_x86_64.whl",
            "torch",
            "torch-2.1.0-cp311-cp311-linux_x86_64.whl",
            None,
            (),
            "==2.1.0",
        ),
        ("/w/my_pkg-1.0-py3-none-any.whl[x]", "my-pkg", "/w/my_pkg-1.0-py3-none-any.whl", None, ("x",), "==1.0"),
        ("/w/my_pkg-*-py3-none-any.whl", "my-pkg", "/w/my_pkg-*-py3-none-any.whl", None, (), ""),
        ("https://x.org/a.zip", None, None, "https://x.org/a.zip", (), ""),
        (
            "https://d/cu118/torch-2.0%2Bcu118-cp310-cp310-linux_x86_64.whl",
            "torch",
            None,
            "https://d/cu118/torch-2.0%2Bcu118-cp310-cp310-linux_x86_64.whl",
            (),
            "==2.0+cu118",
        ),
        (
            "git+https://g/h@rev#egg=foo_bar[x]&subdirectory=s",
            "foo-bar",
            None,
            "git+https://g/h@rev#egg=foo_bar[x]&subdirectory=s",
            ("x",),
            "",
        ),
        ("git+ssh://git@g/h.git", None, None, "git+ssh://git@g/h.git", (), ""),
        ("foo @ git+https://g/h@v1", "foo", None, "git+https://g/h@v1", (), ""),
        ("foo[x]@https://g/h.whl", "foo", None, "https://g/h.whl", ("x",), ""),
        ("torch==2.*", "torch", None, None, (), "==2.*"),
        ("torch=2.0", None, None, None, (), ""),
    ],
)
def test_words_of_the_command_line(
    text: str, name: str | None, path: str | None, url: str | None, extras: tuple[str, ...], specifier: str
) -> None:
    read = read_word(text)
    assert (read.name, read.path, read.url, read.extras, read.specifier) == (name, path, url, extras, specifier)
    assert read.text == text
    assert not read.editable


@pytest.mark.parametrize(
    ("text", "name", "path", "url"),
    [
        (".", None, ".", None),
        ("src", None, "src", None),
        ("mlint==1", None, "mlint==1", None),
        ("git+https://g/h#egg=h", "h", None, "git+https://g/h#egg=h"),
        ("h @ git+https://g/h", "h", None, "git+https://g/h"),
    ],
)
def test_editables(text: str, name: str | None, path: str | None, url: str | None) -> None:
    read = read_word(text, editable=True)
    assert (read.name, read.path, read.url, read.editable) == (name, path, url, True)


def test_markers_of_urls_and_paths() -> None:
    assert read_word("./x; python_version < '3'").marker == "python_version < '3'"
    assert read_word("https://x/y;z").marker is None
    assert read_word("https://x/y; python_version < '3'").marker == "python_version < '3'"


def test_urls() -> None:
    assert is_url("https://x")
    assert is_url("FILE:/x")
    assert is_url("git+ssh://x")
    assert not is_url("torch")
    assert not is_url("c:/x")


@pytest.mark.parametrize(
    ("text", "version", "below"),
    [
        ("a<2", "2.0.0", True),
        ("a<2.0.0", "2", True),
        ("a<2.0.1", "2", False),
        ("a<=2", "2", False),
        ("a<=1.26", "2", True),
        ("a==1.*", "2.0.0", True),
        ("a==2.0", "2.0.1", True),
        ("a==2.0.*", "2.0.1", False),
        ("a~=2.0", "2.1.2", False),
        ("a~=2.0.3", "2.1.2", True),
        ("a~=1.4", "2", True),
        ("a>=1.0", "2", False),
        ("a!=1.0", "2", False),
        ("a==1.8.0.post1", "1.9", False),
        ("a", "2", False),
    ],
)
def test_keeps_below(text: str, version: str, below: bool) -> None:
    requirement = read_requirement(text)
    assert requirement is not None
    assert requirement.keeps_below(version) is below
