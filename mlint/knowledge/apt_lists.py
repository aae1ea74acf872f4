"""How large the package lists are that ``apt-get update`` leaves in an image. As of 2026-11-21.

Measured with apt 2.6.1, the settings of the official images (lists kept compressed, no translations) and their sources:
main, updates and security on Debian; main, universe, restricted and multiverse with updates, backports and security on
Ubuntu; amd64. Sum of the files in ``/var/lib/apt/lists``.
"""

from __future__ import annotations

AS_OF = "2026-11-21"

LISTS_BYTES: dict[tuple[str, str], int] = {
    ("debian", "11"): 18_400_000,
    ("debian", "12"): 19_900_000,
    ("debian", "13"): 21_600_000,
    ("ubuntu", "18.04"): 45_700_000,
    ("ubuntu", "20.04"): 58_200_000,
    ("ubuntu", "22.04"): 82_300_000,
    ("ubuntu", "24.04"): 55_400_000,
    ("ubuntu", "26.04"): 44_700_000,
}
"""By the distribution and its release."""
