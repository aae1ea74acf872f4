"""Findings -> text, one module per format."""

FORMATS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit")
"""The formats, each a module here with ``render(results, style) -> str``."""
