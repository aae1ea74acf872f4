"""mlint, a Dockerfile linter for machine-learning images: the engine."""

__version__ = "0.1.0"
