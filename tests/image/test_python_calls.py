"""The calls in the Python text of a RUN."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.image.python_calls import PythonCall, needs_module, python_code_of, read_python, script_text
from tests.builds import build

if TYPE_CHECKING:
    from mlint.image.python_calls import PythonCode


def code(text: str, environment: dict[str, str | None] | None = None) -> PythonCode:
    found = read_python(text, environment or {})
    assert found is not None
    return found


def the_call(text: str, environment: dict[str, str | None] | None = None) -> PythonCall:
    return code(text, environment).calls[-1]


def test_functions_go_by_their_full_names() -> None:
    text = "import nltk, torch.hub as hub, os.path\nfrom a.b import C as D\n"
    text += "nltk.download()\nhub.load()\nos.path.join()\nD.make().use()\nx[0]()\n(lambda: 0)()"
    assert {one.function for one in code(text).calls} == {
        *("nltk.download", "torch.hub.load", "os.path.join", "a.b.C.make", "a.b.C.make.use"),
    }
    assert code(text + "\nfrom . import z").imports == {"nltk", "torch", "os", "a", "."}


def test_arguments() -> None:
    call = the_call("f('a', b=True, c=None, d=1, e=g)")
    assert (call.arguments, call.keywords) == (("a",), {"b": "True", "c": None, "d": "1", "e": None})
    assert call.argument("a", 0) == "a"
    assert call.argument("b", 0) == "True"
    assert call.argument("z", 5) is call.argument("z") is None
    assert not call.open
    assert the_call("f(*a)").open
    assert the_call("f(**a)").open


def test_names_and_loops_with_constants() -> None:
    assert the_call("m = 'a'\nf(m)").arguments == ("a",)
    assert the_call("m = 'a'\nm = 'b'\nf(m)").arguments == (None,)
    assert the_call("m, n = x\nf(m)").arguments == (None,)
    assert the_call("for m in ['a', 'b']: f(m)").arguments == ("a",)
    assert the_call("for m in g: f(m)").arguments == (None,)


def test_variables_of_the_environment() -> None:
    environment = {"M": "a", "N": None}
    assert the_call("import os\nf(os.environ['M'], os.environ['N'], os.environ['O'])", environment).arguments == (
        *("a", None, None),
    )
    text = "from os import getenv\nimport os\nf(getenv('M'), os.environ.get('O', 'b'), os.getenv('O'), os.getenv(x))"
    assert next(one for one in code(text, environment).calls if one.function == "f").arguments == ("a", "b", None, None)


def test_setting_variables() -> None:
    assert code("import os\nos.environ['A'] = 'b'").sets_environment
    assert code("import os\nos.environ.setdefault('A', 'b')").sets_environment
    assert not code("import os\nf(os.environ['A'])\nx['A'] = 1").sets_environment


def test_what_is_no_python() -> None:
    assert read_python("import (", {}) is None
    assert read_python("a\0b", {}) is None
    assert read_python("x" * 100_001, {}) is None
    assert read_python("(" * 5000, {}) is None
    assert code("  import a; a.b('\\d')").calls  # indented; an escape of which Python warns


def texts(dockerfile: str) -> list[PythonCode | None]:
    return [python_code_of(command) for stage in build(dockerfile).stages for command in stage.commands]


def test_where_the_text_stands() -> None:
    inline, heredoc, module, cut = texts(
        "FROM a\nRUN python3 -uc 'f()'\nRUN python - <<'X'\nf()\nX\nRUN python -m f\nRUN python <<X\nf($A)\nX\n"
    )
    assert inline == heredoc
    assert inline is not None
    assert module is cut is None


def test_heredocs() -> None:
    escape, first, variable, tabs = texts(
        "FROM a\nRUN python <<X\nf('\\n')\nX\nRUN <<X python3\nf('a')\nX\nRUN python <<X\nf('$A')\nX\n"
        "RUN python <<-'X'\n\tf('$A')\n\tX\n"
    )
    assert escape is not None
    assert escape.calls[0].arguments == ("\n",)
    assert first is not None
    assert variable is None
    assert tabs is not None
    assert tabs.calls[0].arguments == ("$A",)


def test_a_script_of_its_own() -> None:
    def script(body: str) -> str | None:
        return script_text(build(f"FROM a\nRUN <<X\n{body}\nX\n").stages[0].runs[0])

    assert script("#!/usr/bin/env python3\nf()") == "#!/usr/bin/env python3\nf()\n"
    assert script("#!/usr/bin/perl\nf()") is None
    assert script("echo") is None


def test_methods_of_what_is_made() -> None:
    text = "from flask import Flask\nimport gradio as gr\napp = Flask(1)\nwith gr.Blocks() as ui: pass\nother = app\n"
    found = code(text + "app.run()\nui.queue().launch()\nother.run()\nFlask.run()\n")
    assert [found.method(one) for one in found.calls if one.function.endswith((".run", ".launch"))] == [
        *("flask.Flask.run", "gradio.Blocks.launch", "other.run", "flask.Flask.run"),
    ]
    assert "app" not in code(text + "app = wrap(app)").makers


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("import os, cv2.dnn", True),
        ("from cv2 import imread", True),
        ("from .cv2 import imread", False),
        ("def read():\n    import cv2", False),
        ("try:\n    import cv2\nexcept ImportError:\n    cv2 = None", False),
        ("import cv", False),
        ("import cv2 as", False),
    ],
)
def test_modules_that_a_text_needs(text: str, needs: bool) -> None:
    assert needs_module(text, "cv2") is needs
