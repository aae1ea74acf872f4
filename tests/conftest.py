"""How hypothesis searches: no example is judged by its time, and a CI run gives the same answer twice."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("mlint", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("mlint")
