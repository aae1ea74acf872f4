"""The day that the knowledge is of. Dates are compared with it, never with today: a pinned mlint judges as it did."""

from __future__ import annotations

AS_OF = "2026-11-21"
