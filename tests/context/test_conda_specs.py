"""Match specifications of conda."""

from __future__ import annotations

import pytest

from mlint.context.conda_specs import read_spec, read_unfinished_spec


@pytest.mark.parametrize(
    ("text", "name", "specifier"),
    [
        ("numpy", "numpy", ""),
        ("NumPy", "numpy", ""),
        ("typing_extensions", "typing-extensions", ""),
        ("numpy=1.26", "numpy", "==1.26.*"),
        ("numpy=1.26.*", "numpy", "==1.26.*"),
        ("numpy=1.26*", "numpy", "==1.26.*"),
        ("numpy==1.26", "numpy", "==1.26"),
        ("python>=3.10", "python", ">=3.10"),
        ("python>=3.10,<3.12", "python", ">=3.10,<3.12"),
        ("numpy >=1.8, <2", "numpy", ">=1.8,<2"),
        ("numpy 1.26", "numpy", "==1.26"),
        ("numpy 1.26*", "numpy", "==1.26.*"),
        ("numpy = 1.26", "numpy", "==1.26.*"),
        ("numpy~=1.26", "numpy", "~=1.26"),
        ("numpy!=1.26.1", "numpy", "!=1.26.1"),
        ("numpy=1.8|1.9", "numpy", "|1.8|1.9"),
        ("numpy=*", "numpy", ""),
        ("python=3.10.*=*_cpython", "python", "==3.10.*"),
        ("python=3.10.2=h85951f9_4_cpython", "python", "==3.10.2"),
        ("python 3.10.2 h85951f9_4_cpython", "python", "==3.10.2"),
        ("_libgcc_mutex=0.1", "-libgcc-mutex", "==0.1.*"),
        ("numpy[version='>=1.2,<2']", "numpy", ">=1.2,<2"),
        ('numpy[version=">=1.2", build=py*]', "numpy", ">=1.2"),
        ("numpy[version=1.2,build=py310_0]", "numpy", "==1.2"),
        ("pytorch::torchvision=0.16", "torchvision", "==0.16.*"),
        ("=1.2", None, ""),
        ("", None, ""),
        ("-x", None, ""),
    ],
)
def test_names_and_versions(text: str, name: str | None, specifier: str) -> None:
    spec = read_spec(text)
    assert (spec.text, spec.name, spec.specifier) == (text, name, specifier)


@pytest.mark.parametrize(
    ("text", "channel", "build"),
    [
        ("numpy", None, None),
        ("pytorch::pytorch", "pytorch", None),
        ("conda-forge/linux-64::numpy=1.2", "conda-forge/linux-64", None),
        ("https://conda.anaconda.org/nvidia::cuda", "https://conda.anaconda.org/nvidia", None),
        ("pytorch=2.1=*cuda*", None, "*cuda*"),
        ("pytorch[build=*cpu*]", None, "*cpu*"),
        ("pytorch[channel=nvidia,build='*cpu*']", "nvidia", "*cpu*"),
        ("pytorch[oddly]", None, None),
    ],
)
def test_channel_and_build(text: str, channel: str | None, build: str | None) -> None:
    spec = read_spec(text)
    assert (spec.channel, spec.build) == (channel, build)


def test_package_files() -> None:
    assert read_spec("./numpy-1.26-py310_0.conda").path == "./numpy-1.26-py310_0.conda"
    assert read_spec("https://x.org/numpy-1.26-py310_0.tar.bz2").url == "https://x.org/numpy-1.26-py310_0.tar.bz2"


@pytest.mark.parametrize(
    ("text", "exact", "pinned"),
    [
        ("numpy=1.26", None, True),
        ("numpy=1.26*", None, True),
        ("numpy==1.26", "1.26", True),
        ("numpy=1.26.0=py310", "1.26.0", True),
        ("numpy>=1.26", None, False),
        ("numpy=1.8|1.9", None, False),
        ("numpy", None, False),
    ],
)
def test_fixed_versions(text: str, exact: str | None, pinned: bool) -> None:
    assert (read_spec(text).exact_version, read_spec(text).pinned) == (exact, pinned)


@pytest.mark.parametrize(
    ("text", "name", "specifier"),
    [
        ("python=", "python", "=="),
        ("python==", "python", "=="),
        ("cudatoolkit=11.", "cudatoolkit", "=="),
        ("cudatoolkit>=11,<", "cudatoolkit", ">=11,<"),
        ("nvidia::cuda=", "cuda", "=="),
    ],
)
def test_unfinished_ones(text: str, name: str, specifier: str) -> None:
    spec = read_unfinished_spec(text)
    assert spec is not None
    assert (spec.text, spec.name, spec.specifier, spec.literal) == (text, name, specifier, False)


@pytest.mark.parametrize("text", ["", "numpy", "numpy=1.2=", "-"])
def test_too_short_to_tell(text: str) -> None:
    assert read_unfinished_spec(text) is None
