"""Whether conda of an installer asks for the terms of Anaconda's channels."""

from __future__ import annotations

import pytest

from mlint.image.packages.conda_terms import installer_asks


@pytest.mark.parametrize(
    ("path", "asks"),
    [
        ("https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh", True),
        ("https://repo.anaconda.com/miniconda/Miniconda3-py312_25.5.1-1-Linux-x86_64.sh", True),
        ("Miniconda3-py313_26.1.1-1-Linux-aarch64.sh", True),
        ("Miniconda3-py312_25.3.1-1-Linux-x86_64.sh", False),
        ("Miniconda3-py310_24.11.1-0-Linux-x86_64.sh", False),
        ("Miniconda3-4.7.12.1-Linux-x86_64.sh", False),
        ("https://repo.anaconda.com/archive/Anaconda3-2025.06-1-Linux-x86_64.sh", True),
        ("Anaconda3-2024.10-1-Linux-x86_64.sh", False),
        ("Anaconda3-5.3.1-Linux-x86_64.sh", False),
        ("Miniconda3-", None),
        ("Miniforge3-Linux-x86_64.sh", None),
        ("Miniconda2-latest-Linux-x86_64.sh", None),
    ],
)
def test_installers(path: str, asks: bool | None) -> None:
    assert installer_asks(path) is asks
