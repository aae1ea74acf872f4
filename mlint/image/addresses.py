"""Addresses in the network, taken apart."""

from __future__ import annotations


def host_of(url: str) -> str:
    """The host of a URL with its port, without a user; empty when the text is no URL."""
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2]
