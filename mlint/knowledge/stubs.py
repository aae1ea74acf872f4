"""Names on PyPI whose packages only raise an error that names the right package. As of 2026-11-21.

All were tried with pip in November 2026. Sources: the pages https://pypi.org/project/sklearn/ (always an error since
2023-12-01) and https://pypi.org/project/tensorflow-gpu/ (empty since December 2022, existing versions stay); the
setup.py of ``pytorch`` 1.0.2.
"""

from __future__ import annotations

from mlint.records import Record

AS_OF = "2026-11-21"


class Stub(Record):
    """A stub: the package to install ``instead``, and which versions are real.

    ``since``: the first version that is a stub, None: all are. ``real``: versions that nevertheless install.
    ``unless``: the variable that lifts the error.
    """

    instead: str
    since: str | None = None
    real: tuple[str, ...] = ()
    unless: str | None = None


STUBS: dict[str, Stub] = {
    "pytorch": Stub("torch"),
    "sklearn": Stub("scikit-learn", real=("0", "0.0"), unless="SKLEARN_ALLOW_DEPRECATED_SKLEARN_PACKAGE_INSTALL"),
    "tensorflow-gpu": Stub("tensorflow", since="2.12"),
    "tf-nightly-gpu": Stub("tf-nightly", since="2.12"),
}
