"""Dated facts as typed Python data, each with its source; no logic."""
