# Every target sets up .venv by itself; needs Python >= 3.11 with venv, make and git.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
READY := $(VENV)/.ready
FILES ?=
SHARE ?=

.PHONY: demo test test-editors check lint types unit wheel docs bench bench-builds bench-server index rule knowledge-check clean

demo: $(READY)
	$(BIN)/mlint check --fail-on never docs/examples

test: lint types unit wheel

test-editors: $(READY)
	$(BIN)/python tests/editors/run.py

check: lint types unit

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy
	$(BIN)/mypy --platform win32
	$(BIN)/mypy --python-version 3.14

unit: $(READY)
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered -q

wheel: $(READY)
	$(BIN)/python tests/check_wheel.py

docs: $(READY)
	$(BIN)/python -m mkdocs build --strict --quiet --config-file docs/website/mkdocs.yml

bench-server: $(READY)
	$(BIN)/python -m tests.benchmarks.server

bench: $(READY)
	$(BIN)/python -m tests.benchmarks.bench $(if $(FILES),--files $(FILES))

# Linux and root, with buildah and debootstrap; SHARE names files that builds need to reach PyPI and Debian.
bench-builds: $(READY)
	$(BIN)/python -m tests.benchmarks.builds --report docs/builds.md $(foreach file,$(SHARE),--share $(file))

index: $(READY)
	$(BIN)/python -m tests.rule_index
	$(BIN)/python -m tests.config_schema
	$(BIN)/python -m tests.peer_table

rule: $(READY)
	$(BIN)/python tests/new_rule.py "$(NAME)"

knowledge-check: $(READY)
	$(BIN)/python tests/knowledge_check.py

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	$(BIN)/python -c "open('$(READY)', 'w').close()"

clean:
	$(PYTHON) -c "import shutil; shutil.rmtree('$(VENV)', ignore_errors=True)"
