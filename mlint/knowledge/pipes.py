"""Programs in pipes: which fail by themselves, and which are content with empty input. As of 2026-11-21.

Sources: the programs' manuals; measured on Debian 12 with empty input: sh, bash, python3, tee, cat, sed, awk, sort, tr
uniq and cut end with 0; tar, gunzip, unxz, bunzip2, gpg --dearmor, gpg --import, apt-key add and grep do not.
"""

from __future__ import annotations

AS_OF = "2026-11-21"

DOWNLOADERS = frozenset({"aria2c", "aws", "curl", "gcloud", "gsutil", "wget"})
"""Programs that fetch something from a network, which fails now and then."""

INSTALLING = frozenset({"add", "build", "install", "sync"})
"""Verbs that make nearly any program fail now and then."""

FILTERS = frozenset({"awk", "cat", "cut", "sed", "sort", "tr", "uniq"})
"""Programs that make empty output of empty input and succeed; what they write counts where it goes to a file."""
