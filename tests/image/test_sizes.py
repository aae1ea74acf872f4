"""Sums of package sizes are lower bounds."""

from __future__ import annotations

from mlint.context.requirements import read_word
from mlint.image.sizes import download_size, unpacked_size
from mlint.knowledge.package_sizes import PACKAGE_SIZES

TORCH = PACKAGE_SIZES["torch"]


def size(text: str, *, cuda: bool = True) -> tuple[int, bool]:
    return download_size([read_word(word) for word in text.split()], cuda=cuda)


def test_one_package_is_exact() -> None:
    assert size("torch") == (TORCH.closure_wheel, False)
    assert size("torch torch==2") == (TORCH.closure_wheel, False)
    assert size("numpy") == (PACKAGE_SIZES["numpy"].wheel, False)
    assert unpacked_size([read_word("torch")]) == (TORCH.closure_unpacked, False)
    assert size("sentence-transformers") == (PACKAGE_SIZES["sentence-transformers"].closure_wheel, False)


def test_torch_counts_once() -> None:
    both, at_least = size("torch sentence-transformers ultralytics accelerate")
    largest = max(PACKAGE_SIZES[name].closure_wheel for name in ("torch", "sentence-transformers", "ultralytics"))
    assert largest <= both < TORCH.closure_wheel * 1.1
    assert at_least


def test_other_packages_add_themselves() -> None:
    total, at_least = size("torch tensorflow")
    assert total == TORCH.closure_wheel + PACKAGE_SIZES["tensorflow"].wheel
    assert at_least


def test_what_is_shared_does_not_count_twice() -> None:
    total, _ = size("numpy pandas")
    assert total == PACKAGE_SIZES["pandas"].closure_wheel


def test_unknown_packages_add_nothing() -> None:
    assert size("no-such-package") == (0, True)
    assert size("./local") == (0, True)
    assert size("torch no-such-package") == (TORCH.closure_wheel, True)
    assert size("") == (0, False)


def test_extras() -> None:
    assert size("tensorflow[and-cuda]") == (PACKAGE_SIZES["tensorflow[and-cuda]"].closure_wheel, False)
    assert size("tensorflow tensorflow[and-cuda]") == (PACKAGE_SIZES["tensorflow[and-cuda]"].closure_wheel, False)
    assert size("torch[x]") == (TORCH.closure_wheel, True)


def test_torch_without_cuda() -> None:
    assert size("torch", cuda=False) == (0, True)
    total, at_least = size("sentence-transformers numpy", cuda=False)
    assert 0 < total < 200_000_000
    assert at_least


def test_the_table() -> None:
    assert len(PACKAGE_SIZES) >= 180
    for name, one in PACKAGE_SIZES.items():
        assert name == name.lower()
        assert 0 < one.wheel <= one.closure_wheel, name
        assert 0 < one.unpacked <= one.closure_unpacked, name
        assert not one.torch or one.closure_wheel >= TORCH.closure_wheel, name
