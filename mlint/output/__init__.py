"""Findings -> text, one module per format."""

FORMATS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit")
"""The formats, each a module here with a ``Writer``.

A writer is made of the results and a style. Asked for each file in turn, once the results have counted it, it gives the
text to write about it (``file``), and at last what follows (``end``).
"""
