"""Findings -> text, one module per format."""

FORMATS = ("full", "concise", "json")
"""The formats, each a module here with ``render(results, style) -> str``."""
