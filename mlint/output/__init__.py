"""Findings -> text, one module per format."""
